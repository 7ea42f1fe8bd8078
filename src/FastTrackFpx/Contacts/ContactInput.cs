using FastTrackFpx.Connection;
using FastTrackFpx.Lookups;
using FastTrackFpx.Rest.Content;

namespace FastTrackFpx.Contacts;

/// <summary>Turns what a user wrote for a contact's fields into values: names into entries of the service's lists.</summary>
public static class ContactInput
{
    /// <summary>What stands between several values in one cell of a CSV file.</summary>
    private const char Separator = ';';

    /// <summary>The fields with their values.</summary>
    /// <param name="client">The session whose lists are looked into.</param>
    /// <param name="given">
    /// The cmdlets' names of the fields, with text, bool or null; for several values a list of texts, or one text with semicolons between them.
    /// </param>
    /// <param name="cancellationToken">Ends the reading of lists.</param>
    /// <param name="idsPass">Whether an id that no list has passes, for the service to decide.</param>
    /// <exception cref="InputException">A name that no list has.</exception>
    public static async Task<ContactChange> ResolveAsync(
        FpxClient client, IReadOnlyList<KeyValuePair<string, object?>> given, CancellationToken cancellationToken, bool idsPass = false)
    {
        if (client is null)
            throw new ArgumentNullException(nameof(client));
        if (given is null)
            throw new ArgumentNullException(nameof(given));

        var change = new ContactChange();
        foreach (var pair in given)
        {
            var field = ContactField.Find(pair.Key) ?? throw new ArgumentException($"A contact has no field {pair.Key}.", nameof(given));
            change.Set(field, await ResolveAsync(client, field, pair.Value, idsPass, cancellationToken).ConfigureAwait(false));
        }

        return change;
    }

    /// <summary>
    /// The same change with ids as requests take them: contacts may carry a GUID where a request wants the number that the list has. The name tells
    /// which entry is meant.
    /// </summary>
    internal static async Task<ContactChange> ForRequestAsync(LookupsEndpoint lookups, ContactChange change, CancellationToken cancellationToken)
    {
        var translated = new ContactChange();
        foreach (var field in change.Given)
        {
            change.TryGet(field, out var value);
            translated.Set(field, field.Kind switch
            {
                ContactFieldKind.NumberId when value is FpxLookup lookup => await NumberedAsync(lookups, field, lookup, cancellationToken).ConfigureAwait(false),
                ContactFieldKind.NumberIds when value is IEnumerable<FpxLookup> several => await NumberedAsync(lookups, field, several, cancellationToken).ConfigureAwait(false),
                _ => value,
            });
        }

        return translated;
    }

    private static async Task<FpxList<FpxLookup>> NumberedAsync(
        LookupsEndpoint lookups, ContactField field, IEnumerable<FpxLookup> several, CancellationToken cancellationToken)
    {
        var numbered = new FpxList<FpxLookup>();
        foreach (var lookup in several)
            numbered.Add(await NumberedAsync(lookups, field, lookup, cancellationToken).ConfigureAwait(false));
        return numbered;
    }

    private static async Task<FpxLookup> NumberedAsync(LookupsEndpoint lookups, ContactField field, FpxLookup lookup, CancellationToken cancellationToken)
    {
        if (lookup.Name is null || !Identifier.TryGuid(lookup.Id, out _))
            return lookup;
        var list = await ListOfAsync(lookups, field.ServiceName, cancellationToken).ConfigureAwait(false);
        return list.FirstOrDefault(entry => SameEntry.Is(entry, lookup)) ?? lookup;
    }

    private static async Task<object?> ResolveAsync(FpxClient client, ContactField field, object? value, bool idsPass, CancellationToken cancellationToken)
    {
        if (value is null || field.Kind is ContactFieldKind.Text or ContactFieldKind.YesNo)
            return value;
        var list = await ListOfAsync(client.Lookups, field.ServiceName, cancellationToken).ConfigureAwait(false);
        if (field.Kind != ContactFieldKind.NumberIds)
            return Find(list, (string)value, field, idsPass);
        var texts = value as IEnumerable<string> ?? [(string)value];
        return new FpxList<FpxLookup>(texts.SelectMany(text => Split(list, text)).Select(text => Find(list, text, field, idsPass)));
    }

    /// <summary>A GUID that the list does not have may be the form in which contacts carry the id of an entry; the service knows.</summary>
    private static FpxLookup Find(IReadOnlyList<FpxLookup> list, string text, ContactField field, bool idsPass) =>
        field.Kind == ContactFieldKind.GuidId && Identifier.TryGuid(text, out _) && !list.Any(entry => Identifier.Same(entry.Id, text))
            ? new FpxLookup { Id = Identifier.Normalize(text) }
            : LookupNames.Find(list, text, field.ParameterName, idsPass);

    private static IEnumerable<string> Split(IReadOnlyList<FpxLookup> list, string text) =>
        list.Any(entry => string.Equals(entry.Name, text.Trim(), StringComparison.OrdinalIgnoreCase))
            ? [text]
            : text.Split(Separator).Select(part => part.Trim()).Where(part => part.Length > 0);

    private static async Task<IReadOnlyList<FpxLookup>> ListOfAsync(LookupsEndpoint lookups, string field, CancellationToken cancellationToken) => field switch
    {
        "timeZoneId" => await lookups.GetAsync<FpxTimeZone>(refresh: false, cancellationToken).ConfigureAwait(false),
        "countryRegionId" => await lookups.GetAsync<FpxCountryRegion>(refresh: false, cancellationToken).ConfigureAwait(false),
        "adminTypeId" => await lookups.GetAsync<FpxAdminType>(refresh: false, cancellationToken).ConfigureAwait(false),
        "surveyLanguageId" => await lookups.GetAsync<FpxSurveyLanguage>(refresh: false, cancellationToken).ConfigureAwait(false),
        "contactTypeId" => await lookups.GetAsync<FpxContactType>(refresh: false, cancellationToken).ConfigureAwait(false),
        "skillTypes" => await lookups.GetAsync<FpxSkillType>(refresh: false, cancellationToken).ConfigureAwait(false),
        "services" => await lookups.GetAsync<FpxService>(refresh: false, cancellationToken).ConfigureAwait(false),
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "The field refers to no list."),
    };
}
