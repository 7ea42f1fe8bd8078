using System.Globalization;
using System.Reflection;

namespace FastTrackFpx.Changes;

/// <summary>Records that went through a job, a file or <c>Select-Object *</c> as records again.</summary>
internal static class RecordCopy
{
    /// <summary>The record itself, or the record that an object is a whole and typed copy of; null for a row.</summary>
    /// <remarks>
    /// In a whole copy a null was put there and means nothing is wanted. A CSV file has texts alone: its empty cells mean not given, so its rows are
    /// rows.
    /// </remarks>
    internal static T? Of<T>(PSObject input)
        where T : class, new()
    {
        if (input.BaseObject is T record) return record;
        if (input.BaseObject is not PSCustomObject) return null;
        var own = typeof(T).GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(property => property.CanWrite).ToList();
        if (own.Any(property => input.Properties[property.Name] is null)) return null;
        if (own.All(property => CellValue.Bare(input.Properties[property.Name].Value) is null or string)) return null;
        var copy = new T();
        foreach (var property in own) property.SetValue(copy, Convert(input.Properties[property.Name].Value, property.PropertyType, property.Name));
        return copy;
    }

    private static object? Convert(object? value, Type type, string name)
    {
        var bare = CellValue.Bare(value);
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (bare is null) return type.IsValueType && Nullable.GetUnderlyingType(type) is null ? Activator.CreateInstance(type) : null;
        if (plain.IsInstanceOfType(bare)) return bare;
        if (plain == typeof(bool) && CellValue.TryYesNo(bare, out var answer)) return answer;
        if (plain == typeof(long) && CellValue.TryWhole(bare, out var number)) return number;
        if (plain == typeof(Guid) && Guid.TryParse(bare.ToString(), out var id)) return id;
        if (plain == typeof(DateTimeOffset) && CellValue.TryMoment(bare, out var moment)) return moment;
        if (plain == typeof(string)) return System.Convert.ToString(bare, CultureInfo.InvariantCulture);
        if (plain == typeof(FpxLookup)) return Lookup(bare);
        if (plain == typeof(FpxList<FpxLookup>)) return new FpxList<FpxLookup>(Items(bare).Select(Lookup));
        if (LanguagePrimitives.TryConvertTo(bare, plain, CultureInfo.InvariantCulture, out var converted)) return converted;
        throw new InputException(FpxErrorCode.InvalidInput, $"-{name}: '{bare}' is not a value of {name}.", name, "Correct the value.");
    }

    private static IEnumerable<object> Items(object value) => value is System.Collections.IEnumerable items and not string ? items.Cast<object>() : [value];

    /// <summary>An entry: the object, its copy with Id and Name, or a name or id.</summary>
    internal static FpxLookup Lookup(object value) => CellValue.Bare(value) switch
    {
        FpxLookup lookup => lookup,
        null => new FpxLookup(),
        string text => new FpxLookup(text),
        ValueType number => new FpxLookup(System.Convert.ToString(number, CultureInfo.InvariantCulture)!),
        System.Collections.IDictionary table => new FpxLookup { Id = Text(table["Id"]), Name = Text(table["Name"]) },
        var other when PSObject.AsPSObject(other).Properties is var properties && (properties["Id"] ?? properties["Name"]) is not null =>
            new FpxLookup { Id = Text(properties["Id"]?.Value), Name = Text(properties["Name"]?.Value) },
        var other => new FpxLookup(other.ToString()!),
    };

    private static string? Text(object? value) => CellValue.Bare(value) is { } bare ? System.Convert.ToString(bare, CultureInfo.InvariantCulture) : null;
}
