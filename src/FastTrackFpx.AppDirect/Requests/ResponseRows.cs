using System.Buffers.Binary;
using FastTrackFpx.AppDirect.Records;

namespace FastTrackFpx.AppDirect.Requests;

/// <summary>
/// The records of a response: of a page, of a plain array, or the one object that there is. Documents and samples do not always agree on which, so all
/// three are read everywhere.
/// </summary>
internal sealed class ResponseRows
{
    private static readonly string[] Envelopes = ["content", "orders", "order", "quotes", "reports"];

    private readonly List<(int Start, int Length)> _places = [];
    private ulong[]? _fingerprints;

    internal List<AppDirectRecord> Records { get; private set; } = [];

    internal PageFacts Page { get; } = new();

    /// <summary>True if the record is still being created.</summary>
    internal bool IsPartial { get; set; }

    /// <summary>The address in the response's header, such as that of what was created.</summary>
    internal Uri? Location { get; set; }

    /// <summary>Tells equal elements of different pages, by all their bytes.</summary>
    internal IReadOnlyList<ulong> Fingerprints => _fingerprints ?? [];

    internal static ResponseRows Of(IReadOnlyList<AppDirectRecord> records) => new() { Records = [.. records] };

    internal static ResponseRows Read<T>(ReadOnlyMemory<byte> body)
        where T : AppDirectRecord, new()
    {
        var rows = new ResponseRows();
        ReadOnlySpan<byte> bytes = body.Span;
        var json = new FieldReader(bytes);
        if (bytes.Length == 0 || !json.Reader.Read()) return rows;
        switch (json.Reader.TokenType)
        {
            case JsonTokenType.StartArray:
                rows.ReadElements<T>(ref json);
                break;
            case JsonTokenType.StartObject:
                FieldReader start = json;
                if (!rows.TryReadEnvelope<T>(ref json)) rows.ReadOne<T>(ref start, (int)start.Reader.TokenStartIndex);
                break;
            case JsonTokenType.Null:
                break;
            default:
                // A bare value of an operation without a schema.
                var row = new T { AdditionalProperties = new PSObject() };
                row.AdditionalProperties.Set("Value", PlainJsonReader.Read(ref json.Reader));
                rows.Records.Add(row);
                break;
        }

        // What follows the value is damage.
        while (json.Reader.Read())
        {
        }

        foreach ((AppDirectRecord record, (int start, int length)) in rows.Records.Zip(rows._places, (record, place) => (record, place)))
        {
            if (bytes[start] == '{') record.Keep(bytes.Slice(start, length));
        }

        return rows;
    }

    /// <summary>Computes the fingerprints while the body is at hand. Only lists of several pages need them.</summary>
    internal void Fingerprint(ReadOnlySpan<byte> body)
    {
        _fingerprints = new ulong[_places.Count];
        for (int index = 0; index < _places.Count; index++) _fingerprints[index] = Hash(body.Slice(_places[index].Start, _places[index].Length));
    }

    private bool TryReadEnvelope<T>(ref FieldReader json)
        where T : AppDirectRecord, new()
    {
        bool isEnvelope = false, isRecord = false;
        int lists = 0;
        FieldReader list = default;
        var record = new T();
        while (json.Reader.Read() && json.Reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = json.Reader.GetString()!;
            json.Reader.Read();
            JsonTokenType kind = json.Reader.TokenType;
            if (!isEnvelope && kind == JsonTokenType.StartArray && Envelopes.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                ReadElements<T>(ref json);
                isEnvelope = true;
            }
            else if (kind == JsonTokenType.StartObject && (Is(name, "page") || Is(name, "pageInfo")))
            {
                ReadPage(ref json);
            }
            else if ((Is(name, "total") || Is(name, "totalCount") || Is(name, "totalElements")) && json.Whole() is { } total)
            {
                Page.TotalElements = total;
                json.HasMisfit = false;
            }
            else
            {
                if (record.Knows(name)) isRecord = true;
                else if (kind == JsonTokenType.StartArray && lists++ == 0) list = json;
                json.HasMisfit = false;
                json.Reader.Skip();
            }
        }

        // A list under a name that no document has: nothing else in the object is part of the record, and its elements are.
        if (!isEnvelope && !isRecord && lists == 1 && HoldsRecords(list, record))
        {
            ReadElements<T>(ref list);
            isEnvelope = true;
        }

        if (!isEnvelope) (Page.TotalElements, Page.TotalPages) = (null, null);
        // A page without elements may leave the array out.
        return isEnvelope || (Page.Number is not null && Page.TotalElements is not null);
    }

    private void ReadElements<T>(ref FieldReader json)
        where T : AppDirectRecord, new()
    {
        while (json.Reader.Read() && json.Reader.TokenType != JsonTokenType.EndArray)
        {
            int start = (int)json.Reader.TokenStartIndex;
            if (json.Reader.TokenType == JsonTokenType.StartObject) ReadOne<T>(ref json, start);
            else if (json.Reader.TokenType != JsonTokenType.Null) ReadBare<T>(ref json, start);
        }
    }

    private void ReadOne<T>(ref FieldReader json, int start)
        where T : AppDirectRecord, new()
    {
        Records.Add(AppDirectRecord.ReadObject<T>(ref json));
        _places.Add((start, (int)json.Reader.BytesConsumed - start));
    }

    /// <summary>An element that is no object, such as the name of a role.</summary>
    private void ReadBare<T>(ref FieldReader json, int start)
        where T : AppDirectRecord, new()
    {
        var row = new T { AdditionalProperties = new PSObject() };
        row.AdditionalProperties.Set("Value", PlainJsonReader.Read(ref json.Reader));
        Records.Add(row);
        _places.Add((start, (int)json.Reader.BytesConsumed - start));
    }

    private static bool HoldsRecords(FieldReader list, AppDirectRecord record)
    {
        if (!list.Reader.Read() || list.Reader.TokenType != JsonTokenType.StartObject) return false;
        while (list.Reader.Read() && list.Reader.TokenType == JsonTokenType.PropertyName)
        {
            if (record.Knows(list.Reader.GetString()!)) return true;
            list.Reader.Skip();
        }

        return false;
    }

    private static bool Is(string name, string known) => name.Equals(known, StringComparison.OrdinalIgnoreCase);

    private void ReadPage(ref FieldReader json)
    {
        while (json.Reader.Read() && json.Reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = json.Reader.GetString()!.ToLowerInvariant();
            json.Reader.Read();
            json.HasMisfit = false;
            switch (name)
            {
                case "number": Page.Number = json.Whole(); break;
                case "size": Page.ServedSize = (int?)json.Whole(); break;
                case "totalelements": Page.TotalElements = json.Whole(); break;
                case "totalpages": Page.TotalPages = json.Whole(); break;
                case "hasnextpage": Page.HasNext = json.Flag(); break;
                case "endcursor": Page.EndCursor = json.Text(); break;
                // Reports put the page into a page.
                case "page" when json.Reader.TokenType == JsonTokenType.StartObject: ReadPage(ref json); break;
                default: json.Reader.Skip(); break;
            }

            if (json.HasMisfit) json.Reader.Skip();
        }

        json.HasMisfit = false;
    }

    private static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        // FNV-1a by words.
        ulong hash = 14695981039346656037;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes.Slice(sizeof(ulong)))
        {
            hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes)) * 1099511628211;
            hash ^= hash >> 32;
        }

        foreach (byte letter in bytes) hash = (hash ^ letter) * 1099511628211;
        return hash;
    }
}

/// <summary>A row of unknown shape; everything is an additional property.</summary>
internal sealed class PlainRow : AppDirectRecord
{
    private static readonly RecordFields None = new();

    private protected override RecordFields FieldNames => None;

    private protected override void Read(int field, ref FieldReader json)
    {
    }

    private protected override void Write(FieldWriter json)
    {
    }
}
