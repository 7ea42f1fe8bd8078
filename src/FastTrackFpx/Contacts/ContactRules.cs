namespace FastTrackFpx.Contacts;

internal static class ContactRules
{
    /// <summary>A new contact carries every field that the scenario document marks as required; null will do for most.</summary>
    public const string Required = nameof(Required);
    /// <summary>Name and contact type have a value.</summary>
    public const string CannotBeNull = nameof(CannotBeNull);
    /// <summary>Older guides: a customer's contact has a mail address, a title, a country, a language and a service.</summary>
    public const string CustomerContact = nameof(CustomerContact);
    /// <summary>A mail address has a name, one @ and a host. What the service takes for one is not documented, so it decides.</summary>
    public const string MailAddress = nameof(MailAddress);

    private const string CustomerType = "Customer";

    private static readonly string[] CustomerFields = ["Email", "Title", "CountryRegion", "SurveyLanguage", "Service"];

    public static IReadOnlyList<FpxRuleFinding> CheckNew(ContactChange contact)
    {
        var missing =
            from field in ContactField.All
            where field.ForNew && !contact.TryGet(field, out _)
            select Refuse(Required, field, $"A new contact requires this field{(field.CannotBeNull ? "." : "; $null leaves it empty.")}");
        return [.. missing, .. CheckNulls(contact), .. CheckMails(contact), .. CheckCustomer(contact.AppliedTo(null), contact)];
    }

    public static IReadOnlyList<FpxRuleFinding> CheckChange(ContactChange change, FpxContact? before)
    {
        return [.. CheckNulls(change), .. CheckMails(change), .. before is null ? [] : CheckCustomer(change.AppliedTo(before), change)];
    }

    private static IEnumerable<FpxRuleFinding> CheckNulls(ContactChange change) =>
        from field in change.Given
        where field.CannotBeNull && change.TryGet(field, out var value) && (value is null || (value is string text && string.IsNullOrWhiteSpace(text)))
        select Refuse(CannotBeNull, field, $"{field} cannot be empty.");

    private static IEnumerable<FpxRuleFinding> CheckMails(ContactChange change) =>
        from field in change.Given
        where field.IsMail && change.TryGet(field, out var value) && value is string { Length: > 0 } text && !LooksLikeMail(text)
        select new FpxRuleFinding(MailAddress, FpxRuleSeverity.Warn, field.ParameterName, $"{field} does not look like a mail address.");

    private static bool LooksLikeMail(string text)
    {
        var at = text.IndexOf('@');
        return at > 0 && at < text.Length - 1 && at == text.LastIndexOf('@') && !text.Any(char.IsWhiteSpace);
    }

    private static IEnumerable<FpxRuleFinding> CheckCustomer(FpxContact after, ContactChange change)
    {
        if (!string.Equals(after.ContactType?.Name, CustomerType, StringComparison.OrdinalIgnoreCase)) return [];
        return
            from name in CustomerFields
            let field = ContactField.Find(name)!
            where change.TryGet(field, out _) && FieldValue.Words(field.Read(after)) == FieldValue.Words(null)
            select new FpxRuleFinding(
                CustomerContact, FpxRuleSeverity.Warn, field.ParameterName, $"Older guides require {field} for a customer's contact.");
    }

    private static FpxRuleFinding Refuse(string rule, ContactField field, string message) =>
        new(rule, FpxRuleSeverity.Refuse, field.ParameterName, message) { MayBeAccepted = rule == Required && !field.CannotBeNull };
}
