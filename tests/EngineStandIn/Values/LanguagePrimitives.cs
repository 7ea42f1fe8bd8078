using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace System.Management.Automation;

/// <summary>Truth, equality, order and conversion as PowerShell understands them.</summary>
public static class LanguagePrimitives
{
    public static bool IsTrue(object? obj) => PSObject.Unwrap(obj) switch
    {
        null => false,
        bool b => b,
        string s => s.Length > 0,
        SwitchParameter s => s.IsPresent,
        char c => c != '\0',
        IConvertible number when Conversion.IsNumber(number.GetType()) => number.ToDouble(CultureInfo.InvariantCulture) != 0,
        IList { Count: 0 } => false,
        IList { Count: 1 } one => IsTrue(one[0]),
        _ => true,
    };

    public static new bool Equals(object? first, object? second) => Equals(first, second, ignoreCase: false, CultureInfo.InvariantCulture);
    public static bool Equals(object? first, object? second, bool ignoreCase) => Equals(first, second, ignoreCase, CultureInfo.InvariantCulture);

    public static bool Equals(object? first, object? second, bool ignoreCase, IFormatProvider formatProvider)
    {
        (first, second) = (PSObject.Unwrap(first), PSObject.Unwrap(second));
        if (first is null || second is null)
            return first is null && second is null;
        if (first is string text)
            return TryConvertTo(second, typeof(string), out object? other) && string.Equals(text, (string)other!, ignoreCase ? StringComparison.InvariantCultureIgnoreCase : StringComparison.InvariantCulture);
        if (first.Equals(second))
            return true;
        return TryConvertTo(second, first.GetType(), formatProvider, out object? same) && first.Equals(same);
    }

    public static int Compare(object? first, object? second) => Compare(first, second, ignoreCase: false);
    public static int Compare(object? first, object? second, bool ignoreCase) => Compare(first, second, ignoreCase, CultureInfo.InvariantCulture);

    public static int Compare(object? first, object? second, bool ignoreCase, IFormatProvider formatProvider)
    {
        (first, second) = (PSObject.Unwrap(first), PSObject.Unwrap(second));
        if (first is null || second is null)
            return first is null ? (second is null ? 0 : -1) : 1;
        if (first is string text)
            return string.Compare(text, ConvertTo<string>(second), ignoreCase ? StringComparison.InvariantCultureIgnoreCase : StringComparison.InvariantCulture);
        if (Conversion.IsNumber(first.GetType()) && TryConvertTo(second, typeof(decimal), formatProvider, out object? number))
            return Convert.ToDecimal(first, formatProvider).CompareTo(number);
        if (first is IComparable comparable && TryConvertTo(second, first.GetType(), formatProvider, out object? same))
            return comparable.CompareTo(same);
        if (Equals(first, second, ignoreCase, formatProvider))
            return 0;
        throw new ArgumentException($"Cannot compare \"{first}\" to \"{second}\" because the objects are not the same type or the object \"{first}\" does not implement \"IComparable\".");
    }

    /// <summary>The elements of what the pipeline would take apart; null for what it keeps whole, as text and tables.</summary>
    public static IEnumerable? GetEnumerable(object? obj) => PSObject.Unwrap(obj) switch
    {
        string or IDictionary or Xml.XmlNode => null,
        IEnumerable many => many,
        _ => null,
    };

    public static IEnumerator? GetEnumerator(object? obj) => PSObject.Unwrap(obj) as IEnumerator ?? GetEnumerable(obj)?.GetEnumerator();
    public static object? ConvertTo(object? valueToConvert, Type resultType) => ConvertTo(valueToConvert, resultType, CultureInfo.InvariantCulture);
    public static T ConvertTo<T>(object? valueToConvert) => (T)ConvertTo(valueToConvert, typeof(T))!;

    public static object? ConvertTo(object? valueToConvert, Type resultType, IFormatProvider formatProvider)
    {
        ArgumentNullException.ThrowIfNull(resultType);
        return Conversion.TryConvert(valueToConvert, resultType, formatProvider, out object? result, out Exception? cause)
            ? result
            : throw Conversion.Refusal(valueToConvert, resultType, cause);
    }

    public static bool TryConvertTo<T>(object? valueToConvert, [MaybeNull] out T result) => TryConvertTo(valueToConvert, CultureInfo.InvariantCulture, out result);

    public static bool TryConvertTo<T>(object? valueToConvert, IFormatProvider formatProvider, [MaybeNull] out T result)
    {
        bool converted = TryConvertTo(valueToConvert, typeof(T), formatProvider, out object? value);
        result = converted ? (T)value! : default;
        return converted;
    }

    public static bool TryConvertTo(object? valueToConvert, Type resultType, out object? result) => TryConvertTo(valueToConvert, resultType, CultureInfo.InvariantCulture, out result);

    public static bool TryConvertTo(object? valueToConvert, Type resultType, IFormatProvider formatProvider, out object? result) =>
        Conversion.TryConvert(valueToConvert, resultType, formatProvider, out result, out _);
}
