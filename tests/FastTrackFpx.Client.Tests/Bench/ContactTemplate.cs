using FastTrackFpx.Rules;

namespace FastTrackFpx.Client.Tests.Bench;

/// <summary>Changes of contacts, and a contact that the service takes, for tests that need many.</summary>
internal static class ContactTemplate
{
    /// <summary>A contact with an entry of each list.</summary>
    internal static async Task<ContactChange> ReadAsync(FpxClient client)
    {
        ContactChange given = Change(
            ("Name", "x"), ("Email", null), ("Title", "Manager"), ("SurveyEligible", true), ("Service", new[] { "Exchange Online; SharePoint Online" }),
            ("TimeZone", await FirstAsync<FpxTimeZone>()), ("CountryRegion", await FirstAsync<FpxCountryRegion>()),
            ("SurveyLanguage", await FirstAsync<FpxSurveyLanguage>()), ("ContactType", await FirstAsync<FpxContactType>()));
        var faults = new InputFaults();
        ContactChange change = await ContactInput.ResolveAsync(client.Lookups, given, before: null, idsPass: false, faults, CancellationToken.None);
        faults.ThrowIfAny([]);
        return change;

        async Task<string?> FirstAsync<T>() where T : FpxLookup => (await client.Lookups.GetAsync<T>(refresh: false, CancellationToken.None))[0].Name;
    }

    internal static ContactChange Change(params (string Field, object? Value)[] fields)
    {
        var change = new ContactChange();
        foreach (var (field, value) in fields) change.Set(ContactField.Find(field)!, value);
        return change;
    }

    internal static ContactChange Named(ContactChange template, string name)
    {
        var change = new ContactChange();
        foreach (var field in template.Given)
        {
            template.TryGet(field, out var value);
            change.Set(field, field.ParameterName == "Name" ? name : value);
        }

        return change;
    }
}
