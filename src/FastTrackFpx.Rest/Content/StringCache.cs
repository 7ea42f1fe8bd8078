using System.Runtime.InteropServices;

namespace FastTrackFpx.Rest.Content;

/// <summary>Strings as last seen, by their bytes: names and ids occur again in each record of a list. For one thread.</summary>
internal sealed class StringCache
{
    private const int SizeBits = 10;
    private const int Longest = 64;

    [ThreadStatic]
    private static StringCache? _current;

    private readonly Entry[] _entries = new Entry[1 << SizeBits];

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
        ulong signature = SignatureOf(bytes);
        int place = (int)(signature >> (64 - SizeBits));
        ref Entry entry = ref _entries[place];
        if (entry.Signature != signature || !IsText(bytes, entry.Text!)) entry = new Entry { Text = Spelling(ref reader), Signature = signature };
        return place;
    }

    /// <summary>A hash of all bytes, never 0: an entry of another string is told apart without a look at its text.</summary>
    private static ulong SignatureOf(ReadOnlySpan<byte> bytes)
    {
        const ulong Factor = 0x9E3779B97F4A7C15;
        ulong signature = (ulong)bytes.Length;
        foreach (ulong part in MemoryMarshal.Cast<byte, ulong>(bytes)) signature = (signature ^ part) * Factor;
        foreach (byte part in bytes.Slice(bytes.Length & ~7)) signature = (signature ^ part) * Factor;
        return signature | 1;
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
        internal ulong Signature;
        internal string? Text;
        internal string? Id;
        internal bool HasId;
    }
}
