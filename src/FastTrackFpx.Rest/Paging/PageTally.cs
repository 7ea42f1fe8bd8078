namespace FastTrackFpx.Rest.Paging;

/// <summary>How many records came of a list, against how many the service says there are.</summary>
internal sealed class PageTally
{
    private long _came;
    private long _cameBefore = -1;
    private bool _isOfPage;

    /// <summary>The fewest there were at any moment of the reading: so many are owed. Null where the service does not tell.</summary>
    internal long? Least { get; private set; }

    /// <summary>Whether fewer came than there are.</summary>
    internal bool IsShort => !_isOfPage && _came < Least;

    /// <summary>Whether all came, as far as the service tells.</summary>
    internal bool IsComplete => !_isOfPage && _came >= Least;

    /// <summary>So many records lie before the first page that is read.</summary>
    internal void StartAt(long skipped) => _came = skipped;

    /// <summary>A page came, and so many records with it that were not there yet.</summary>
    internal void Add<T>(Page<T> page, int fresh)
    {
        _came += fresh;
        if (page.Count is not { } count) return;
        // Where it does not even reach beyond a page that is not the last, the number counts the records of a page.
        _isOfPage |= page.HasMore && count <= page.Items.Count;
        Least = Least is { } least ? Math.Min(least, count) : count;
    }

    /// <summary>Whether one more reading from the start may bring what is missing: after the first one always, then as long as each brings something.</summary>
    internal bool MayReadAgain()
    {
        bool may = _cameBefore < 0 || _came > _cameBefore;
        _cameBefore = _came;
        return may;
    }

    internal RestException Shortfall() => new(
        ErrorCode.ResponseUnexpected,
        string.Format(CultureInfo.InvariantCulture, "The service counts {0} records and returned {1} of them, in two complete reads.", Least, _came),
        "The records are valid but incomplete. Read the list again later. If this persists, report it to the service's support.");
}
