using System.Xml;

namespace FastTrackFpx.LongJump.Tenants;

/// <summary>What rows and records hold for the fields of a tenant, in the spelling of the service.</summary>
internal static class TenantInput
{
    // What differs from one reading to the next without an edit, or is written in many forms.
    private static readonly string[] ChangesByItself = ["start_date", "date_modified", "modified_id"];

    // What may have changed since a row was read, but not come to be.
    private static readonly string[] MayHaveChanged =
        ["trial_days", "next_billing_date", "license_blocks", "search_string", "workflow_owners", "workflow_state"];

    internal static Dictionary<string, string> OfNew(LongJumpTenant tenant) => TenantField.All.Where(field => field.IsCreatable)
        .Select(field => (field.Name, Text: field.TextIn(tenant)))
        .Where(value => value.Text.Length > 0)
        .ToDictionary(value => value.Name, value => value.Text);

    /// <summary>The values of a record that were edited since it was read; an emptied one is empty.</summary>
    internal static Dictionary<string, string> EditsOf(LongJumpTenant tenant)
    {
        var edits = new Dictionary<string, string>();
        foreach (TenantField field in TenantField.All)
        {
            string text = field.TextIn(tenant);
            if (text == (tenant.Received.TryGetValue(field.Name, out string? received) ? received : string.Empty)) continue;
            if (field.IsUpdatable) edits[field.Name] = text;
            else if (tenant.Received.Count > 0) throw ReadOnlyEdited(field);
        }

        return edits;
    }

    /// <summary>The values of a row; an empty cell is not given, nor is one that still has what <c>Export-Csv</c> wrote for the present value.</summary>
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
        foreach (TenantField field in TenantField.All.Where(field => !field.IsUpdatable && !ChangesByItself.Contains(field.Name)))
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
            try
            {
                XmlConvert.VerifyXmlChars(value.Value);
            }
            catch (XmlException wrong)
            {
                string name = TenantField.Find(value.Key)?.Property.Name ?? "Password";
                throw new InputException(
                    ErrorCode.InvalidInput,
                    $"-{name}: The text has a character at position {wrong.LinePosition} that XML cannot carry.",
                    name,
                    "Remove it, or read the text again with the right encoding.");
            }
        }
    }

    private static string TextOf(TenantField field, object value)
    {
        try
        {
            return TenantField.Text(field.ReadInput(value));
        }
        catch (ArgumentTransformationMetadataException unreadable)
        {
            string name = field.Property.Name;
            throw new InputException(ErrorCode.InvalidInput, $"-{name}: {unreadable.Message}", name, "Correct the value, or leave it empty if none is needed.");
        }
    }

    // In this session's culture, in which 12.5 may be written as 12,5.
    private static bool IsExported(object? cell, object? held) => held is decimal number
        && ParameterText.Unwrap(cell) is string text && text.Trim() == number.ToString(CultureInfo.CurrentCulture);

    private static object? Cell(PSObject row, TenantField field) => (row.Properties[field.Property.Name] ?? row.Properties[field.Name])?.Value;

    private static InputException ReadOnlyEdited(TenantField field) => new(
        ErrorCode.InvalidInput, $"{field.Property.Name} was edited, and the service does not accept changes of it.", "InputObject",
        "Read the tenant again and edit other properties.");
}
