namespace FastTrackFpx.Rest.Content;

/// <summary>Strings as last seen, by their bytes: names and ids occur again in each record of a list. For one thread.</summary>
internal sealed class StringCache
{
    private const int Size = 1024;
    private const int Longest = 64;

    [ThreadStatic]
    private static StringCache? _current;

    private readonly Entry[] _entries = new Entry[Size];

    internal static StringCache Current => _current ??= new StringCache();

    /// <summary>The string or the digits at the position of a reader.</summary>
    internal string Get(ref Utf8JsonReader reader) => Find(ref reader) is >= 0 and int place ? _entries[place].Text! : Spelling(ref reader);

    /// <summary>The same as an id in its one spelling; null for blank text.</summary>
    internal string? GetId(ref Utf8JsonReader reader)
    {
        int place = Find(ref reader);
        if (place < 0) return Identifier.Normalize(Spelling(ref reader));
        ref Entry entry = ref _entries[place];
        if (!entry.HasId) (entry.Id, entry.HasId) = (Identifier.Normalize(entry.Text), true);
        return entry.Id;
    }

    /// <summary>Where the string is, which is put there if it was not; less than zero for one that is not worth keeping.</summary>
    private int Find(ref Utf8JsonReader reader)
    {
        ReadOnlySpan<byte> bytes = reader.ValueSpan;
        if (reader.HasValueSequence || bytes.Length is 0 or > Longest || reader.ValueIsEscaped) return -1;
        int last = bytes.Length - 1;
        uint hash = (uint)((bytes.Length * 7) + (bytes[0] * 31) + (bytes[last] * 1009) + (bytes[last / 2] * 8837) + (bytes[last / 3] * 131));
        int place = (int)(hash % Size);
        ref Entry entry = ref _entries[place];
        if (entry.Text is null || !IsText(bytes, entry.Text)) entry = new Entry { Text = Spelling(ref reader) };
        return place;
    }

    /// <summary>Letters beyond ASCII take several bytes and are never found again.</summary>
    private static bool IsText(ReadOnlySpan<byte> bytes, string text)
    {
#if NET
        return Ascii.Equals(bytes, text);
#else
        if (bytes.Length != text.Length) return false;
        for (int place = 0; place < bytes.Length; place++)
        {
            if (bytes[place] != text[place] || bytes[place] >= 0x80) return false;
        }

        return true;
#endif
    }

    private static string Spelling(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String) return reader.GetString()!;
#if NET
        return Encoding.UTF8.GetString(reader.ValueSpan);
#else
        return Encoding.UTF8.GetString(reader.ValueSpan.ToArray());
#endif
    }

    private struct Entry
    {
        internal string? Text;
        internal string? Id;
        internal bool HasId;
    }
}
