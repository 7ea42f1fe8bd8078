using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace FastTrackFpx.Client.Paging;

/// <summary>One reading of a list: which page is next, what was given already, what is still to be left out. Not for two readers.</summary>
internal sealed class PageCursor<T>
{
    private readonly PageSource<T> source;
    private readonly HashSet<object> given = [];
    private readonly long skip;
    private long toSkip;
    private long? toGive;
    private int size;
    private int number = 1;
    private bool jumped;
    private Page<T>? read;
    private Page<T>? previous;

    internal PageCursor(PageSource<T> source, ReadRange range)
    {
        this.source = source;
        skip = Math.Max(0, range.Skip);
        toGive = range.First;
        IsFinished = toGive is <= 0;
        size = SizeFor(skip, toGive, source);
        StartAt(source.CanJump ? size : 0);
    }

    /// <summary>Whether all that was wanted has been given.</summary>
    internal bool IsFinished { get; private set; }

    /// <summary>How many records there are, skipped ones too; null while unknown, and where the service's number counts something else.</summary>
    internal long? Total { get; private set; }

    /// <summary>Reads the first page ahead of <see cref="NextAsync"/>, for the sake of <see cref="Total"/>.</summary>
    internal async Task PrimeAsync(CancellationToken cancellationToken) => read ??= await FirstPageAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>The next records, at least one; null at the end.</summary>
    internal async Task<IReadOnlyList<T>?> NextAsync(CancellationToken cancellationToken)
    {
        while (!IsFinished)
        {
            Page<T> page = read ?? (previous is null
                ? await FirstPageAsync(cancellationToken).ConfigureAwait(false)
                : await source.Read(new PageNumber(number, size), cancellationToken).ConfigureAwait(false));
            read = null;
            List<T> fresh = await MovedBackAsync(page, cancellationToken).ConfigureAwait(false);
            int had = fresh.Count;
            fresh.AddRange(New(page));
            bool isRepetition = fresh.Count == 0 || (source.Key is null && previous is not null && previous.Fingerprint == page.Fingerprint);
            if (isRepetition && had == 0) fresh.Clear();
            IsFinished = isRepetition || !page.HasMore;
            previous = page;
            number++;
            List<T> wanted = Wanted(fresh);
            if (wanted.Count > 0) return wanted;
        }

        return null;
    }

    /// <summary>The smallest page that holds all that is wanted, so that a few records cost one call.</summary>
    private static int SizeFor(long skip, long? first, PageSource<T> source)
    {
        if (first is not { } count || count <= 0 || count >= source.LargestSize) return source.LargestSize;
        if (!source.CanJump) return source.LargestSize;
        for (int size = (int)count; size < source.LargestSize; size++)
        {
            if (skip / size == (skip + count - 1) / size) return size;
        }

        return source.LargestSize;
    }

    private void StartAt(int pageSize)
    {
        jumped = pageSize > 0 && skip >= pageSize && skip / pageSize < int.MaxValue;
        number = jumped ? (int)(skip / pageSize) + 1 : 1;
        toSkip = jumped ? skip % pageSize : skip;
    }

    private async Task<Page<T>> FirstPageAsync(CancellationToken cancellationToken)
    {
        Page<T> page = await source.Read(new PageNumber(number, size), cancellationToken).ConfigureAwait(false);
        if (jumped && !IsWhereWeMeant(page)) page = await JumpAgainAsync(page, cancellationToken).ConfigureAwait(false);
        long before = (long)(number - 1) * size;
        if (!page.HasMore && (page.Items.Count > 0 || number == 1)) Total = before + page.Items.Count;
        else if (page.Count > before + page.Items.Count || (page.Items.Count == 0 && page.Count <= before)) Total = page.Count;
        return page;
    }

    /// <summary>Whether the service took the page size we asked for, as far as its answer tells.</summary>
    private bool IsWhereWeMeant(Page<T> page)
    {
        if (page.Items.Count > size) return false;
        if (page.HasMore) return page.Items.Count == size;
        // A last page that is not full may be of a smaller size than we think, unless the total bears us out.
        return page.Items.Count == 0 || page.Items.Count == size || page.Count == ((long)(number - 1) * size) + page.Items.Count;
    }

    private async Task<Page<T>> JumpAgainAsync(Page<T> page, CancellationToken cancellationToken)
    {
        if (page.HasMore && page.Items.Count > 0 && page.Items.Count < size)
        {
            // The service has a largest page of its own; counted in those, we are too early.
            size = page.Items.Count;
            StartAt(size);
        }
        else
        {
            StartAt(0);
            if (page.Items.Count > size && !page.HasMore) return page;
        }

        return await source.Read(new PageNumber(number, size), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// When records vanish while we read, those behind them move up, over the edge of a page that was read already: that page is read once more.
    /// </summary>
    private async Task<List<T>> MovedBackAsync(Page<T> page, CancellationToken cancellationToken)
    {
        if (source.Key is null || previous is null || number < 2 || !(page.Count < previous.Count)) return [];
        // Where the number counts the records of a page, it says nothing of the list.
        if (previous.Count == previous.Items.Count) return [];
        Page<T> again = await source.Read(new PageNumber(number - 1, size), cancellationToken).ConfigureAwait(false);
        return New(again);
    }

    private List<T> New(Page<T> page) =>
        source.Key is not { } key ? page.Items.ToList() : page.Items.Where(item => key(item) is not { } id || given.Add(id)).ToList();

    private List<T> Wanted(List<T> fresh)
    {
        if (toSkip > 0)
        {
            int dropped = (int)Math.Min(toSkip, fresh.Count);
            toSkip -= dropped;
            fresh.RemoveRange(0, dropped);
        }

        if (toGive is not { } rest) return fresh;
        if (fresh.Count > rest) fresh.RemoveRange((int)rest, fresh.Count - (int)rest);
        toGive = rest - fresh.Count;
        IsFinished |= toGive == 0;
        return fresh;
    }
}
