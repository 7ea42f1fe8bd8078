using System.Runtime.CompilerServices;

namespace FastTrackFpx.Rest.Paging;

/// <summary>Records that arrive page by page. The next page is requested while the one before it is read.</summary>
internal sealed class PagedSequence<T>(Func<(int Number, int Size), CancellationToken, Task<Page<T>>> read) : IAsyncEnumerable<T>
{
    /// <summary>The size that makes for few calls without making a page a burden.</summary>
    internal const int UsualSize = 100;

    private PageCursor<T>? _primed;

    /// <summary>Reads a page: by its number, 1 for the first, and so many records as we ask for; the service may give fewer.</summary>
    internal Func<(int Number, int Size), CancellationToken, Task<Page<T>>> Read { get; } = read;

    /// <summary>The id by which a record that moved to another page is known again; null where records have none.</summary>
    internal Func<T, object?>? Key { get; init; }

    internal int LargestSize { get; init; } = UsualSize;

    /// <summary>Whether page numbers can be relied on to skip records; otherwise what is skipped is read.</summary>
    internal bool CanJump { get; init; } = true;

    /// <summary>How many records to leave out at the start, and how many are wanted then; null means all.</summary>
    internal long Skip { get; set; }

    internal long? First { get; set; }

    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (IReadOnlyList<T> page in PagesAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (T item in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return item;
            }
        }
    }

    /// <summary>Reads all records, handing each to <paramref name="body"/>; what it throws ends the reading.</summary>
    public async Task ForEachAsync(Func<T, Task> body, CancellationToken cancellationToken)
    {
        await foreach (T item in this.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            await body(item).ConfigureAwait(false);
        }
    }

    /// <summary>Reads all records, handing them to <paramref name="body"/> as they come, several at a time; what it throws ends the reading.</summary>
    public async Task ForEachPageAsync(Func<IReadOnlyList<T>, Task> body, CancellationToken cancellationToken)
    {
        await foreach (IReadOnlyList<T> page in PagesAsync(cancellationToken).ConfigureAwait(false)) await body(page).ConfigureAwait(false);
    }

    public async Task<List<T>> ToListAsync(CancellationToken cancellationToken = default)
    {
        var all = new List<T>();
        await foreach (IReadOnlyList<T> page in PagesAsync(cancellationToken).ConfigureAwait(false)) all.AddRange(page);
        return all;
    }

    /// <summary>How many records there are before skipping, as the first page tells; null when it does not. Costs at most that page, which is not read again.</summary>
    public async Task<long?> CountAsync(CancellationToken cancellationToken)
    {
        PageCursor<T> cursor = Interlocked.Exchange(ref _primed, null) ?? new PageCursor<T>(this);
        await cursor.PrimeAsync(cancellationToken).ConfigureAwait(false);
        Interlocked.CompareExchange(ref _primed, cursor, null);
        return cursor.Total;
    }

    private async IAsyncEnumerable<IReadOnlyList<T>> PagesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        PageCursor<T> cursor = Interlocked.Exchange(ref _primed, null) ?? new PageCursor<T>(this);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<IReadOnlyList<T>?>? ahead = cursor.NextAsync(stop.Token);
        try
        {
            while (ahead is not null && await ahead.ConfigureAwait(false) is { } items)
            {
                ahead = cursor.IsFinished ? null : cursor.NextAsync(stop.Token);
                yield return items;
            }
        }
        finally
        {
            stop.Cancel();
            if (ahead is not null) await EndAsync(ahead).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until nothing is under way any more; what became of a page that nobody will read is of no interest.</summary>
    private static async Task EndAsync(Task ahead)
    {
        try
        {
            await ahead.ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is OperationCanceledException or RestException)
        {
            // Either the reader has had this already, or it stopped before it came.
        }
    }
}
