namespace FastTrackFpx;

/// <summary>
/// Yes or no as a parameter takes it: true, false, yes, no, 1 or 0. PowerShell's own conversion would refuse text, and make any other value true. A proxy
/// function has the type of the parameter alone, so the type converts strictly.
/// </summary>
[TypeConverter(typeof(StrictValueConverter))]
[Description("yes or no (true, false, yes, no, 1 or 0)")]
public sealed class YesNo
{
    private YesNo(bool value) => Value = value;

    /// <summary>True for yes.</summary>
    public bool Value { get; }

    /// <summary>The value; null for none.</summary>
    public static implicit operator bool?(YesNo? answer) => answer?.Value;

    /// <summary>Reads a value; null for null and blank text.</summary>
    internal static YesNo? From(object? value) => value as YesNo ?? (FpxValue.Flag(value) is { } flag ? new YesNo(flag) : null);

    /// <summary>yes or no.</summary>
    public override string ToString() => Value ? "yes" : "no";
}

/// <summary>
/// A whole number as a parameter takes it. PowerShell's own conversion would round 5003.6, and read '1.000' as 1. A proxy function has the type of the
/// parameter alone, so the type converts strictly.
/// </summary>
[TypeConverter(typeof(StrictValueConverter))]
[Description("a whole number")]
public sealed class WholeNumber
{
    private WholeNumber(long value) => Value = value;

    /// <summary>The number.</summary>
    public long Value { get; }

    /// <summary>The number; null for none.</summary>
    public static implicit operator long?(WholeNumber? number) => number?.Value;

    /// <summary>Reads a value; null for null and blank text.</summary>
    internal static WholeNumber? From(object? value) => value as WholeNumber ?? (FpxValue.Whole(value) is { } number ? new WholeNumber(number) : null);

    /// <summary>The digits.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Converts what a user passes for <see cref="YesNo"/> and <see cref="WholeNumber"/>.</summary>
public sealed class StrictValueConverter : FpxConverter
{
    /// <inheritdoc/>
    /// <exception cref="PSInvalidCastException">The value cannot be read.</exception>
    public override object? ConvertFrom(object? sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase)
    {
        object? value = FpxValue.Unwrap(sourceValue);
        try
        {
            return destinationType == typeof(YesNo) ? YesNo.From(value) : WholeNumber.From(value);
        }
        catch (FormatException unreadable)
        {
            throw new PSInvalidCastException(unreadable.Message);
        }
    }
}
