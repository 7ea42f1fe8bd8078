namespace FastTrackFpx.Contacts;

/// <summary>What a field of a contact holds.</summary>
internal enum ContactFieldKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>Yes or no.</summary>
    YesNo,

    /// <summary>The id of a list entry, documented as a whole number.</summary>
    NumberId,

    /// <summary>The id of a list entry, documented as a GUID.</summary>
    GuidId,

    /// <summary>Several ids of list entries, documented as whole numbers.</summary>
    NumberIds,
}

/// <summary>A field of a contact that can be written: the service's name for it, the cmdlets' name for it, and what is documented.</summary>
internal sealed class ContactField
{
    /// <summary>Every field, in the order of the documents.</summary>
    public static readonly IReadOnlyList<ContactField> All =
    [
        new("name", "Name", ContactFieldKind.Text, c => c.Name, (c, v) => c.Name = (string?)v) { ForNew = true, ForChange = true, CannotBeNull = true },
        new("email", "Email", ContactFieldKind.Text, c => c.Email, (c, v) => c.Email = (string?)v) { ForNew = true, ForChange = true, IsMail = true },
        new("phone", "Phone", ContactFieldKind.Text, c => c.Phone, (c, v) => c.Phone = (string?)v) { ForChange = true },
        new("managerName", "ManagerName", ContactFieldKind.Text, c => c.ManagerName, (c, v) => c.ManagerName = (string?)v),
        new("managerEmail", "ManagerEmail", ContactFieldKind.Text, c => c.ManagerEmail, (c, v) => c.ManagerEmail = (string?)v) { IsMail = true },
        new("title", "Title", ContactFieldKind.Text, c => c.Title, (c, v) => c.Title = (string?)v) { ForNew = true, ForChange = true },
        new("isEngaged", "IsEngaged", ContactFieldKind.YesNo, c => c.IsEngaged, (c, v) => c.IsEngaged = (bool?)v),
        new("isFastTrackContact", "IsFastTrackContact", ContactFieldKind.YesNo, c => c.IsFastTrackContact, (c, v) => c.IsFastTrackContact = (bool?)v),
        new("evidence", "Evidence", ContactFieldKind.Text, c => c.Evidence, (c, v) => c.Evidence = (string?)v),
        new("surveyEligible", "SurveyEligible", ContactFieldKind.YesNo, c => c.SurveyEligible, (c, v) => c.SurveyEligible = (bool?)v)
            { ForNew = true, ForChange = true },
        new("approvedSurvey", "ApprovedSurvey", ContactFieldKind.Text, c => c.ApprovedSurvey, (c, v) => c.ApprovedSurvey = (string?)v),
        new("note", "Note", ContactFieldKind.Text, c => c.Note, (c, v) => c.Note = (string?)v),
        new("timeZoneId", "TimeZone", ContactFieldKind.GuidId, c => c.TimeZone, (c, v) => c.TimeZone = (FpxLookup?)v),
        new("countryRegionId", "CountryRegion", ContactFieldKind.GuidId, c => c.CountryRegion, (c, v) => c.CountryRegion = (FpxLookup?)v)
            { ForNew = true, ForChange = true },
        new("adminTypeId", "AdminType", ContactFieldKind.NumberId, c => c.AdminType, (c, v) => c.AdminType = (FpxLookup?)v),
        new("surveyLanguageId", "SurveyLanguage", ContactFieldKind.GuidId, c => c.SurveyLanguage, (c, v) => c.SurveyLanguage = (FpxLookup?)v)
            { ForNew = true, ForChange = true },
        new("contactTypeId", "ContactType", ContactFieldKind.NumberId, c => c.ContactType, (c, v) => c.ContactType = (FpxLookup?)v)
            { ForNew = true, ForChange = true, CannotBeNull = true },
        new("skillTypes", "SkillType", ContactFieldKind.NumberIds, c => c.SkillTypes, (c, v) => c.SkillTypes = (FpxList<FpxLookup>?)v),
        new("services", "Service", ContactFieldKind.NumberIds, c => c.Services, (c, v) => c.Services = (FpxList<FpxLookup>?)v)
            { ForNew = true, ForChange = true },
    ];

    private readonly Func<FpxContact, object?> _read;
    private readonly Action<FpxContact, object?> _write;

    private ContactField(string serviceName, string parameterName, ContactFieldKind kind, Func<FpxContact, object?> read, Action<FpxContact, object?> write)
    {
        ServiceName = serviceName;
        ParameterName = parameterName;
        Kind = kind;
        _read = read;
        _write = write;
    }

    /// <summary>The service's name for the field in a request.</summary>
    public string ServiceName { get; }

    /// <summary>The cmdlets' parameter for the field.</summary>
    public string ParameterName { get; }

    /// <summary>What the field holds.</summary>
    public ContactFieldKind Kind { get; }

    /// <summary>Whether a new contact must carry the field, be it as null.</summary>
    public bool ForNew { get; private set; }

    /// <summary>Whether, by the scenario document, a change must carry the field, be it as null.</summary>
    public bool ForChange { get; private set; }

    /// <summary>Whether the field must have a value.</summary>
    public bool CannotBeNull { get; private set; }

    /// <summary>Whether the field holds a mail address.</summary>
    public bool IsMail { get; private set; }

    /// <summary>The field of that name, the service's or the cmdlets', in any case; null when there is none.</summary>
    /// <param name="name">A name; one with a path before it (<c>$.name</c>, <c>body.Name</c>) is the same.</param>
    public static ContactField? Find(string name)
    {
        var last = name.Substring(name.LastIndexOf('.') + 1);
        var bracket = last.IndexOf('[');
        var plain = bracket > 0 ? last.Substring(0, bracket) : last;
        return All.FirstOrDefault(field => Is(field.ServiceName) || Is(field.ParameterName));

        bool Is(string candidate) => string.Equals(candidate, plain, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The field's value in a contact.</summary>
    /// <param name="contact">The contact.</param>
    public object? Read(FpxContact contact) => _read(contact);

    /// <summary>Sets the field's value in a contact.</summary>
    /// <param name="contact">The contact.</param>
    /// <param name="value">Text, bool, <see cref="FpxLookup"/> or a list of them, as the kind says; null for none.</param>
    public void Write(FpxContact contact, object? value) => _write(contact, value);

    /// <summary>The cmdlets' name.</summary>
    public override string ToString() => ParameterName;
}
