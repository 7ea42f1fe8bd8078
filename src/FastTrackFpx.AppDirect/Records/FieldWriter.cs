using System.Collections;
using System.Globalization;

namespace FastTrackFpx.AppDirect.Records;

/// <summary>Writes the properties of a record that have a value.</summary>
internal readonly struct FieldWriter(Utf8JsonWriter writer, HashSet<string>? written = null, bool isComplete = false)
{
    private const int MaxDepth = 64;

    /// <summary>True if properties are written that no request sends: to compare records.</summary>
    internal bool IsComplete { get; } = isComplete;

    internal void Text(string name, string? value)
    {
        if (value is null) return;
        written?.Add(name);
        writer.WriteString(name, value);
    }

    internal void Number(string name, decimal? value)
    {
        if (value is not { } number) return;
        written?.Add(name);
        writer.WriteNumber(name, number);
    }

    internal void Flag(string name, bool? value)
    {
        if (value is not { } flag) return;
        written?.Add(name);
        writer.WriteBoolean(name, flag);
    }

    internal void Date(string name, DateTimeOffset? value)
    {
        if (value is not { } date) return;
        written?.Add(name);
        writer.WriteNumber(name, date.ToUnixTimeMilliseconds());
    }

    internal void IsoDate(string name, DateTimeOffset? value)
    {
        if (value is not { } date) return;
        written?.Add(name);
        writer.WriteString(name, date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture));
    }

    internal void Texts(string name, string[]? values) => Any(name, values);

    internal void Numbers(string name, decimal[]? values) => Any(name, values);

    internal void Wholes(string name, long[]? values) => Any(name, values);

    internal void Record(string name, AppDirectRecord? value)
    {
        if (value is null) return;
        written?.Add(name);
        writer.WritePropertyName(name);
        value.WriteTo(writer, IsComplete);
    }

    internal void Records(string name, IReadOnlyList<AppDirectRecord>? values) => Any(name, values);

    internal void Link(string name, string? id, string? href)
    {
        if (id is null && href is null) return;
        written?.Add(name);
        writer.WriteStartObject(name);
        if (href is not null) writer.WriteString("href", href);
        if (id is not null) writer.WriteString("id", id);
        writer.WriteEndObject();
    }

    internal void LinkOr(string name, string? id, string? href, AppDirectRecord? whole)
    {
        if (whole is null) Link(name, id, href);
        else Record(name, whole);
    }

    internal void Any(string name, object? value)
    {
        if (value is not null) AnyOrNull(name, value);
    }

    internal void AnyOrNull(string name, object? value)
    {
        written?.Add(name);
        writer.WritePropertyName(name);
        Value(value, 0);
    }

    /// <summary>True for what the service sets and no request repeats.</summary>
    internal bool IsReadOnly(string name) => name is "links" or "_embedded";

    /// <summary>Writes what a script made: tables and custom objects become objects, lists arrays.</summary>
    internal void Value(object? value, int depth)
    {
        if (depth > MaxDepth) throw new InputException(ErrorCode.InvalidInput, $"The value is nested more than {MaxDepth} levels deep.", "Body", "Pass a smaller value, or JSON text.");
        switch (ParameterText.Unwrap(value))
        {
            case null or DBNull: writer.WriteNullValue(); break;
            case AppDirectRecord record: record.WriteTo(writer, IsComplete); break;
            case string text: writer.WriteStringValue(text); break;
            case bool flag: writer.WriteBooleanValue(flag); break;
            case SwitchParameter flag: writer.WriteBooleanValue(flag.IsPresent); break;
            case DateTimeOffset date: writer.WriteNumberValue(date.ToUnixTimeMilliseconds()); break;
            case DateTime date: writer.WriteNumberValue(new DateTimeOffset(date).ToUnixTimeMilliseconds()); break;
            case decimal or double or float: writer.WriteNumberValue(Convert.ToDecimal(value is PSObject number ? number.BaseObject : value, CultureInfo.InvariantCulture)); break;
            case sbyte or byte or short or ushort or int or uint or long: writer.WriteNumberValue(Convert.ToInt64(value is PSObject whole ? whole.BaseObject : value, CultureInfo.InvariantCulture)); break;
            case IDictionary table:
                writer.WriteStartObject();
                foreach (DictionaryEntry entry in table)
                {
                    writer.WritePropertyName(Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!);
                    Value(entry.Value, depth + 1);
                }

                writer.WriteEndObject();
                break;
            case IEnumerable items:
                writer.WriteStartArray();
                foreach (object? item in items) Value(item, depth + 1);
                writer.WriteEndArray();
                break;
            case PSObject custom:
                writer.WriteStartObject();
                foreach (PSPropertyInfo property in custom.Properties)
                {
                    writer.WritePropertyName(property.Name);
                    Value(property.Value, depth + 1);
                }

                writer.WriteEndObject();
                break;
            case var other: writer.WriteStringValue(Convert.ToString(other, CultureInfo.InvariantCulture)); break;
        }
    }
}
