using System.Globalization;
using System.Reflection;

namespace FastTrackFpx.Changes;

/// <summary>Records that went through a job, a file or <c>Select-Object *</c> as records again.</summary>
internal static class RecordCopy
{
    /// <summary>The record itself, or the record that an object is a whole and typed copy of; null for a row.</summary>
    /// <remarks>
    /// In a whole copy a null was put there and clears the value. A CSV file has texts alone: its empty cells mean not given, so its rows are rows.
    /// </remarks>
    /// <exception cref="InputException">A value of the copy cannot be read.</exception>
    internal static T? Of<T>(PSObject input)
        where T : class
    {
        if (input.BaseObject is T record) return record;
        if (input.BaseObject is not PSCustomObject) return null;
        var own = typeof(T).GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(property => property.CanWrite).Select(property => input.Properties[property.Name]).ToList();
        if (own.Any(property => property is null) || own.All(property => CellValue.Bare(property!.Value) is null or string)) return null;
        try
        {
            return LanguagePrimitives.ConvertTo<T>(input);
        }
        catch (PSInvalidCastException unreadable)
        {
            throw Wrong(unreadable);
        }
    }

    /// <summary>An entry: the object, its copy with an id or a name, or a name or id; an empty entry for nothing.</summary>
    /// <exception cref="InputException">The value has neither.</exception>
    internal static FpxLookup Lookup(object value)
    {
        try
        {
            return LanguagePrimitives.ConvertTo(value, typeof(FpxLookup), CultureInfo.InvariantCulture) as FpxLookup ?? new FpxLookup();
        }
        catch (PSInvalidCastException unreadable)
        {
            throw Wrong(unreadable);
        }
    }

    private static InputException Wrong(PSInvalidCastException unreadable) =>
        new(FpxErrorCode.InvalidInput, unreadable.Message, "InputObject", "Correct the value, or leave it empty if none is needed.");
}
