namespace FastTrackFpx;

/// <summary>Converts what a user assigns to a lookup property: text, a number, a GUID, or an object or table with an id, a name or both.</summary>
public sealed class FpxLookupConverter : FpxConverter
{
    /// <inheritdoc/>
    /// <exception cref="PSInvalidCastException">The value is not a name, an id, or an object that has one.</exception>
    public override object? ConvertFrom(object? sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase)
    {
        object? value = FpxValue.Unwrap(sourceValue);
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

    private static FpxLookup New(Type type) => (FpxLookup)Activator.CreateInstance(type)!;
}
