using System.Globalization;
using FastTrackFpx.AppDirect.Records;

namespace FastTrackFpx;

/// <summary>A record of the AppDirect marketplace.</summary>
public abstract class AppDirectRecord
{
    private byte[]? _source;

    private protected AppDirectRecord()
    {
    }

    /// <summary>
    /// What the service sent besides the documented properties, by its own names, and values that do not fit the type of their property. Null if there is
    /// nothing.
    /// </summary>
    public PSObject? AdditionalProperties { get; set; }

    private protected abstract RecordFields FieldNames { get; }

    /// <summary>True if a cmdlet changes such records by what was assigned to one.</summary>
    private protected virtual bool IsEditable => false;

    /// <summary>Reads the value at which the reader stands into a property.</summary>
    private protected abstract void Read(int field, ref FieldReader json);

    /// <summary>Writes all properties that have a value.</summary>
    private protected abstract void Write(FieldWriter json);

    /// <summary>Takes an id of the request that the response does not repeat.</summary>
    private protected virtual void Inherit(string name, string value)
    {
    }

    /// <summary>Reads an object at whose start the reader stands, to its end.</summary>
    internal static T ReadObject<T>(ref FieldReader json)
        where T : AppDirectRecord, new()
    {
        var record = new T();
        record.ReadFields(ref json);
        return record;
    }

    private void ReadFields(ref FieldReader json)
    {
        RecordFields fields = FieldNames;
        int expected = 0;
        while (json.Reader.Read() && json.Reader.TokenType == JsonTokenType.PropertyName)
        {
            int field = fields.Find(ref json.Reader, expected);
            string? name = field < 0 ? json.Reader.GetString() : null;
            json.Reader.Read();
            if (field >= 0)
            {
                expected = field + 1;
                json.HasMisfit = false;
                Read(field, ref json);
                if (!json.HasMisfit) continue;
                json.HasMisfit = false;
                name = fields.NameOf(field);
            }

            (AdditionalProperties ??= new PSObject()).Set(name!, PlainJsonReader.Read(ref json.Reader));
        }
    }

    /// <summary>True if it was read from the service, so that its edits can be told.</summary>
    internal bool IsRead => _source is not null;

    /// <summary>The record as it was read, without what was assigned to it since. Null if it was not read, or if no cmdlet changes such records.</summary>
    internal AppDirectRecord? Original()
    {
        if (_source is null) return null;
        var original = (AppDirectRecord)Activator.CreateInstance(GetType())!;
        var json = new FieldReader(_source);
        json.Reader.Read();
        original.ReadFields(ref json);
        return original;
    }

    /// <summary>Keeps the JSON that it was read from, so that its edits can be told later.</summary>
    internal void Keep(ReadOnlySpan<byte> source)
    {
        if (IsEditable) _source = source.ToArray();
    }

    /// <summary>What a list or a CSV cell shows of a record inside another one: its name, its mail address or its id, or else its values.</summary>
    public override string ToString()
    {
        (string Name, string Text)[] values =
        [
            .. GetType().GetProperties().OrderBy(property => property.MetadataToken)
                .Select(property => (property.Name, Value: property.GetValue(this)))
                .Where(property => property.Value is string or ValueType)
                .Select(property => (property.Name, Text: string.Format(CultureInfo.InvariantCulture, "{0}", property.Value)))
                .Where(value => value.Text.Length > 0),
        ];
        string own = GetType().Name["AppDirect".Length..];
        string? name = new[] { "Name", "Title", "Label", "Email", "EmailAddress", own + "Number", own + "Id", "Href", "Code" }
            .Select(telling => values.FirstOrDefault(value => value.Name == telling).Text).FirstOrDefault(text => text is not null);
        return name ?? TextOf("Name") ?? TextOf("Id") ?? string.Join(", ", values.Select(value => value.Text));

        string? TextOf(string ending) => values.FirstOrDefault(value => value.Name.EndsWith(ending, StringComparison.Ordinal)).Text;
    }

    internal void WriteTo(Utf8JsonWriter writer, bool isComplete = false)
    {
        writer.WriteStartObject();
        HashSet<string>? written = AdditionalProperties is null ? null : new(StringComparer.Ordinal);
        var fields = new FieldWriter(writer, written, isComplete);
        Write(fields);
        foreach (PSPropertyInfo property in AdditionalProperties?.Properties ?? Enumerable.Empty<PSPropertyInfo>())
        {
            // A property that has a fitting value by now replaces what did not fit.
            if (!written!.Contains(property.Name) && !fields.IsReadOnly(property.Name)) fields.AnyOrNull(property.Name, property.Value);
        }

        writer.WriteEndObject();
    }

    internal void InheritIds(IReadOnlyList<KeyValuePair<string, string>> ids)
    {
        foreach (KeyValuePair<string, string> id in ids) Inherit(id.Key, id.Value);
    }

    /// <summary>A copy with the same values.</summary>
    internal AppDirectRecord Copy() => (AppDirectRecord)MemberwiseClone();

    internal bool Knows(string wireName) => FieldNames.Knows(wireName);
}
