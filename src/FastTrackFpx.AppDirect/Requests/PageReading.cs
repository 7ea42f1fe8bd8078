namespace FastTrackFpx.AppDirect.Requests;

/// <summary>Reads one list from its first page to its last, each element once. A page that adds nothing new ends the reading.</summary>
/// <param name="target">The list.</param>
/// <param name="send">Requests a page.</param>
/// <param name="ask">The size of page to ask for, if it is not that of the list.</param>
/// <param name="quirks">What the marketplace has shown so far.</param>
internal sealed class PageReading(
    ReadTarget target, Func<ReadTarget, IReadOnlyList<KeyValuePair<string, string>>, CancellationToken, Task<ResponseRows>> send,
    int? ask = null, MarketplaceQuirks? quirks = null)
{
    private readonly HashSet<ulong> _known = [];
    private PagePosition? _position = target.Plan.Style is { } style ? style.First(ask ?? style.Ask) : new PagePosition();
    private HashSet<ulong> _first = [];
    private long? _firstNumber;
    // One list for each value of a filter, if the marketplace does not take several.
    private Queue<PageReading>? _values = quirks?.TakesOneValue(target.Plan) == true ? Split(target, send, ask) : null;
    private int _index;
    private int _repeats;
    private long _seen;

    /// <summary>True after the last page.</summary>
    internal bool HasEnded => _values is { } values ? values.Count == 0 : _position is null;

    /// <summary>The next records; empty if a page had nothing new.</summary>
    internal async Task<IReadOnlyList<AppDirectRecord>> NextAsync(CancellationToken cancellationToken)
    {
        if (_values is not null) return await NextValueAsync(cancellationToken).ConfigureAwait(false);
        PagePosition position = _position!;
        ResponseRows rows;
        try
        {
            rows = await send(target, position.Query, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException refused) when (refused.StatusCode == 400 && _index == 0 && quirks is not null && target.Plan.HasSeveralValues)
        {
            quirks.Refused(target.Plan);
            _values = Split(target, send, ask);
            return await NextValueAsync(cancellationToken).ConfigureAwait(false);
        }

        PageFacts page = rows.Page;
        // The same element on one page is two elements; on another page it is the list that moved.
        List<AppDirectRecord> fresh = [];
        for (int place = 0; place < rows.Records.Count; place++)
        {
            if (rows.Fingerprints.Count == 0 || !_known.Contains(rows.Fingerprints[place])) fresh.Add(rows.Records[place]);
        }

        if (_index == 0) (_first, _firstNumber) = ([.. rows.Fingerprints], page.Number);
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

    private static Queue<PageReading> Split(
        ReadTarget target, Func<ReadTarget, IReadOnlyList<KeyValuePair<string, string>>, CancellationToken, Task<ResponseRows>> send, int? ask) =>
        new(target.Plan.EachValue().Select(plan => new PageReading(new ReadTarget(plan, target.Ids), send, ask)));

    private async Task<IReadOnlyList<AppDirectRecord>> NextValueAsync(CancellationToken cancellationToken)
    {
        PageReading value = _values!.Peek();
        IReadOnlyList<AppDirectRecord> records = await value.NextAsync(cancellationToken).ConfigureAwait(false);
        if (value.HasEnded) _values.Dequeue();
        return records;
    }
}
