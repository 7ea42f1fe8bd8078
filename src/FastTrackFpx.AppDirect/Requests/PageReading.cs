namespace FastTrackFpx.AppDirect.Requests;

/// <summary>Reads one list from its first page to its last, each element once. A page that adds nothing new ends the reading.</summary>
internal sealed class PageReading(ReadTarget target, Func<ReadTarget, IReadOnlyList<KeyValuePair<string, string>>, CancellationToken, Task<ResponseRows>> send, int? ask = null)
{
    private readonly HashSet<ulong> _known = [];
    private PagePosition? _position = target.Plan.Style is { } style ? style.First(ask ?? style.Ask) : new PagePosition();
    private HashSet<ulong> _first = [];
    private long? _firstNumber;
    private int _index;
    private int _repeats;
    private long _seen;

    /// <summary>True after the last page.</summary>
    internal bool HasEnded => _position is null;

    /// <summary>How many records the service states; null if it does not.</summary>
    internal long? Total { get; private set; }

    /// <summary>The next records; empty if a page had nothing new.</summary>
    internal async Task<IReadOnlyList<AppDirectRecord>> NextAsync(CancellationToken cancellationToken)
    {
        PagePosition position = _position!;
        ResponseRows rows = await send(target, position.Query, cancellationToken).ConfigureAwait(false);
        PageFacts page = rows.Page;
        // The same element on one page is two elements; on another page it is the list that moved.
        List<AppDirectRecord> fresh = [];
        for (int place = 0; place < rows.Records.Count; place++)
        {
            if (rows.Fingerprints.Count == 0 || !_known.Contains(rows.Fingerprints[place])) fresh.Add(rows.Records[place]);
        }

        if (_index == 0) (_first, _firstNumber, Total) = ([.. rows.Fingerprints], page.Number, page.TotalElements);
        page.Index = _index++;
        page.Count = rows.Records.Count;
        page.Fresh = fresh.Count;
        page.Seen = _seen += fresh.Count;
        page.FirstNumber = _firstNumber;
        page.RepeatsFirst = page.Index > 0 && _first.SetEquals(rows.Fingerprints) && _first.Count > 0;
        page.Repeats = _repeats += page.RepeatsFirst ? 1 : 0;
        _known.UnionWith(rows.Fingerprints);
        _position = target.Plan.Style?.Next(position, page);
        foreach (AppDirectRecord record in fresh) record.InheritIds(target.Ids);
        return fresh;
    }
}
