namespace FastTrackFpx.Rest.Batching;

/// <summary>What was read of one parent of a batch: records, or the error.</summary>
/// <typeparam name="TKey">The parent, such as a tenant's id.</typeparam>
/// <typeparam name="T">The record.</typeparam>
public sealed class ParentResult<TKey, T>
    where TKey : notnull
{
    internal ParentResult(TKey key) => Key = key;

    /// <summary>The parent.</summary>
    public TKey Key { get; }

    /// <summary>Records of the parent; one with many comes in several results, one after the other.</summary>
    public IReadOnlyList<T> Items { get; internal set; } = [];

    /// <summary>Why the parent, or the rest of it, could not be read.</summary>
    public RestException? Error { get; internal set; }

    /// <summary>Whether this is the last result of this parent.</summary>
    public bool IsComplete { get; internal set; }

    /// <summary>Whether the next result has to be waited for: a reader that gathers records hands them on now.</summary>
    public bool EndsGroup { get; internal set; }
}
