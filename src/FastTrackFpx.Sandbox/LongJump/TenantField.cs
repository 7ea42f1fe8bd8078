using System.Collections.Immutable;
using System.Globalization;

namespace FastTrackFpx.Sandbox.LongJump;

/// <summary>What a field holds.</summary>
internal enum FieldKind
{
    Text,
    Mail,
    Integer,
    Number,
    Flag,
    Time,

    /// <summary>The id of another record, shown with its address and name.</summary>
    Lookup,
}

/// <summary>Which operations accept or return a field.</summary>
[Flags]
internal enum FieldUse
{
    /// <summary>Accepted when a tenant is created.</summary>
    Create = 1,

    /// <summary>Accepted when a tenant is changed.</summary>
    Update = 2,

    /// <summary>Returned by reads.</summary>
    Read = 4,

    /// <summary>Shown in the document's read sample, or only there.</summary>
    Sample = 8,

    Write = Create | Update,
    ReadWrite = Create | Update | Read,
}

/// <summary>A field of a tenant: the 31 of the field list, and those that only the samples show.</summary>
internal sealed record TenantField(string Name, FieldKind Kind, FieldUse Use)
{
    private const string Id = "id";

    /// <summary>Every field, in the order in which reads return them.</summary>
    public static ImmutableArray<TenantField> All { get; } =
    [
        new(Id, FieldKind.Text, FieldUse.Read | FieldUse.Sample),
        new("object_id", FieldKind.Text, FieldUse.Read | FieldUse.Sample),
        new("document_space", FieldKind.Integer, FieldUse.ReadWrite | FieldUse.Sample),
        new("classification", FieldKind.Text, FieldUse.ReadWrite | FieldUse.Sample),
        new("partner", FieldKind.Lookup, FieldUse.Create | FieldUse.Read | FieldUse.Sample),
        new("trial_days", FieldKind.Integer, FieldUse.Read | FieldUse.Sample),
        new("deleted", FieldKind.Flag, FieldUse.Read | FieldUse.Sample),
        new("created_id", FieldKind.Lookup, FieldUse.Read | FieldUse.Sample),
        new("owner_id", FieldKind.Lookup, FieldUse.Read | FieldUse.Sample),
        new("modified_id", FieldKind.Lookup, FieldUse.Read | FieldUse.Sample),
        new("number", FieldKind.Integer, FieldUse.Read | FieldUse.Sample),
        new("name", FieldKind.Text, FieldUse.ReadWrite | FieldUse.Sample),
        new("search_string", FieldKind.Text, FieldUse.Read | FieldUse.Sample),
        new("start_date", FieldKind.Time, FieldUse.Read | FieldUse.Sample),
        new("payment_type", FieldKind.Text, FieldUse.Update | FieldUse.Read | FieldUse.Sample),
        new("license_blocks", FieldKind.Text, FieldUse.Read | FieldUse.Sample),
        new("partner_id", FieldKind.Text, FieldUse.Read | FieldUse.Sample),
        new("country", FieldKind.Text, FieldUse.ReadWrite | FieldUse.Sample),
        new("next_billing_date", FieldKind.Time, FieldUse.Read | FieldUse.Sample),
        new("base_subscriber_plan", FieldKind.Lookup, FieldUse.ReadWrite | FieldUse.Sample),
        new("trial_account", FieldKind.Flag, FieldUse.Read | FieldUse.Sample),
        new("accessory_purchase_plan", FieldKind.Lookup, FieldUse.ReadWrite | FieldUse.Sample),
        new("workflow_owners", FieldKind.Text, FieldUse.Read | FieldUse.Sample),
        new("data_space", FieldKind.Integer, FieldUse.ReadWrite | FieldUse.Sample),
        new("date_modified", FieldKind.Time, FieldUse.Read | FieldUse.Sample),
        new("company", FieldKind.Text, FieldUse.ReadWrite | FieldUse.Sample),
        new("base_subscriber_option", FieldKind.Lookup, FieldUse.ReadWrite | FieldUse.Sample),
        new("msp", FieldKind.Flag, FieldUse.Read | FieldUse.Sample),
        new("discount", FieldKind.Number, FieldUse.ReadWrite | FieldUse.Sample),
        new("workflow_state", FieldKind.Text, FieldUse.Read | FieldUse.Sample),
        new("active", FieldKind.Flag, FieldUse.Read | FieldUse.Sample),
        new("email", FieldKind.Mail, FieldUse.ReadWrite),
        new("first_name", FieldKind.Text, FieldUse.ReadWrite),
        new("last_name", FieldKind.Text, FieldUse.ReadWrite),
        new("password", FieldKind.Text, FieldUse.Write),
        new("time_zone", FieldKind.Integer, FieldUse.ReadWrite),
        new("date_format", FieldKind.Text, FieldUse.ReadWrite),
        new("phone", FieldKind.Text, FieldUse.ReadWrite),
        new("number_of_users", FieldKind.Integer, FieldUse.ReadWrite),
        new("is_partner", FieldKind.Flag, FieldUse.Create | FieldUse.Read),
        new("street", FieldKind.Text, FieldUse.ReadWrite),
        new("city", FieldKind.Text, FieldUse.ReadWrite),
        new("state", FieldKind.Text, FieldUse.ReadWrite),
        new("zip", FieldKind.Text, FieldUse.ReadWrite),
        new("sendWelcomeEmail", FieldKind.Flag, FieldUse.ReadWrite),
        new("force_password_change_on_login", FieldKind.Flag, FieldUse.ReadWrite),
        new("estimated_number_of_users", FieldKind.Integer, FieldUse.ReadWrite),
        new("currency_format", FieldKind.Text, FieldUse.ReadWrite),
        new("appList", FieldKind.Text, FieldUse.Create),
        new("free", FieldKind.Flag, FieldUse.Update | FieldUse.Read),
    ];

    private static readonly ImmutableDictionary<string, TenantField> ByName =
        All.ToImmutableDictionary(field => field.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The field of that name; null if there is none. The sample's other name of one field is known too.</summary>
    public static TenantField? Find(string name) =>
        ByName.GetValueOrDefault(name.Equals("force_password_to_be_changed", StringComparison.OrdinalIgnoreCase)
            ? "force_password_change_on_login" : name);

    /// <summary>A value of a request in the form in which it is stored; an error message if it is not a value of this kind.</summary>
    public (string? Value, string? Error) Parse(string text) => Kind switch
    {
        _ when text.Length == 0 => (null, null),
        FieldKind.Integer => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            ? (number.ToString(CultureInfo.InvariantCulture), null)
            : (null, "is not a whole number"),
        FieldKind.Number => decimal.TryParse(text, NumberStyles.Number & ~NumberStyles.AllowThousands, CultureInfo.InvariantCulture,
            out decimal value)
            ? (value.ToString(CultureInfo.InvariantCulture), null)
            : (null, "is not a number"),
        FieldKind.Flag => text.ToLowerInvariant() switch
        {
            "0" or "false" => ("0", null),
            "1" or "true" => ("1", null),
            _ => (null, "is neither 0 nor 1"),
        },
        FieldKind.Mail => text.IndexOf('@', StringComparison.Ordinal) > 0 && !text.Any(char.IsWhiteSpace) ? (text, null)
            : (null, "is not a mail address"),
        _ when Name == "appList" => (string.Join(',', text.Split(',',
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)), null),
        _ => (text, null),
    };
}
