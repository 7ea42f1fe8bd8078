namespace FastTrackFpx.Contacts;

/// <summary>The fields of a contact that were given, null among them, and no others.</summary>
internal sealed class ContactChange
{
    private readonly Dictionary<ContactField, object?> _values = [];

    /// <summary>The fields that were given, in the order of the documents.</summary>
    public IReadOnlyList<ContactField> Given => [.. ContactField.All.Where(_values.ContainsKey)];

    public bool IsEmpty => _values.Count == 0;

    public static ContactChange From(FpxContact contact)
    {
        var change = new ContactChange();
        foreach (var field in ContactField.All) change.Set(field, field.Read(contact));
        return change;
    }

    /// <summary>What turns one contact into another: the fields in which they differ, with the values of the latter.</summary>
    public static ContactChange Between(FpxContact from, FpxContact to) => From(to).Without(from);

    /// <summary>Sets a field: text, bool, <see cref="FpxLookup"/> or a list of them, as the field's kind says; null clears it.</summary>
    public void Set(ContactField field, object? value) => _values[field] = value;

    /// <summary>Clears a field by the cmdlets' or the service's name of it.</summary>
    public void Clear(string name)
    {
        var field = ContactField.Find(name) ?? throw new InputException(
            ErrorCode.UnknownName,
            $"A contact has no field '{name}'. It has {string.Join(", ", ContactField.All)}.",
            "Clear",
            "Use one of these fields.");
        if (_values.TryGetValue(field, out var value) && value is not null)
            throw new InputException(ErrorCode.InvalidInput, $"{field} cannot be set and cleared in one change.", "Clear", "Leave one of them out.");
        _values[field] = null;
    }

    public bool TryGet(ContactField field, out object? value) => _values.TryGetValue(field, out value);

    /// <summary>The same change without the fields that a contact holds already.</summary>
    public ContactChange Without(FpxContact contact) => Where((field, value) => !FieldValue.Same(value, field.Read(contact)));

    internal ContactChange Where(Func<ContactField, object?, bool> isWanted)
    {
        var part = new ContactChange();
        foreach (var field in Given.Where(field => isWanted(field, _values[field]))) part.Set(field, _values[field]);
        return part;
    }

    /// <summary>The change with the fields that a change must carry added, with a contact's present values.</summary>
    public ContactChange WithRequired(FpxContact contact)
    {
        ContactChange whole = From(contact).Where((field, _) => field.ForChange);
        foreach (var field in Given) whole.Set(field, _values[field]);
        return whole;
    }

    public FpxContact AppliedTo(FpxContact? contact)
    {
        var after = new FpxContact();
        if (contact is not null) (after.ContactId, after.TenantId, after.TenantName) = (contact.ContactId, contact.TenantId, contact.TenantName);
        foreach (var field in ContactField.All) field.Write(after, TryGet(field, out var value) ? value : field.Read(contact));
        return after;
    }

    /// <summary>Whether a contact holds everything that was given, exactly or as a service may have stored it.</summary>
    internal bool IsHeldBy(FpxContact contact, bool exactly = true)
    {
        var wanted = AppliedTo(contact);
        return Given.All(field => field.Same(wanted, contact, exactly));
    }

    /// <summary>What changes, old to new, one text for each field that was given.</summary>
    public IEnumerable<string> Describe(FpxContact? before)
    {
        var after = AppliedTo(before);
        return Given.Select(field => field.Describe(before, after));
    }

    /// <summary>The body of <c>POST tenants/{tenantId}/contacts</c> and of a contact's PATCH.</summary>
    internal string ToJson() => PlainJson.Write(Given.Select(field => new KeyValuePair<string, object?>(field.ServiceName, _values[field] switch
    {
        FpxLookup lookup => IdOf(lookup, field),
        IEnumerable<FpxLookup> several => several.Select(lookup => IdOf(lookup, field)).ToArray(),
        var value => value,
    })));

    /// <summary>As documented: a number where ids are numbers, text where they are GUIDs, whatever the list wrote.</summary>
    private static object? IdOf(FpxLookup lookup, ContactField field) => string.IsNullOrEmpty(lookup.Id) ? null
        : !field.HasGuid && long.TryParse(lookup.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : lookup.Id;
}
