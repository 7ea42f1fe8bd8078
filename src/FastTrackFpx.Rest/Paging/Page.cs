namespace FastTrackFpx.Rest.Paging;

/// <summary>One response of a list.</summary>
internal sealed class Page<T>(IReadOnlyList<T> items)
{
    internal IReadOnlyList<T> Items { get; } = items;

    /// <summary>The service's count, which may be of all records or of those of this page.</summary>
    internal long? Count { get; set; }

    /// <summary>True if the service reports more records.</summary>
    internal bool HasMore { get; set; }

    /// <summary>True if this is all of the list: the service reports no more, and its count agrees.</summary>
    internal bool IsWhole => !HasMore && (Count is not { } count || count == Items.Count);

    /// <summary>Equal for equal pages of records without ids; 0 if they have ids.</summary>
    internal ulong Fingerprint { get; set; }
}
