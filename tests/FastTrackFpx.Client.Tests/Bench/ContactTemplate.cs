using FastTrackFpx.Contacts;
using FastTrackFpx.Lookups;
using FastTrackFpx.Rules;

namespace FastTrackFpx.Client.Tests.Bench;

/// <summary>A contact that the service takes, for tests that need many.</summary>
internal static class ContactTemplate
{
    internal static async Task<ContactChange> ReadAsync(FpxClient client) => await ResolveAsync(
        client,
        [
            new("Name", "x"), new("Email", null), new("Title", null), new("SurveyEligible", null), new("CountryRegion", null), new("SurveyLanguage", null),
            new("ContactType", (await client.Lookups.GetAsync<FpxContactType>(refresh: false, CancellationToken.None))[0].Name), new("Service", null),
        ]);

    internal static async Task<ContactChange> ResolveAsync(FpxClient client, KeyValuePair<string, object?>[] fields)
    {
        var (given, faults) = (new ContactChange(), new InputFaults());
        foreach (var (name, value) in fields) given.Set(ContactField.Find(name)!, value);
        var change = await ContactInput.ResolveAsync(client.Lookups, given, before: null, idsPass: false, faults, CancellationToken.None);
        faults.ThrowIfAny([]);
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
