using System.Collections;
using System.Reflection;

namespace FastTrackFpx;

/// <summary>
/// Converts a copy of a record back to the record: a row of a CSV file, an object from JSON or CliXml, a table, a DataRow, or an object of a class with
/// properties of the same names.
/// </summary>
public sealed class FpxRecordConverter : FpxConverter
{
    /// <inheritdoc/>
    public override bool CanConvertFrom(object sourceValue, Type destinationType) => IsCopy(sourceValue, destinationType);

    /// <inheritdoc/>
    /// <exception cref="PSInvalidCastException">One or more values cannot be read; the message names them all.</exception>
    public override object? ConvertFrom(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase)
    {
        object record = Activator.CreateInstance(destinationType)!;
        IReadOnlyList<string> faults = Fill(record, FpxValue.Unwrap(sourceValue)!);
        return faults.Count == 0 ? record : throw new PSInvalidCastException($"Cannot convert the input to {destinationType.Name}. {string.Join(" ", faults)}");
    }

    /// <summary>Sets each property that the source has, unless it is blank. PowerShell restricts its own conversions in constrained language mode.</summary>
    internal static IReadOnlyList<string> Fill(object record, object source)
    {
        var faults = new List<string>();
        foreach ((string name, object? value) in PropertiesOf(source))
        {
            if (IsBlank(value) || PropertyOf(record.GetType(), name) is not { } property) continue;
            try
            {
                property.SetValue(record, Converted(property, value));
            }
            catch (Exception fault) when (fault is PSInvalidCastException or FormatException)
            {
                faults.Add($"{property.Name}: {fault.GetBaseException().Message}");
            }
        }

        return faults;
    }

    private static PropertyInfo? PropertyOf(Type type, string name) =>
        type.GetProperty(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.IgnoreCase) is { SetMethod.IsPublic: true } found ? found : null;

    private static object? Converted(PropertyInfo property, object? value)
    {
        Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (typeof(FpxLookup).IsAssignableFrom(type)) return new FpxLookupConverter().ConvertFrom(value, type, CultureInfo.InvariantCulture, ignoreCase: true);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(FpxList<>))
            return new FpxListConverter().ConvertFrom(value, type, CultureInfo.InvariantCulture, ignoreCase: true);
        // ConvertFrom-Json makes a date of any text that looks like one.
        if (type == typeof(string) && FpxValue.Unwrap(value) is DateTime date)
            return date.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture);
        if (type == typeof(string) && FpxValue.Unwrap(value) is { } other && !FpxValue.IsPlain(other)) throw new FormatException($"'{other}' is not text.");
        if (type == typeof(bool)) return FpxValue.Flag(value);
        if (type == typeof(long)) return FpxValue.Whole(value);
        if (type == typeof(DateTimeOffset) && IsDay(property.Name)) return FpxValue.Date(value);
        if (type == typeof(DateTimeOffset) && FpxValue.MomentOf(value) is { } moment) return moment;
        if (type == typeof(TimeSpan) && DurationOf(value) is { } duration) return duration;
        return LanguagePrimitives.ConvertTo(value, type, CultureInfo.InvariantCulture);
    }

    /// <summary>Whether a property with a date is a calendar day, and not a moment.</summary>
    private static bool IsDay(string property) => property is nameof(FpxEntitlement.TargetDate) or nameof(FpxEntitlement.NextActionDate);

    private static bool IsCopy(object? value, Type type) => FpxValue.Unwrap(value) is { } source
        && source is not string and not ValueType and not Array
        && source.GetType().Assembly != typeof(FpxRecordConverter).Assembly
        && PropertiesOf(source).Any(property => type.GetProperty(property.Name) is not null);

    private static bool IsBlank(object? value) => FpxValue.Unwrap(value) is null or DBNull or "";

    /// <summary>A duration from JSON, where it is an object with its parts.</summary>
    private static TimeSpan? DurationOf(object? value) =>
        value is PSObject { BaseObject: PSCustomObject } parts && parts.Properties["Ticks"]?.Value is { } ticks
            ? TimeSpan.FromTicks(Convert.ToInt64(ticks, CultureInfo.InvariantCulture))
            : null;

    private static IEnumerable<(string Name, object? Value)> PropertiesOf(object source) => source is IDictionary table
        ? table.Keys.Cast<object>().Select(key => (Convert.ToString(key, CultureInfo.InvariantCulture)!, (object?)table[key]))
        : PSObject.AsPSObject(source).Properties.Select(property => (property.Name, (object?)property.Value));
}
