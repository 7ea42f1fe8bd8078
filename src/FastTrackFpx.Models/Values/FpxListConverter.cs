using System.Collections;
using System.Text;

namespace FastTrackFpx;

/// <summary>Converts what a user assigns to a list property: one value, several, or text with a semicolon between the values.</summary>
public sealed class FpxListConverter : FpxConverter
{
    /// <inheritdoc/>
    public override object? ConvertFrom(object? sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase)
    {
        object? value = FpxValue.Unwrap(sourceValue);
        if (value is null or DBNull) return null;
        Type element = destinationType.GetGenericArguments()[0];
        var list = (IList)Activator.CreateInstance(destinationType)!;
        foreach (object? item in ItemsOf(value))
        {
            // A misspelt variable among several values must not drop one of them.
            list.Add(Convert(item, element) ?? throw new PSInvalidCastException("A value of the list is empty. Check the variable for a misspelt name."));
        }

        return list;
    }

    // Not by PowerShell's conversion, which constrained language mode restricts.
    private static object? Convert(object? item, Type element) => typeof(FpxLookup).IsAssignableFrom(element)
        ? new FpxLookupConverter().ConvertFrom(item, element, CultureInfo.InvariantCulture, ignoreCase: true)
        : LanguagePrimitives.ConvertTo(item, element, CultureInfo.InvariantCulture);

    private static IEnumerable<object?> ItemsOf(object value) => value switch
    {
        string text => FpxListText.Split(text),
        IDictionary => [value],
        IEnumerable items => items.Cast<object?>(),
        _ => [value],
    };
}

/// <summary>Several values as one text: separated by semicolons, those that contain one in double quotes.</summary>
internal static class FpxListText
{
    internal static string Quote(string value) => value.IndexOf(';') < 0 && !value.StartsWith("\"", StringComparison.Ordinal)
        ? value
        : $"\"{value.Replace("\"", "\"\"")}\"";

    /// <summary>The values of such a text, trimmed; blank ones are left out.</summary>
    internal static IReadOnlyList<string> Split(string text)
    {
        var values = new List<string>();
        var value = new StringBuilder();
        bool isQuoted = false;
        for (int place = 0; place <= text.Length; place++)
        {
            char sign = place < text.Length ? text[place] : ';';
            if (sign == '"' && isQuoted && place + 1 < text.Length && text[place + 1] == '"') value.Append(text[++place]);
            else if (sign == '"' && (isQuoted || string.IsNullOrWhiteSpace(value.ToString()))) isQuoted = !isQuoted;
            else if (place == text.Length || (sign == ';' && !isQuoted)) Take();
            else value.Append(sign);
        }

        return values;

        void Take()
        {
            if (value.ToString().Trim() is { Length: > 0 } trimmed) values.Add(trimmed);
            value.Clear();
        }
    }
}
