using FastTrackFpx.Changes;

namespace FastTrackFpx.Contacts;

/// <summary>What is done to a contact, in words.</summary>
public static class ContactDeeds
{
    private static readonly string[] Naming = ["Name", "Email"];

    /// <summary>A contact that is made.</summary>
    /// <param name="tenantId">Its tenant.</param>
    /// <param name="contact">Its fields; those without a value go without saying.</param>
    public static Deed New(Guid tenantId, ContactChange contact)
    {
        if (contact is null)
            throw new ArgumentNullException(nameof(contact));

        var made = contact.AppliedTo(null);
        var who = string.IsNullOrEmpty(made.Name) ? "a contact without a name" : $"the contact {Who(made)}";
        var said = contact.Given.Where(field => !Naming.Contains(field.ParameterName) && ContactWords.Of(field.Read(made)) != ContactWords.Of(null)).ToList();
        return new Deed(
            $"add {who} to tenant {tenantId}{List(said.Select(field => $"{field} {ContactWords.Of(field.Read(made))}"))}",
            $"add a contact to tenant {tenantId}{List(said.Select(field => field.ParameterName))}");
    }

    /// <summary>A contact that changes.</summary>
    /// <param name="contactId">The contact.</param>
    /// <param name="before">The contact as it is, where that is known.</param>
    /// <param name="change">The fields that change.</param>
    public static Deed Set(Guid contactId, FpxContact? before, ContactChange change)
    {
        if (change is null)
            throw new ArgumentNullException(nameof(change));

        var fields = List(change.Given.Select(field => field.ParameterName));
        return before is null
            ? new Deed(
                $"change the contact {contactId}, of which neither tenant nor present values are known{List(change.Describe(null))}",
                $"change the contact {contactId}{fields}")
            : new Deed($"change the contact {Who(before)} of {Tenant(before)}{List(change.Describe(before))}", $"change the contact {contactId} of tenant {before.TenantId}{fields}");
    }

    /// <summary>A contact that goes.</summary>
    /// <param name="contactId">The contact.</param>
    /// <param name="before">The contact as it is, where that is known.</param>
    public static Deed Remove(Guid contactId, FpxContact? before) => before is null
        ? new Deed(
            $"remove the contact {contactId} for good: without its tenant nobody knows what it holds, and it cannot be made again",
            $"remove the contact {contactId} for good")
        : new Deed($"remove the contact {Who(before)} of {Tenant(before)}", $"remove the contact {contactId} of tenant {before.TenantId}");

    /// <summary>A removed contact that is made again.</summary>
    internal static Deed Again(FpxContact before) =>
        new($"add the contact {Who(before)} to {Tenant(before)} again", $"add a contact to tenant {before.TenantId} again");

    private static string Who(FpxContact contact) =>
        string.IsNullOrEmpty(contact.Name) || string.IsNullOrEmpty(contact.Email) ? $"'{contact}'" : $"'{contact.Name}' ({contact.Email})";

    private static string Tenant(FpxContact contact) => ChangeDeeds.Tenant(contact.TenantId, contact.TenantName);

    private static string List(IEnumerable<string> parts) => string.Join("; ", parts) is { Length: > 0 } list ? $": {list}" : string.Empty;
}
