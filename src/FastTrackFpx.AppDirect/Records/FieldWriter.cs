using System.Globalization;
using FastTrackFpx.Rest.Content;

namespace FastTrackFpx.AppDirect.Records;

/// <summary>Writes the properties of a record that have a value.</summary>
internal readonly struct FieldWriter(Utf8JsonWriter writer, HashSet<string>? written = null, bool isComplete = false)
{
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
        writer.WriteString(name, IsoText(date));
    }

    internal static string IsoText(DateTimeOffset date) => date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);

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
        Value(value);
    }

    /// <summary>True for what the service sets and no request repeats.</summary>
    internal bool IsReadOnly(string name) => name is "links" or "_embedded";

    /// <summary>Writes what a script made: tables and custom objects become objects, lists arrays, and dates numbers.</summary>
    internal void Value(object? value)
    {
        (Utf8JsonWriter json, bool complete) = (writer, IsComplete);
        PlainJson.Write(json, value, item =>
        {
            switch (item)
            {
                case AppDirectRecord record: record.WriteTo(json, complete); return true;
                case SwitchParameter flag: json.WriteBooleanValue(flag.IsPresent); return true;
                case DateTimeOffset date: json.WriteNumberValue(date.ToUnixTimeMilliseconds()); return true;
                case DateTime date: json.WriteNumberValue(new DateTimeOffset(date).ToUnixTimeMilliseconds()); return true;
                default: return false;
            }
        });
    }
}
