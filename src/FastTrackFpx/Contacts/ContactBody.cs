namespace FastTrackFpx.Contacts;

/// <summary>The body of <c>POST tenants/{tenantId}/contacts</c> and of a contact's PATCH.</summary>
internal static class ContactBody
{
    internal static string Write(ContactChange change) => PlainJson.Write(change.Given.Select(field =>
    {
        change.TryGet(field, out var value);
        return new KeyValuePair<string, object?>(field.ServiceName, value switch
        {
            FpxLookup lookup => IdOf(lookup, field.Kind),
            IEnumerable<FpxLookup> several => several.Select(lookup => IdOf(lookup, field.Kind)).ToArray(),
            _ => value,
        });
    }));

    /// <summary>As documented: a number where ids are numbers, text where they are GUIDs, whatever the list wrote.</summary>
    private static object? IdOf(FpxLookup lookup, ContactFieldKind kind) => string.IsNullOrEmpty(lookup.Id) ? null
        : kind != ContactFieldKind.GuidId && long.TryParse(lookup.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : lookup.Id;
}
