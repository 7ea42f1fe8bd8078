namespace FastTrackFpx.Contacts;

/// <summary>A field of a contact that can be written: its name in requests, its property and parameter, and what is documented.</summary>
internal sealed class ContactField(string serviceName, string property, string? parameterName = null) : RecordField<FpxContact>(property, parameterName)
{
    public static readonly IReadOnlyList<ContactField> All =
    [
        new("name", nameof(FpxContact.Name)) { ForNew = true, ForChange = true, CannotBeNull = true },
        new("email", nameof(FpxContact.Email)) { ForNew = true, ForChange = true, IsMail = true },
        new("phone", nameof(FpxContact.Phone)) { ForChange = true },
        new("managerName", nameof(FpxContact.ManagerName)),
        new("managerEmail", nameof(FpxContact.ManagerEmail)) { IsMail = true },
        new("title", nameof(FpxContact.Title)) { ForNew = true, ForChange = true },
        new("isEngaged", nameof(FpxContact.IsEngaged)),
        new("isFastTrackContact", nameof(FpxContact.IsFastTrackContact)),
        new("evidence", nameof(FpxContact.Evidence)),
        new("surveyEligible", nameof(FpxContact.SurveyEligible)) { ForNew = true, ForChange = true },
        new("approvedSurvey", nameof(FpxContact.ApprovedSurvey)),
        new("note", nameof(FpxContact.Note)),
        new("timeZoneId", nameof(FpxContact.TimeZone)) { Lookup = Lookup.Of<FpxTimeZone>(), HasGuid = true },
        new("countryRegionId", nameof(FpxContact.CountryRegion)) { Lookup = Lookup.Of<FpxCountryRegion>(), HasGuid = true, ForNew = true, ForChange = true },
        new("adminTypeId", nameof(FpxContact.AdminType)) { Lookup = Lookup.Of<FpxAdminType>() },
        new("surveyLanguageId", nameof(FpxContact.SurveyLanguage)) { Lookup = Lookup.Of<FpxSurveyLanguage>(), HasGuid = true, ForNew = true, ForChange = true },
        new("contactTypeId", nameof(FpxContact.ContactType)) { Lookup = Lookup.Of<FpxContactType>(), ForNew = true, ForChange = true, CannotBeNull = true },
        new("skillTypes", nameof(FpxContact.SkillTypes), "SkillType") { Lookup = Lookup.Of<FpxSkillType>() },
        new("services", nameof(FpxContact.Services), "Service") { Lookup = Lookup.Of<FpxService>(), ForNew = true, ForChange = true },
    ];

    public string ServiceName { get; } = serviceName;

    public string ParameterName => Words;

    /// <summary>The lookup that the field's ids are of; null for text and yes or no.</summary>
    public Lookup? Lookup { get; private init; }
    /// <summary>Whether the ids are documented as GUIDs and not as whole numbers.</summary>
    public bool HasGuid { get; private init; }
    /// <summary>Whether a new contact must carry the field, be it as null.</summary>
    public bool ForNew { get; private init; }
    /// <summary>Whether, by the scenario document, a change must carry the field, be it as null.</summary>
    public bool ForChange { get; private init; }
    public bool CannotBeNull { get; private init; }

    /// <summary>The field of that name, the service's or the cmdlets', in any case; null when there is none.</summary>
    public static ContactField? Find(string name)
    {
        var plain = name.Substring(name.LastIndexOf('.') + 1).Split('[')[0];
        return All.FirstOrDefault(field => Is(field.ServiceName) || Is(field.ParameterName));

        bool Is(string candidate) => string.Equals(candidate, plain, StringComparison.OrdinalIgnoreCase);
    }
}
