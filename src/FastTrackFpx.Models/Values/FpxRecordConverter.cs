using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace FastTrackFpx;

/// <summary>
/// Converts a copy of a record back to the record: a row of a CSV file, an object from JSON or CliXml, a table, a DataRow, or an object of a class with
/// properties of the same names.
/// </summary>
public sealed class FpxRecordConverter : PSTypeConverter
{
    /// <inheritdoc/>
    public override bool CanConvertFrom(object sourceValue, Type destinationType) => IsCopy(sourceValue, destinationType);

    /// <inheritdoc/>
    public override bool CanConvertFrom(PSObject sourceValue, Type destinationType) => IsCopy(sourceValue, destinationType);

    /// <inheritdoc/>
    public override bool CanConvertTo(object sourceValue, Type destinationType) => false;

    /// <inheritdoc/>
    public override object? ConvertFrom(PSObject sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        ConvertFrom((object)sourceValue, destinationType, formatProvider, ignoreCase);

    /// <inheritdoc/>
    /// <exception cref="PSInvalidCastException">One or more values cannot be read; the message names them all.</exception>
    public override object? ConvertFrom(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase)
    {
        object record = Activator.CreateInstance(destinationType)!;
        IReadOnlyList<string> faults = Fill(record, FpxValue.Bare(sourceValue)!);
        return faults.Count == 0 ? record : throw new PSInvalidCastException($"Cannot convert the input to {destinationType.Name}. {string.Join(" ", faults)}");
    }

    /// <inheritdoc/>
    public override object ConvertTo(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) => throw new NotSupportedException();

    /// <summary>Sets each property of a record that the source has as well. Blank text leaves a property unset.</summary>
    /// <returns>A sentence for each value that cannot be read.</returns>
    internal static IReadOnlyList<string> Fill(object record, object source)
    {
        PSMemberInfoCollection<PSPropertyInfo> target = PSObject.AsPSObject(record).Properties;
        var faults = new List<string>();
        foreach ((string name, object? value) in PropertiesOf(source))
        {
            if (IsBlank(value) || target[name] is not { IsSettable: true } property) continue;
            try
            {
                property.Value = IsMoment(property) && FpxValue.TextOf(FpxValue.Bare(value)) is { } text ? FpxValue.Moment(text)
                    : DurationOf(property, value) is { } duration ? duration
                    : value;
            }
            catch (Exception fault) when (fault is SetValueException or PSInvalidCastException or FormatException)
            {
                faults.Add($"{name}: {fault.GetBaseException().Message}");
            }
        }

        return faults;
    }

    private static bool IsCopy(object? value, Type type) => FpxValue.Bare(value) is { } source
        && source is not string and not ValueType and not Array
        && source.GetType().Assembly != typeof(FpxRecordConverter).Assembly
        && PropertiesOf(source).Any(property => type.GetProperty(property.Name) is not null);

    private static bool IsBlank(object? value) => FpxValue.Bare(value) is null or DBNull or "";

    private static bool IsMoment(PSPropertyInfo property) => property is PSProperty && property.TypeNameOfValue.Contains(nameof(DateTimeOffset));

    /// <summary>A duration from JSON, where it is an object with its parts.</summary>
    private static TimeSpan? DurationOf(PSPropertyInfo property, object? value) =>
        property.TypeNameOfValue.Contains(nameof(TimeSpan)) && value is PSObject { BaseObject: PSCustomObject } parts && parts.Properties["Ticks"]?.Value is { } ticks
            ? TimeSpan.FromTicks(Convert.ToInt64(ticks, CultureInfo.InvariantCulture))
            : null;

    private static IEnumerable<(string Name, object? Value)> PropertiesOf(object source) => source is IDictionary table
        ? table.Keys.Cast<object>().Select(key => (Convert.ToString(key, CultureInfo.InvariantCulture)!, (object?)table[key]))
        : PSObject.AsPSObject(source).Properties.Select(property => (property.Name, (object?)property.Value));
}
