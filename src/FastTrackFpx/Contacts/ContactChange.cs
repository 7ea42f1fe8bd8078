namespace FastTrackFpx.Contacts;

/// <summary>The fields of a contact that were given, null among them, and no others.</summary>
internal sealed class ContactChange
{
    private readonly Dictionary<ContactField, object?> _values = [];

    /// <summary>The fields that were given, in the order of the documents.</summary>
    public IReadOnlyList<ContactField> Given => [.. ContactField.All.Where(_values.ContainsKey)];

    public bool IsEmpty => _values.Count == 0;

    public static ContactChange Valued(FpxContact contact) => From(contact).Where((_, value) => value is not null);

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

    internal ContactChange Only(IReadOnlyCollection<ContactField> fields) => Where((field, _) => fields.Contains(field));

    /// <summary>The same change without texts of a row, which are trimmed, that a contact holds with blanks around them.</summary>
    internal ContactChange WithoutTrimmed(FpxContact contact, Func<string, bool> isOfRow) => Where((field, value) =>
        !(isOfRow(field.ParameterName) && value is string text && field.Read(contact) is string held && text == held.Trim()));

    /// <summary>The same change without fields that an edited copy of a contact holds just as the contact does, ids and names alike.</summary>
    internal ContactChange WithoutUnedited(FpxContact contact) => Where((field, value) => !IsUnedited(value, field.Read(contact)));

    private ContactChange Where(Func<ContactField, object?, bool> isWanted)
    {
        var part = new ContactChange();
        foreach (var field in Given.Where(field => isWanted(field, _values[field]))) part.Set(field, _values[field]);
        return part;
    }

    internal static void RequireReadOnlyUnedited(FpxContact edited, FpxContact now)
    {
        var isStale = edited.Modified < now.Modified;
        string? name = edited.Created != now.Created ? nameof(FpxContact.Created)
            : !Normalized.SameText(edited.CreatedBy, now.CreatedBy) ? nameof(FpxContact.CreatedBy)
            : edited.TenantName is { Length: > 0 } tenant && now.TenantName is { Length: > 0 } && !Normalized.SameText(tenant, now.TenantName) ? nameof(FpxContact.TenantName)
            : !isStale && edited.Modified != now.Modified ? nameof(FpxContact.Modified)
            : !isStale && !Normalized.SameText(edited.ModifiedBy, now.ModifiedBy) ? nameof(FpxContact.ModifiedBy)
            : null;
        if (name is not null)
            throw new InputException(ErrorCode.InvalidInput, $"{name} of a contact cannot be changed.", "InputObject", "Read the contact again, and edit other properties.");
    }

    /// <summary>The change with the fields that a change must carry added, with a contact's present values.</summary>
    public ContactChange WithRequired(FpxContact contact)
    {
        var whole = new ContactChange();
        foreach (var field in ContactField.All.Where(field => field.ForChange))
            whole.Set(field, field.Read(contact));
        foreach (var field in Given)
            whole.Set(field, _values[field]);
        return whole;
    }

    public FpxContact AppliedTo(FpxContact? contact)
    {
        var after = new FpxContact();
        if (contact is not null)
        {
            after.ContactId = contact.ContactId;
            after.TenantId = contact.TenantId;
            after.TenantName = contact.TenantName;
            foreach (var field in ContactField.All)
                field.Write(after, field.Read(contact));
        }

        foreach (var field in Given)
            field.Write(after, _values[field]);
        return after;
    }

    public bool IsHeldBy(FpxContact contact) => Given.All(field => FieldValue.Same(_values[field], field.Read(contact)));

    /// <summary>Whether a contact holds everything that was given, as a service may have stored it.</summary>
    internal bool IsStoredIn(FpxContact contact) => Given.All(field => IsStored(field, _values[field], field.Read(contact)));

    /// <summary>What changes, old to new, one text for each field that was given.</summary>
    public IReadOnlyList<string> Describe(FpxContact? before) => Given
        .Select(field => before is null
            ? $"{field} {FieldValue.Words(_values[field])}"
            : $"{field} {FieldValue.Words(field.Read(before))} -> {FieldValue.Words(_values[field])}")
        .ToList();

    private static bool IsUnedited(object? value, object? present) => (value ?? present) switch
    {
        FpxLookup => LookupResolver.IsUnedited(value as FpxLookup, present as FpxLookup),
        IEnumerable<FpxLookup> => LookupResolver.AreUnedited(value as IEnumerable<FpxLookup>, present as IEnumerable<FpxLookup>),
        _ => FieldValue.Same(value, present),
    };

    /// <summary>A service may trim, compose and lower-case texts, and may store a missing yes or no as no.</summary>
    private static bool IsStored(ContactField field, object? sent, object? held) => field.Kind switch
    {
        ContactFieldKind.Text => field.IsMail ? Normalized.SameMail((string?)sent, (string?)held) : Normalized.SameText((string?)sent, (string?)held),
        ContactFieldKind.YesNo => (sent as bool? ?? false) == (held as bool? ?? false),
        _ => FieldValue.Same(sent, held),
    };
}
