namespace FastTrackFpx.Contacts;

internal static class ContactText
{
    private static readonly string[] Naming = ["Name", "Email"];

    internal static ChangeDescription New(Guid tenantId, ContactChange contact)
    {
        var made = contact.AppliedTo(null);
        var who = string.IsNullOrEmpty(made.Name) ? "a contact without a name" : $"the contact {Who(made)}";
        var shown = contact.Given
            .Where(field => !Naming.Contains(field.ParameterName) && FieldValue.Words(field.Read(made)) != FieldValue.Words(null)).ToList();
        return new ChangeDescription(
            $"add {who} to tenant {tenantId}{List(shown.Select(field => $"{field} {FieldValue.Words(field.Read(made))}"))}",
            $"add a contact to tenant {tenantId}{List(shown.Select(field => field.ParameterName))}");
    }

    internal static ChangeDescription Set(Guid contactId, FpxContact? before, ContactChange change)
    {
        var fields = List(change.Given.Select(field => field.ParameterName));
        return before is null
            ? new ChangeDescription(
                $"change the contact {contactId}, of which neither tenant nor present values are known{List(change.Describe(null))}",
                $"change the contact {contactId}{fields}")
            : new ChangeDescription(
                $"change the contact {Who(before)} of {Tenant(before)}{List(change.Describe(before))}",
                $"change the contact {contactId} of tenant {before.TenantId}{fields}");
    }

    internal static ChangeDescription Remove(Guid contactId, FpxContact? before) => before is null
        ? new ChangeDescription(
            $"remove the contact {contactId} for good: its tenant is not known, so its values cannot be read and it cannot be created again",
            $"remove the contact {contactId} for good")
        : new ChangeDescription($"remove the contact {Who(before)} of {Tenant(before)}", $"remove the contact {contactId} of tenant {before.TenantId}");

    internal static ChangeDescription Again(FpxContact before) =>
        new($"add the contact {Who(before)} to {Tenant(before)} again", $"add a contact to tenant {before.TenantId} again");

    private static string Who(FpxContact contact) =>
        string.IsNullOrEmpty(contact.Name) || string.IsNullOrEmpty(contact.Email) ? $"'{contact}'" : $"'{contact.Name}' ({contact.Email})";

    private static string Tenant(FpxContact contact) =>
        string.IsNullOrWhiteSpace(contact.TenantName) ? $"tenant {contact.TenantId}" : contact.TenantName!.Trim();

    private static string List(IEnumerable<string> parts) => string.Join("; ", parts) is { Length: > 0 } list ? $": {list}" : string.Empty;
}
