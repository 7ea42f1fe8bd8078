using System.Management.Automation;

namespace FastTrackFpx;

/// <summary>Converts what a user assigns to a lookup property: text, a number, a GUID, or an object or table with an id, a name or both.</summary>
public sealed class FpxLookupConverter : PSTypeConverter
{
    /// <inheritdoc/>
    public override bool CanConvertFrom(object sourceValue, Type destinationType) => true;

    /// <inheritdoc/>
    public override bool CanConvertFrom(PSObject sourceValue, Type destinationType) => true;

    /// <inheritdoc/>
    public override bool CanConvertTo(object sourceValue, Type destinationType) => false;

    /// <inheritdoc/>
    public override object? ConvertFrom(PSObject sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        ConvertFrom((object)sourceValue, destinationType, formatProvider, ignoreCase);

    /// <inheritdoc/>
    /// <exception cref="PSInvalidCastException">The value is not a name, an id, or an object that has one.</exception>
    public override object? ConvertFrom(object? sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase)
    {
        object? value = FpxValue.Bare(sourceValue);
        if (FpxValue.TextOf(value) is { } text)
        {
            if (string.IsNullOrWhiteSpace(text)) return null;
            FpxLookup named = New(destinationType);
            named.Name = text.Trim();
            return named;
        }

        if (value is null or DBNull) return null;
        FpxLookup lookup = New(destinationType);
        if (value is FpxLookup other) (lookup.Id, lookup.Name, lookup.IsRead) = (other.Id, other.Name, other.IsRead);
        else if (FpxRecordConverter.Fill(lookup, value) is { Count: > 0 } faults) throw new PSInvalidCastException(string.Join(" ", faults));
        if (lookup.Id is null && string.IsNullOrWhiteSpace(lookup.Name))
            throw new PSInvalidCastException($"Cannot convert '{value}' to {destinationType.Name}: expected a name, an id, or an object that has one.");
        return lookup;
    }

    /// <inheritdoc/>
    public override object ConvertTo(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) => throw new NotSupportedException();

    private static FpxLookup New(Type type) => (FpxLookup)Activator.CreateInstance(type)!;
}
