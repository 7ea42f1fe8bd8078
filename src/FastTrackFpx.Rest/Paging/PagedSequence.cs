using System.Runtime.CompilerServices;

namespace FastTrackFpx.Rest.Paging;

/// <summary>
/// A list that arrives page by page, read once. The next page is requested while the one before it is used. Records that move to another page meanwhile are
/// neither lost nor returned twice.
/// </summary>
/// <param name="read">Reads a page: by its number, 1 for the first, and the number of records to request; the service may return fewer.</param>
internal sealed class PagedSequence<T>(Func<(int Number, int Size), CancellationToken, Task<Page<T>>> read) : IAsyncEnumerable<T>
{
    /// <summary>Few requests, and no page is a burden.</summary>
    internal const int UsualSize = 100;

    private readonly HashSet<object> _ids = [];
    private readonly HashSet<ulong> _fingerprints = [];
    private IAsyncEnumerator<IReadOnlyList<T>>? _reading;
    private Page<T>? _firstPage;
    private int _start;
    private int _size;
    private long? _total;

    /// <summary>The id by which a record that moved to another page is recognised; null if records have none.</summary>
    internal Func<T, object?>? Key { get; init; }

    internal int LargestSize { get; init; } = UsualSize;

    /// <summary>True if records can be skipped by page numbers; otherwise what is skipped is read.</summary>
    internal bool CanJump { get; init; } = true;

    internal long Skip { get; set; }

    /// <summary>How many records to return; null for all.</summary>
    internal long? First { get; set; }

    /// <summary>True once the last record was returned.</summary>
    internal bool IsFinished { get; private set; }

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

    /// <summary>Passes all records to <paramref name="body"/> as they arrive, several at a time. An exception of it ends the reading.</summary>
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

    /// <summary>How many records there are before skipping, or null if the first page has no total. Costs at most that page, which is not read again.</summary>
    public async Task<long?> CountAsync(CancellationToken cancellationToken)
    {
        _firstPage ??= await FirstPageAsync(cancellationToken).ConfigureAwait(false);
        return _total;
    }

    /// <summary>The next records, at least one; null at the end.</summary>
    /// <exception cref="RestException">All that arrived was returned, and the service counts more.</exception>
    internal async Task<IReadOnlyList<T>?> NextAsync(CancellationToken cancellationToken)
    {
        _reading ??= ReadAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        return await _reading.MoveNextAsync().ConfigureAwait(false) ? _reading.Current : null;
    }

    private async IAsyncEnumerable<IReadOnlyList<T>> PagesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (_reading is not null) throw new InvalidOperationException("A sequence of pages is read once.");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<IReadOnlyList<T>?>? ahead = NextAsync(stop.Token);
        try
        {
            while (ahead is not null && await ahead.ConfigureAwait(false) is { } items)
            {
                ahead = IsFinished ? null : NextAsync(stop.Token);
                yield return items;
            }
        }
        finally
        {
            stop.Cancel();
            // If it failed, the failure was thrown above, or the reader has stopped before that page.
            if (ahead is not null) await Task.WhenAny(ahead).ConfigureAwait(false);
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<T>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IsFinished = First <= 0;
        if (IsFinished) yield break;
        Page<T> page = _firstPage ??= await FirstPageAsync(cancellationToken).ConfigureAwait(false);
        Page<T>? previous = null;
        int number = _start;
        long arrived = Before(_start), arrivedBefore = -1, toSkip = Skip - arrived;
        long? toReturn = First;
        // The smallest total seen while reading: so many records must arrive. Null if the service sends none, or counts the records of a page.
        long? total = null;
        bool countsPages = false, isRepeated = false;
        while (true)
        {
            List<T> records = await MovedBackAsync(page, previous, number, cancellationToken).ConfigureAwait(false);
            records.AddRange(New(page));
            arrived += records.Count;
            // A count that does not reach beyond a page that is not the last is of the page.
            countsPages |= page.HasMore && page.Count <= page.Items.Count;
            total = countsPages ? null : page.Count is { } count ? Math.Min(total ?? count, count) : total;

            // A page without new records may be another one than was requested, so it is requested once more.
            isRepeated = records.Count == 0 && page.HasMore && !isRepeated && !(arrived >= total);
            bool isShort = arrived < total, isLost = false;
            if (!isRepeated && page.HasMore && (records.Count > 0 || (isShort && page.Items.Count > 0 && (long)number * page.Items.Count < total)))
            {
                number++;
            }
            else if (!isRepeated)
            {
                // Reading the list again may find what is missing, as long as each time finds something.
                number = _start;
                IsFinished = !isShort;
                isLost = isShort && arrived == arrivedBefore;
                arrivedBefore = arrived;
            }

            int skipped = (int)Math.Min(toSkip, records.Count);
            toSkip -= skipped;
            records.RemoveRange(0, skipped);
            if (records.Count > toReturn) records.RemoveRange((int)toReturn, records.Count - (int)toReturn);
            toReturn -= records.Count;
            IsFinished |= toReturn == 0;
            if (records.Count > 0) yield return records;
            if (IsFinished) yield break;
            IsFinished = isLost;
            if (isLost) throw Shortfall(total, arrived);
            previous = page;
            page = await read((number, _size), cancellationToken).ConfigureAwait(false);
        }
    }

    private long Before(int number) => (long)(number - 1) * _size;

    private async Task<Page<T>> FirstPageAsync(CancellationToken cancellationToken)
    {
        _size = SizeFor(Skip, First);
        _start = CanJump ? StartFor(_size) : 1;
        Page<T> page = await read((_start, _size), cancellationToken).ConfigureAwait(false);
        if (_start > 1 && !IsWhereExpected(page))
        {
            // A service with a largest size of its own counts its pages in that size. With any other, what is skipped is read.
            bool hasOwnSize = page.HasMore && page.Items.Count > 0 && page.Items.Count < _size;
            if (hasOwnSize) _size = page.Items.Count;
            _start = hasOwnSize ? StartFor(_size) : 1;
            bool isWholeList = page.Items.Count > _size && !page.HasMore;
            if (!isWholeList) page = await read((_start, _size), cancellationToken).ConfigureAwait(false);
        }

        long upToHere = Before(_start) + page.Items.Count;
        if (!page.HasMore && (page.Items.Count > 0 || _start == 1)) _total = upToHere;
        else if (page.Count > upToHere || (page.Items.Count == 0 && page.Count <= upToHere)) _total = page.Count;
        return page;
    }

    /// <summary>The smallest size of which one page holds all that is requested.</summary>
    private int SizeFor(long skip, long? first)
    {
        for (long size = CanJump && first > 0 ? first.Value : LargestSize; size < LargestSize; size++)
        {
            if (skip / size == (skip + first - 1) / size) return (int)size;
        }

        return LargestSize;
    }

    private int StartFor(int size) => Skip / size < int.MaxValue ? (int)(Skip / size) + 1 : 1;

    /// <summary>True if the service used the requested size, as far as its response shows.</summary>
    private bool IsWhereExpected(Page<T> page)
    {
        if (page.Items.Count > _size) return false;
        if (page.HasMore) return page.Items.Count == _size;
        // A last page that is not full may be of a smaller size, unless the total confirms it.
        return page.Items.Count == 0 || page.Items.Count == _size || page.Count == Before(_start) + page.Items.Count;
    }

    /// <summary>If records are removed during the reading, those behind them move to the page before, which is read again.</summary>
    private async Task<List<T>> MovedBackAsync(Page<T> page, Page<T>? previous, int number, CancellationToken cancellationToken)
    {
        // A count that is of the page says nothing about the list.
        bool isShorter = number > 1 && page.Count < previous?.Count && previous.Count != previous.Items.Count;
        return Key is null || !isShorter ? [] : New(await read((number - 1, _size), cancellationToken).ConfigureAwait(false));
    }

    /// <summary>What was not returned yet. Without ids, a page that equals an earlier one is that page.</summary>
    private List<T> New(Page<T> page) => Key is { } key ? page.Items.Where(item => key(item) is not { } id || _ids.Add(id)).ToList()
        : _fingerprints.Add(page.Fingerprint) ? page.Items.ToList()
        : [];

    private static RestException Shortfall(long? total, long arrived) => new(
        ErrorCode.ResponseUnexpected,
        string.Format(CultureInfo.InvariantCulture, "The service counts {0} records and returned {1} of them, in two complete reads.", total, arrived),
        "The records are valid but incomplete. Read the list again later. If this persists, report it to the service's support.");
}
