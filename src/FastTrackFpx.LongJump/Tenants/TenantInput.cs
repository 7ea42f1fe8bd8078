using System.Collections;
using System.Globalization;
using System.Net;
using System.Security;
using System.Xml;

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

    // What differs from one reading to the next without an edit, or is written in many forms.
    private static readonly string[] ChangesByItself = ["start_date", "date_modified", "modified_id"];

    // What may have changed since a row was read, but not come to be.
    private static readonly string[] MayHaveChanged = ["trial_days", "next_billing_date", "license_blocks", "search_string", "workflow_owners", "workflow_state"];

    internal static bool IsCreatable(TenantField field) => !ReadOnly.Contains(field.Name) && !UpdateOnly.Contains(field.Name);

    internal static bool IsUpdatable(TenantField field) => !ReadOnly.Contains(field.Name) && !CreateOnly.Contains(field.Name);

    /// <summary>The values of a record.</summary>
    internal static Dictionary<string, string> Of(LongJumpTenant tenant, Func<TenantField, bool> counts) => TenantField.All.Where(counts)
        .Select(field => (field.Name, Text: TenantField.Text(field.Property.GetValue(tenant))))
        .Where(value => value.Text.Length > 0)
        .ToDictionary(value => value.Name, value => value.Text);

    /// <summary>The values of a record that were edited since it was read; an emptied one is empty.</summary>
    /// <exception cref="InputException">A value was edited that the service does not accept.</exception>
    internal static Dictionary<string, string> EditsOf(LongJumpTenant tenant)
    {
        var edits = new Dictionary<string, string>();
        foreach (TenantField field in TenantField.All)
        {
            string text = TenantField.Text(field.Property.GetValue(tenant));
            if (text == (tenant.Received.TryGetValue(field.Name, out string? received) ? received : string.Empty)) continue;
            if (IsUpdatable(field)) edits[field.Name] = text;
            else if (tenant.Received.Count > 0)
                throw ReadOnlyEdited(field);
        }

        return edits;
    }

    /// <summary>The values of a row; an empty cell is not given, nor is one that still has what <c>Export-Csv</c> wrote for the present value.</summary>
    /// <exception cref="InputException">A value cannot be read.</exception>
    internal static Dictionary<string, string> Of(PSObject row, Func<TenantField, bool> counts, LongJumpTenant? now) => TenantField.All.Where(counts)
        .Select(field => (field, Value: Cell(row, field)))
        .Where(cell => !ParameterText.IsBlank(cell.Value) && !IsExported(cell.Value, now is null ? null : cell.field.Property.GetValue(now)))
        .Select(cell => (cell.field.Name, Text: TextOf(cell.field, cell.Value!)))
        .Where(value => value.Text.Length > 0)
        .ToDictionary(value => value.Name, value => value.Text);

    /// <summary>Refuses a cell of a field that cannot be changed, if it differs from what the service holds.</summary>
    /// <exception cref="InputException">There is one.</exception>
    internal static void RequireReadOnlyUnedited(PSObject row, LongJumpTenant now)
    {
        foreach (TenantField field in TenantField.All.Where(field => !IsUpdatable(field) && !ChangesByItself.Contains(field.Name)))
        {
            if (Cell(row, field) is not { } cell || ParameterText.IsBlank(cell) || IsHeld(now, field.Name, TextOf(field, cell))) continue;
            if (!MayHaveChanged.Contains(field.Name) || field.Property.GetValue(now) is null) throw ReadOnlyEdited(field);
        }
    }

    /// <summary>Whether the service holds a value. A copy of a reference in a file is the name to show.</summary>
    internal static bool IsHeld(LongJumpTenant now, string name, string text) =>
        (now.Received.TryGetValue(name, out string? held) && held == text)
        || (text.Length > 0 && TenantField.Find(name)?.Property.GetValue(now) is LongJumpLookup { DisplayValue: { } shown } && shown == text);

    /// <summary>Refuses text that XML cannot carry.</summary>
    /// <exception cref="InputException">A value has such a character.</exception>
    internal static void RequireCharacters(IReadOnlyDictionary<string, string> values)
    {
        foreach (KeyValuePair<string, string> value in values)
        {
            for (int place = 0; place < value.Value.Length; place++)
            {
                if (XmlConvert.IsXmlChar(value.Value[place])) continue;
                if (place + 1 < value.Value.Length && XmlConvert.IsXmlSurrogatePair(value.Value[place + 1], value.Value[place])) place++;
                else throw new InputException(
                    ErrorCode.InvalidInput, $"-{NameOf(value.Key)}: The text has a character at position {place + 1} that XML cannot carry.", NameOf(value.Key), "Remove it, or read the text again with the right encoding.");
            }
        }
    }

    internal static string PasswordOf(SecureString password) => new NetworkCredential(string.Empty, password).Password;

    private static string TextOf(TenantField field, object value)
    {
        object plain = ParameterText.Unwrap(value)!;
        Type type = Nullable.GetUnderlyingType(field.Property.PropertyType) ?? field.Property.PropertyType;
        if (type == typeof(bool)) return TenantField.Text(Transformed(field, new YesNoAttribute(), plain));
        if (type == typeof(int)) return ParameterText.TryWholeNumber(plain, out long number) && number is >= 0 and <= int.MaxValue ? TenantField.Text(number) : throw Wrong(field, plain, "a whole number");
        if (type == typeof(decimal)) return TenantField.Text(Transformed(field, new InvariantNumberAttribute(), plain));
        if (type == typeof(string[])) return plain is IEnumerable and not string ? string.Join(",", ((IEnumerable)plain).Cast<object?>().Select(item => ParameterText.Unwrap(item)?.ToString()?.Trim())) : plain.ToString()!;
        if (type == typeof(LongJumpLookup)) return LookupOf(plain) ?? throw Wrong(field, plain, "an id");
        return IsText(plain) ? Convert.ToString(plain, CultureInfo.InvariantCulture)! : throw Wrong(field, plain, "text");
    }

    // No list, object or date, whose text would be one of many.
    private static bool IsText(object plain) => plain is Guid or Uri || Type.GetTypeCode(plain.GetType()) is not (TypeCode.Object or TypeCode.DateTime or TypeCode.DBNull);

    // In this session's culture, in which 12.5 may be written as 12,5.
    private static bool IsExported(object? cell, object? held) => held is decimal number && ParameterText.Unwrap(cell) is string text && text.Trim() == number.ToString(CultureInfo.CurrentCulture);

    private static object? Cell(PSObject row, TenantField field) => (row.Properties[field.Property.Name] ?? row.Properties[field.Name])?.Value;

    private static string NameOf(string field) => TenantField.Find(field)?.Property.Name ?? "Password";

    private static InputException ReadOnlyEdited(TenantField field) => new(
        ErrorCode.InvalidInput, $"{field.Property.Name} was edited, and the service does not accept changes of it.", "InputObject", "Read the tenant again and edit other properties.");

    // A copy of a reference that went through a job or a file is an object with an id.
    private static string? LookupOf(object value) => value switch
    {
        LongJumpLookup lookup => lookup.Id ?? string.Empty,
        PSObject copy => copy.Properties["Id"]?.Value?.ToString(),
        IDictionary table => table["Id"]?.ToString(),
        _ => IsText(value) ? Convert.ToString(value, CultureInfo.InvariantCulture)!.Trim() : null,
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
