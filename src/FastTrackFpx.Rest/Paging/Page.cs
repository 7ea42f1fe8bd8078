namespace FastTrackFpx.Rest.Paging;

/// <summary>One answer of a list.</summary>
internal sealed class Page<T>(IReadOnlyList<T> items)
{
    internal IReadOnlyList<T> Items { get; } = items;

    /// <summary>The number the service gives, which may count all records or those of this page.</summary>
    internal long? Count { get; set; }

    /// <summary>Whether the service says that there are more.</summary>
    internal bool HasMore { get; set; }

    /// <summary>Whether this is all of the list: the service says that there is no more, and its number agrees.</summary>
    internal bool IsWhole => !HasMore && (Count is not { } count || count == Items.Count);

    /// <summary>Tells equal pages of records that have no id; 0 where they have.</summary>
    internal ulong Fingerprint { get; set; }
}
