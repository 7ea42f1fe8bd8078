using System.Collections.Immutable;
using System.Text.Json;
using FastTrackFpx.Sandbox.MadeUp;

namespace FastTrackFpx.Sandbox.Fpx.Lookups;

/// <summary>An entry of a lookup.</summary>
/// <param name="Id">Its whole-number id.</param>
/// <param name="Name">Its name.</param>
internal sealed record LookupEntry(int Id, string Name)
{
    /// <summary>Its GUID, for records that refer to it by GUID.</summary>
    public string Uuid { get; init; } = "";
}

/// <summary>The kind of id that refers to a lookup's entry.</summary>
internal enum IdForm
{
    Integer,
    Uuid,
}

/// <summary>A list of values that records refer to.</summary>
internal sealed class Lookup
{
    private readonly Dictionary<int, LookupEntry> _byId;
    private readonly Dictionary<string, LookupEntry> _byUuid;

    public Lookup(string field, ImmutableArray<LookupEntry> entries)
    {
        Entries = [.. entries.Select(entry => entry with { Uuid = StableId.Of(field, entry.Name) })];
        _byId = Entries.ToDictionary(entry => entry.Id);
        _byUuid = Entries.ToDictionary(entry => entry.Uuid);
    }

    public ImmutableArray<LookupEntry> Entries { get; }

    public LookupEntry? Find(int id) => _byId.GetValueOrDefault(id);

    public LookupEntry? Find(string uuid) => _byUuid.GetValueOrDefault(uuid);

    public LookupEntry Named(string name) => Entries.First(entry => entry.Name == name);

    public void Write(Utf8JsonWriter json, IdForm form)
    {
        json.WriteStartArray();
        foreach (LookupEntry entry in Entries) WriteEntry(json, entry, form);
        json.WriteEndArray();
    }

    /// <summary>Writes a reference to one entry; null if there is none.</summary>
    public void WriteReference(Utf8JsonWriter json, string property, int? id, IdForm form)
    {
        json.WritePropertyName(property);
        if (id is { } known && Find(known) is { } entry) WriteEntry(json, entry, form);
        else json.WriteNullValue();
    }

    /// <summary>Writes a list of references by their whole-number ids.</summary>
    public void WriteReferences(Utf8JsonWriter json, string property, IEnumerable<int> ids)
    {
        json.WriteStartArray(property);
        foreach (int id in ids)
        {
            if (Find(id) is { } entry) WriteEntry(json, entry, IdForm.Integer);
        }

        json.WriteEndArray();
    }

    private static void WriteEntry(Utf8JsonWriter json, LookupEntry entry, IdForm form)
    {
        json.WriteStartObject();
        if (form == IdForm.Integer) json.WriteNumber("id"u8, entry.Id);
        else json.WriteString("id"u8, entry.Uuid);
        json.WriteString("name"u8, entry.Name);
        json.WriteEndObject();
    }
}
