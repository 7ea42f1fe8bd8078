using System.Reflection;

namespace FastTrackFpx.Changes;

/// <summary>Records that went through a job, a file or <c>Select-Object *</c> as records again.</summary>
internal static class RecordCopy
{
    /// <summary>The record, or the record that an object is a whole and typed copy of. A row of a CSV file is none: its empty cells mean not given.</summary>
    internal static T? Of<T>(PSObject input)
        where T : class
    {
        if (input.BaseObject is T record) return record;
        return IsWhole<T>(input) && !IsText<T>(input) ? Convert<T>(new FpxRecordConverter(), input, "InputObject") : null;
    }

    /// <summary>The record of a row of a file that holds a whole one, with the present values for its empty cells; null if it is no such row.</summary>
    internal static T? OfFile<T>(PSObject input, T present)
        where T : class
    {
        if (!IsWhole<T>(input) || !IsText<T>(input)) return null;
        T row = Convert<T>(new FpxRecordConverter(), input, "InputObject")!;
        foreach (PropertyInfo property in PropertiesOf<T>().Where(property => CellValue.Bare(input.Properties[property.Name].Value) is null))
            property.SetValue(row, property.GetValue(present));
        return row;
    }

    /// <summary>Refuses an edit of properties that cannot be written.</summary>
    internal static void RequireUnedited<T>(T edited, T now, string noun, params IEnumerable<string> properties)
        where T : class
    {
        foreach (PropertyInfo property in properties.Select(name => typeof(T).GetProperty(name)!))
        {
            (object? value, object? present) = (property.GetValue(edited), property.GetValue(now));
            bool isSameText = (value ?? present) is string && Normalized.SameText(value as string, present as string);
            if (isSameText || FieldValue.IsUnedited(value, present)) continue;
            throw new InputException(
                ErrorCode.InvalidInput, $"{property.Name} of a {noun} cannot be changed.", "InputObject", $"Read the {noun} again, and edit other properties.");
        }
    }

    private static IEnumerable<PropertyInfo> PropertiesOf<T>() =>
        typeof(T).GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(property => property.CanWrite);

    private static bool IsWhole<T>(PSObject input) =>
        input.BaseObject is PSCustomObject && PropertiesOf<T>().All(property => input.Properties[property.Name] is not null);

    private static bool IsText<T>(PSObject input) => PropertiesOf<T>().All(property => CellValue.Bare(input.Properties[property.Name].Value) is null or string);

    /// <summary>An entry: the object, its copy with an id or a name, or a name or id; an empty entry for nothing.</summary>
    internal static FpxLookup Lookup(object value, string name) => Convert<FpxLookup>(new FpxLookupConverter(), value, name) ?? new FpxLookup();

    // Not by PowerShell's conversion, which constrained language mode restricts.
    private static T? Convert<T>(FpxConverter converter, object value, string name)
        where T : class
    {
        try
        {
            return converter.ConvertFrom(value, typeof(T), CultureInfo.InvariantCulture, ignoreCase: true) as T;
        }
        catch (PSInvalidCastException unreadable)
        {
            throw new InputException(ErrorCode.InvalidInput, $"-{name}: {unreadable.Message}", name, "Correct the value, or leave it empty if none is needed.");
        }
    }
}
