using System.Collections;
using System.Globalization;
using System.Net;
using System.Security;

namespace FastTrackFpx.LongJump.Tenants;

/// <summary>What parameters, rows and records hold for the fields of a tenant, in the spelling of the service.</summary>
internal static class TenantInput
{
    private static readonly string[] ReadOnly =
    [
        "id", "object_id", "number", "deleted", "active", "msp", "created_id", "owner_id", "modified_id", "start_date", "date_modified", "partner_id", "trial_days",
        "trial_account", "next_billing_date", "license_blocks", "search_string", "workflow_owners", "workflow_state",
    ];

    private static readonly string[] CreateOnly = ["is_partner", "partner", "appList", "sendWelcomeEmail"];

    private static readonly string[] UpdateOnly = ["free", "payment_type"];

    internal static bool IsCreatable(TenantField field) => !ReadOnly.Contains(field.Name) && !UpdateOnly.Contains(field.Name);

    internal static bool IsUpdatable(TenantField field) => !ReadOnly.Contains(field.Name) && !CreateOnly.Contains(field.Name);

    internal static Dictionary<string, string> Of(LongJumpTenant tenant, Func<TenantField, bool> counts) => TenantField.All.Where(counts)
        .Select(field => (field.Name, Text: TenantField.Text(field.Property.GetValue(tenant))))
        .Where(value => value.Text.Length > 0)
        .ToDictionary(value => value.Name, value => value.Text);

    /// <summary>The values of a record that were edited since it was read; an emptied one is empty.</summary>
    internal static Dictionary<string, string> EditsOf(LongJumpTenant tenant)
    {
        var edits = new Dictionary<string, string>();
        foreach (TenantField field in TenantField.All)
        {
            string text = TenantField.Text(field.Property.GetValue(tenant));
            if (text == (tenant.Received.TryGetValue(field.Name, out string? received) ? received : string.Empty)) continue;
            if (IsUpdatable(field)) edits[field.Name] = text;
            else if (tenant.Received.Count > 0)
                throw new InputException(ErrorCode.InvalidInput, $"{field.Property.Name} was edited, and the service does not accept changes of it.", "InputObject", "Read the tenant again and edit other properties.");
        }

        return edits;
    }

    /// <summary>The values of a row; an empty cell is not given.</summary>
    internal static Dictionary<string, string> Of(PSObject row, Func<TenantField, bool> counts) => TenantField.All.Where(counts)
        .Select(field => (field, Value: (row.Properties[field.Property.Name] ?? row.Properties[field.Name])?.Value))
        .Where(cell => !ParameterText.IsBlank(cell.Value))
        .Select(cell => (cell.field.Name, Text: TextOf(cell.field, cell.Value!)))
        .Where(value => value.Text.Length > 0)
        .ToDictionary(value => value.Name, value => value.Text);

    internal static string PasswordOf(SecureString password) => new NetworkCredential(string.Empty, password).Password;

    private static string TextOf(TenantField field, object value)
    {
        object plain = ParameterText.Unwrap(value)!;
        Type type = Nullable.GetUnderlyingType(field.Property.PropertyType) ?? field.Property.PropertyType;
        if (type == typeof(bool)) return TenantField.Text(Transformed(field, new YesNoAttribute(), plain));
        if (type == typeof(int)) return ParameterText.TryWholeNumber(plain, out long number) && number is >= 0 and <= int.MaxValue ? TenantField.Text(number) : throw Wrong(field, plain, "a whole number");
        if (type == typeof(decimal)) return TenantField.Text(Transformed(field, new InvariantNumberAttribute(), plain));
        if (type == typeof(string[])) return plain is IEnumerable and not string ? string.Join(",", ((IEnumerable)plain).Cast<object?>().Select(item => ParameterText.Unwrap(item)?.ToString()?.Trim())) : plain.ToString()!;
        if (type == typeof(LongJumpLookup)) return LookupOf(plain);
        return Convert.ToString(plain, CultureInfo.InvariantCulture)!;
    }

    // A copy of a reference that went through a job or a file is an object with an id.
    private static string LookupOf(object value) => value switch
    {
        LongJumpLookup lookup => lookup.Id ?? string.Empty,
        PSObject copy => copy.Properties["Id"]?.Value?.ToString() ?? string.Empty,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!.Trim(),
    };

    private static object? Transformed(TenantField field, ArgumentTransformationAttribute reader, object value)
    {
        try
        {
            object? read = ParameterText.Unwrap(reader.Transform(null!, value));
            return read is bool ? read : Convert.ToDecimal(read, CultureInfo.InvariantCulture);
        }
        catch (Exception wrong) when (wrong is ArgumentTransformationMetadataException or FormatException or OverflowException or InvalidCastException)
        {
            throw Wrong(field, value, reader is YesNoAttribute ? "yes or no" : "a number");
        }
    }

    private static InputException Wrong(TenantField field, object value, string expected) => new(
        ErrorCode.InvalidInput, $"-{field.Property.Name}: '{ParameterText.Shown(value)}' is not {expected}.", field.Property.Name, "Correct the value, or leave it empty if none is needed.");
}
