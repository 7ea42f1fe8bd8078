using System.Text;
using FastTrackFpx.Rest.Content;

namespace FastTrackFpx.Rest.Paging;

/// <summary>One answer of a list.</summary>
internal sealed class Page<T>
{
    internal Page(IReadOnlyList<T> items) => Items = items;

    /// <summary>The records.</summary>
    internal IReadOnlyList<T> Items { get; }

    /// <summary>The number the service gives, which may count all records or those of this page.</summary>
    internal long? Count { get; set; }

    /// <summary>Whether the service says that there are more.</summary>
    internal bool HasMore { get; set; }

    /// <summary>Tells equal pages of records that have no id; 0 where they have.</summary>
    internal ulong Fingerprint { get; set; }
}

/// <summary>Which page to read, and how large.</summary>
internal readonly struct PageNumber(int number, int size)
{
    /// <summary>1 for the first.</summary>
    internal int Number { get; } = number;

    /// <summary>Records on a page, as we ask; the service may give fewer.</summary>
    internal int Size { get; } = size;
}

/// <summary>Reads the envelopes that lists come in.</summary>
internal static class Page
{
    /// <summary>An object with items, count and whether there are more; a bare list is the only page.</summary>
    /// <param name="body">The answer.</param>
    /// <param name="read">Reads a record.</param>
    /// <param name="hasNoIds">Whether the records have no ids, so that equal pages are to be known by their text.</param>
    internal static Page<T> Read<T>(JsonRecord body, System.Func<JsonRecord, T> read, bool hasNoIds = false)
        where T : class
    {
        if (body.IsArray) return new Page<T>(body.Items(read));
        if (!body.IsObject) throw JsonRecord.Missing("items", "a list");
        List<T>? items = body.ListOf("items", read);
        return new Page<T>(items ?? (IReadOnlyList<T>)[])
        {
            Count = body.Whole("count"),
            HasMore = body.Flag("hasMore", "moreRecords") ?? false,
            Fingerprint = hasNoIds ? FingerprintOf(body["items"]) : 0,
        };
    }

    private static ulong FingerprintOf(JsonRecord items)
    {
        ulong hash = 14695981039346656037;
        if (!items.HasValue) return hash;
        foreach (byte b in Encoding.UTF8.GetBytes(items.Element.GetRawText())) hash = (hash ^ b) * 1099511628211;
        return hash;
    }
}
