using System.Collections.Immutable;
using FastTrackFpx.Sandbox.Fpx.Lookups;
using FastTrackFpx.Sandbox.Http;

namespace FastTrackFpx.Sandbox.Fpx.Contacts;

/// <summary>The rules for contacts in requests.</summary>
internal sealed class ContactInput(Readings readings)
{
    private static readonly ImmutableArray<string> ForCreation =
        ["name", "email", "title", "surveyEligible", "countryRegionId", "surveyLanguageId", "contactTypeId", "services"];

    private static readonly ImmutableArray<string> ForChange = [.. ForCreation, "phone"];

    /// <summary>The contact that a creation describes.</summary>
    public ContactRecord Create(BodyFields fields, ContactRecord blank)
    {
        ImmutableArray<string> required = readings.Is("F55", "required") ? ForCreation : ["name", "contactTypeId"];
        CheckKeys(fields, required);
        CheckNotNull(fields, "name");
        CheckNotNull(fields, "contactTypeId");
        return Apply(fields, blank);
    }

    /// <summary>The contact after a change. Missing fields stay; null removes a value.</summary>
    public ContactRecord Change(BodyFields fields, ContactRecord now, ApiVersions version)
    {
        if (version == ApiVersions.V12)
        {
            if (readings.Is("F56", "required")) CheckKeys(fields, ForChange);
            CheckNotNull(fields, "name");
        }

        CheckNotNull(fields, "contactTypeId");
        return Apply(fields, now);
    }

    private ContactRecord Apply(BodyFields fields, ContactRecord now)
    {
        ContactRecord after = now with
        {
            Name = Text(fields, "name", now.Name),
            Email = Mail(fields, "email", now.Email),
            Phone = Text(fields, "phone", now.Phone),
            ManagerName = Text(fields, "managerName", now.ManagerName),
            ManagerEmail = Mail(fields, "managerEmail", now.ManagerEmail),
            Title = Text(fields, "title", now.Title),
            IsEngaged = fields.Has("isEngaged") ? fields.Flag("isEngaged") : now.IsEngaged,
            IsFastTrackContact = fields.Has("isFastTrackContact") ? fields.Flag("isFastTrackContact") : now.IsFastTrackContact,
            Evidence = Text(fields, "evidence", now.Evidence),
            SurveyEligible = fields.Has("surveyEligible") ? fields.Flag("surveyEligible") : now.SurveyEligible,
            ApprovedSurvey = Text(fields, "approvedSurvey", now.ApprovedSurvey),
            Note = Text(fields, "note", now.Note),
            TimeZone = EitherForm(fields, "timeZoneId", LookupCatalog.TimeZones, now.TimeZone, readings["F38"]),
            CountryRegion = EitherForm(fields, "countryRegionId", LookupCatalog.Countries, now.CountryRegion, "uuid"),
            AdminType = Number(fields, "adminTypeId", LookupCatalog.AdminTypes, now.AdminType),
            SurveyLanguage = EitherForm(fields, "surveyLanguageId", LookupCatalog.SurveyLanguages, now.SurveyLanguage, readings["F39"]),
            ContactType = Number(fields, "contactTypeId", LookupCatalog.ContactTypes, now.ContactType),
            SkillTypes = List(fields, "skillTypes", now.SkillTypes, id => LookupCatalog.SkillTypes.Find(id) is not null),
            Services = List(fields, "services", now.Services, id => ServiceCatalog.Find(id) is not null),
        };
        if (after.Name is { } name && string.IsNullOrWhiteSpace(name)) fields.Reject("name", "A contact needs a name.");
        return after;
    }

    private static void CheckKeys(BodyFields fields, ImmutableArray<string> required)
    {
        foreach (string name in required.Where(name => !fields.Has(name))) fields.Reject(name, "This field is required.");
    }

    private static void CheckNotNull(BodyFields fields, string name)
    {
        if (fields.Has(name) && !fields.IsSet(name)) fields.Reject(name, "This field cannot be null.");
    }

    private static string? Text(BodyFields fields, string name, string? now) => fields.Has(name) ? fields.Text(name) : now;

    private static string? Mail(BodyFields fields, string name, string? now)
    {
        string? mail = Text(fields, name, now);
        if (fields.IsSet(name) && mail is not null && !IsMail(mail)) fields.Reject(name, "This is not a mail address.");
        return mail;
    }

    private static bool IsMail(string text)
    {
        int at = text.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at == text.LastIndexOf('@') && text.IndexOf('.', at) is var dot && dot > at + 1 && dot < text.Length - 1
            && !text.Any(char.IsWhiteSpace);
    }

    private static int? Number(BodyFields fields, string name, Lookup lookup, int? now)
    {
        if (!fields.Has(name)) return now;
        int? id = fields.Integer(name);
        if (id is { } number && lookup.Find(number) is null) fields.Reject(name, $"There is no entry {number}.");
        return id;
    }

    // The documents show two kinds of ids for these. Both are accepted unless a reading selects one.
    private static int? EitherForm(BodyFields fields, string name, Lookup lookup, int? now, string form)
    {
        if (!fields.Has(name)) return now;
        if (!fields.IsSet(name)) return null;
        bool isNumber = fields.IsNumeric(name, out int number);
        LookupEntry? entry = isNumber && form != "uuid" ? lookup.Find(number)
            : !isNumber && form != "integer" && fields.Uuid(name) is { } uuid ? lookup.Find(uuid)
            : null;
        if (entry is null) fields.Reject(name, "There is no such entry.");
        return entry?.Id;
    }

    private static int[] List(BodyFields fields, string name, int[] now, Func<int, bool> exists)
    {
        if (!fields.Has(name)) return now;
        int[] ids = fields.Integers(name) ?? [];
        foreach (int id in ids.Where(id => !exists(id))) fields.Reject(name, $"There is no entry {id}.");
        return [.. ids.Distinct()];
    }
}
