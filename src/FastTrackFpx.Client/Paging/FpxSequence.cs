using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace FastTrackFpx.Client.Paging;

/// <summary>Records that arrive page by page; the next page is asked for while the last one is read.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <remarks>
/// Callers that may not mention <see cref="IAsyncEnumerable{T}"/> (a netstandard2.0 assembly beside other versions of its package)
/// use <see cref="ForEachAsync"/>.
/// </remarks>
public sealed class FpxSequence<T> : IAsyncEnumerable<T>
{
    /// <inheritdoc/>
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Reads all records, handing each to <paramref name="body"/>; what it throws ends the reading.</summary>
    public Task ForEachAsync(Func<T, Task> body, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>How many records there are before skipping, as the first page tells; null when it does not. Costs at most that page, which is not read again.</summary>
    public Task<long?> CountAsync(CancellationToken cancellationToken) => throw new NotImplementedException();
}

/// <summary>Which part of a list is wanted.</summary>
public sealed class ReadRange
{
    /// <summary>Everything.</summary>
    public static readonly ReadRange All = new();

    /// <summary>How many records to leave out at the start.</summary>
    public long Skip { get; set; }

    /// <summary>How many records to read at most; null reads all.</summary>
    public long? First { get; set; }
}
