using System.Runtime.CompilerServices;

namespace FastTrackFpx.Rest.Paging;

/// <summary>
/// Records that arrive page by page, read once: which page is next, what was given already, what is still to be left out. The next page is requested while the
/// one before it is read.
/// </summary>
/// <param name="read">Reads a page: by its number, 1 for the first, and so many records as we ask for; the service may give fewer.</param>
internal sealed class PagedSequence<T>(Func<(int Number, int Size), CancellationToken, Task<Page<T>>> read) : IAsyncEnumerable<T>
{
    /// <summary>The size that makes for few calls without making a page a burden.</summary>
    internal const int UsualSize = 100;

    private readonly HashSet<object> _given = [];
    private readonly HashSet<ulong> _pages = [];
    private long _toSkip;
    private long? _toGive;
    private bool _hasBegun;
    private int _size;
    private int _number = 1;
    private int _start;
    private bool _jumped;
    private bool _askedAgain;
    private Page<T>? _read;
    private Page<T>? _previous;
    private RestException? _shortfall;

    /// <summary>How many records came, and how many had come when the list was last read from its start again.</summary>
    private long _came;
    private long? _cameBefore;

    /// <summary>The fewest there were at any moment of the reading: so many are owed. Null where the service does not tell, or counts the records of a page.</summary>
    private long? _least;
    private bool _countsPages;

    /// <summary>The id by which a record that moved to another page is known again; null where records have none.</summary>
    internal Func<T, object?>? Key { get; init; }

    internal int LargestSize { get; init; } = UsualSize;

    /// <summary>Whether page numbers can be relied on to skip records; otherwise what is skipped is read.</summary>
    internal bool CanJump { get; init; } = true;

    /// <summary>How many records to leave out at the start, and how many are wanted then; null means all.</summary>
    internal long Skip { get; set; }

    internal long? First { get; set; }

    /// <summary>Whether all that was wanted has been given.</summary>
    internal bool IsFinished { get; private set; }

    /// <summary>How many records there are, skipped ones too; null while unknown, and where the service's number counts something else.</summary>
    private long? Total { get; set; }

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
        Begin();
        _read ??= await FirstPageAsync(cancellationToken).ConfigureAwait(false);
        return Total;
    }

    /// <summary>The next records, at least one; null at the end.</summary>
    /// <exception cref="RestException">All is given that came, and the service counts more.</exception>
    internal async Task<IReadOnlyList<T>?> NextAsync(CancellationToken cancellationToken)
    {
        Begin();
        while (!IsFinished)
        {
            if (_shortfall is not null) throw Ended(_shortfall);
            Page<T> page = _read ?? (_previous is null
                ? await FirstPageAsync(cancellationToken).ConfigureAwait(false)
                : await read((_number, _size), cancellationToken).ConfigureAwait(false));
            _read = null;
            if (_previous is null) _came = (long)((_start = _number) - 1) * _size;
            List<T> fresh = await MovedBackAsync(page, cancellationToken).ConfigureAwait(false);
            fresh.AddRange(New(page));
            Tally(page, fresh.Count);
            Step(page, fresh.Count > 0);
            _previous = page;
            List<T> wanted = Wanted(fresh);
            if (wanted.Count > 0) return wanted;
        }

        return null;
    }

    private void Begin()
    {
        if (_hasBegun) return;
        _hasBegun = true;
        _toGive = First;
        IsFinished = _toGive is <= 0;
        _size = SizeFor(Skip, First);
        StartAt(CanJump ? _size : 0);
    }

    /// <summary>The smallest page that holds all that is wanted, so that a few records cost one call.</summary>
    private int SizeFor(long skip, long? first)
    {
        for (long size = CanJump && first > 0 ? first.Value : LargestSize; size < LargestSize; size++)
        {
            if (skip / size == (skip + first - 1) / size) return (int)size;
        }

        return LargestSize;
    }

    private void StartAt(int pageSize)
    {
        _jumped = pageSize > 0 && Skip >= pageSize && Skip / pageSize < int.MaxValue;
        _number = _jumped ? (int)(Skip / pageSize) + 1 : 1;
        _toSkip = _jumped ? Skip % pageSize : Skip;
    }

    private async Task<Page<T>> FirstPageAsync(CancellationToken cancellationToken)
    {
        Page<T> page = await read((_number, _size), cancellationToken).ConfigureAwait(false);
        if (_jumped && !IsWhereWeMeant(page)) page = await JumpAgainAsync(page, cancellationToken).ConfigureAwait(false);
        long before = (long)(_number - 1) * _size;
        if (!page.HasMore && (page.Items.Count > 0 || _number == 1)) Total = before + page.Items.Count;
        else if (page.Count > before + page.Items.Count || (page.Items.Count == 0 && page.Count <= before)) Total = page.Count;
        return page;
    }

    /// <summary>Whether the service took the page size we asked for, as far as its answer tells.</summary>
    private bool IsWhereWeMeant(Page<T> page)
    {
        if (page.Items.Count > _size) return false;
        if (page.HasMore) return page.Items.Count == _size;
        // A last page that is not full may be of a smaller size than we think, unless the total bears us out.
        return page.Items.Count == 0 || page.Items.Count == _size || page.Count == ((long)(_number - 1) * _size) + page.Items.Count;
    }

    private async Task<Page<T>> JumpAgainAsync(Page<T> page, CancellationToken cancellationToken)
    {
        if (page.HasMore && page.Items.Count > 0 && page.Items.Count < _size)
        {
            // The service has a largest page of its own; counted in those, we are too early.
            _size = page.Items.Count;
            StartAt(_size);
        }
        else
        {
            StartAt(0);
            if (page.Items.Count > _size && !page.HasMore) return page;
        }

        return await read((_number, _size), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>When records vanish while we read, those behind them move up, over the edge of a page that was read already: that page is read once more.</summary>
    private async Task<List<T>> MovedBackAsync(Page<T> page, CancellationToken cancellationToken)
    {
        if (Key is null || _previous is null || _number < 2 || !(page.Count < _previous.Count)) return [];
        // Where the number counts the records of a page, it says nothing of the list.
        if (_previous.Count == _previous.Items.Count) return [];
        Page<T> again = await read((_number - 1, _size), cancellationToken).ConfigureAwait(false);
        return New(again);
    }

    /// <summary>What was not given yet. Where records have no id, a page that is equal to an earlier one is that one.</summary>
    private List<T> New(Page<T> page) => Key is { } key ? page.Items.Where(item => key(item) is not { } id || _given.Add(id)).ToList()
        : _pages.Add(page.Fingerprint) ? page.Items.ToList()
        : [];

    /// <summary>
    /// Where to read on: at the next page; at the same once more when it brought nothing new, for it may have been another one that came; and
    /// from the start once more when less has come than there is. A service that knows no page numbers repeats itself, which ends the reading.
    /// </summary>
    private void Step(Page<T> page, bool hasNew)
    {
        bool isRepeated = !hasNew && page.HasMore;
        if (isRepeated && !_askedAgain && !(_came >= _least))
        {
            _askedAgain = true;
            return;
        }

        _askedAgain = false;
        if (page.HasMore && (hasNew || (_came < _least && page.Items.Count > 0 && (long)_number * page.Items.Count < _least)))
        {
            _number++;
            return;
        }

        _number = _start;
        IsFinished = !(_came < _least);
        if (IsFinished) return;
        // One more reading may bring what is missing: after the first one always, then as long as each brings something.
        if (_came <= _cameBefore) _shortfall = Shortfall();
        _cameBefore = _came;
    }

    private void Tally(Page<T> page, int fresh)
    {
        _came += fresh;
        if (page.Count is not { } count) return;
        // Where it does not even reach beyond a page that is not the last, the number counts the records of a page.
        _countsPages |= page.HasMore && count <= page.Items.Count;
        _least = _countsPages ? null : Math.Min(_least ?? count, count);
    }

    private RestException Shortfall() => new(
        ErrorCode.ResponseUnexpected,
        string.Format(CultureInfo.InvariantCulture, "The service counts {0} records and returned {1} of them, in two complete reads.", _least, _came),
        "The records are valid but incomplete. Read the list again later. If this persists, report it to the service's support.");

    private RestException Ended(RestException shortfall)
    {
        IsFinished = true;
        return shortfall;
    }

    private List<T> Wanted(List<T> fresh)
    {
        if (_toSkip > 0)
        {
            int dropped = (int)Math.Min(_toSkip, fresh.Count);
            _toSkip -= dropped;
            fresh.RemoveRange(0, dropped);
        }

        if (_toGive is not { } rest) return fresh;
        if (fresh.Count > rest) fresh.RemoveRange((int)rest, fresh.Count - (int)rest);
        _toGive = rest - fresh.Count;
        IsFinished |= _toGive == 0;
        return fresh;
    }

    private async IAsyncEnumerable<IReadOnlyList<T>> PagesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (_previous is not null) throw new InvalidOperationException("A sequence of pages is read once.");
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
