namespace FastTrackFpx.Rest.Batching;

internal sealed class ParentGroup<TKey, T>
    where TKey : notnull
{
    private readonly BatchSource<TKey, T> _source;
    private readonly IReadOnlyList<TKey> _keys;
    private readonly Dictionary<TKey, ParentReading> _readings = [];
    private readonly Task _reading;

    internal ParentGroup(BatchSource<TKey, T> source, IReadOnlyList<TKey> keys, CancellationToken cancellationToken)
    {
        _source = source;
        _keys = keys;
        foreach (TKey key in keys)
        {
            if (!_readings.ContainsKey(key)) _readings.Add(key, new ParentReading(key));
        }

        _reading = Task.Run(() => ReadAsync(cancellationToken), cancellationToken);
    }

    internal bool IsReady => _reading.IsCompleted;

    internal async Task EmitAsync(Func<ParentResult<TKey, T>, Task> emit, CancellationToken cancellationToken)
    {
        await _reading.ConfigureAwait(false);
        for (int place = 0; place < _keys.Count; place++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await EmitAsync(_readings[_keys[place]], place == _keys.Count - 1, emit, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task EmitAsync(ParentReading parent, bool isLast, Func<ParentResult<TKey, T>, Task> emit, CancellationToken cancellationToken)
    {
        if (parent.Error is { } error)
        {
            await emit(new ParentResult<TKey, T>(parent.Key) { Error = error, IsComplete = true, EndsGroup = isLast }).ConfigureAwait(false);
            return;
        }

        if (parent.Pages.Count == 1 && parent.Pages[0].IsWhole)
        {
            await emit(new ParentResult<TKey, T>(parent.Key) { Items = parent.Pages[0].Items, IsComplete = true, EndsGroup = isLast }).ConfigureAwait(false);
            return;
        }

        // A page that was read ahead is good once; whoever asks again wants to know how it is now.
        var taken = new HashSet<int>();
        var pages = new PagedSequence<T>((page, end) => PageAsync(parent, taken.Add(page.Number), page, end))
        {
            Key = _source.Key,
            LargestSize = _source.LargestSize,
        };
        ParentResult<TKey, T> result;
        do
        {
            result = await NextAsync(parent.Key, pages, cancellationToken).ConfigureAwait(false);
            result.EndsGroup = isLast || !result.IsComplete;
            await emit(result).ConfigureAwait(false);
        }
        while (!result.IsComplete);
    }

    private static async Task<ParentResult<TKey, T>> NextAsync(TKey key, PagedSequence<T> pages, CancellationToken cancellationToken)
    {
        var result = new ParentResult<TKey, T>(key);
        try
        {
            result.Items = await pages.NextAsync(cancellationToken).ConfigureAwait(false) ?? [];
            result.IsComplete = pages.IsFinished;
        }
        catch (RestException failure)
        {
            result.Error = failure;
            result.IsComplete = true;
        }

        return result;
    }

    private Task<Page<T>> PageAsync(ParentReading parent, bool mayBeKnown, (int Number, int Size) page, CancellationToken cancellationToken) =>
        mayBeKnown && page.Number <= parent.Pages.Count ? Task.FromResult(parent.Pages[page.Number - 1])
            : _source.ReadAloneAsync(parent.Key, page, cancellationToken);

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        if (_source.CanReadTogether && _readings.Count > 1)
        {
            await ReadTogetherAsync([.. _readings.Values], cancellationToken).ConfigureAwait(false);
        }

        await Task.WhenAll(_readings.Values.Where(parent => parent.IsOpen).Select(parent => ReadAloneAsync(parent, cancellationToken))).ConfigureAwait(false);
        if (_source.IsPagedTogether) await ReadOnTogetherAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task ReadAloneAsync(ParentReading parent, CancellationToken cancellationToken)
    {
        try
        {
            parent.Pages.Add(await _source.ReadAloneAsync(parent.Key, (1, _source.LargestSize), cancellationToken).ConfigureAwait(false));
        }
        catch (RestException failure)
        {
            parent.Error = failure;
        }
    }

    /// <summary>The first page of all; a call that is refused for one parent's sake is halved until that parent stands alone.</summary>
    private async Task ReadTogetherAsync(List<ParentReading> parents, CancellationToken cancellationToken)
    {
        // Alone, a parent has an endpoint of its own, whose answer leaves no doubt.
        if (parents.Count < 2) return;
        try
        {
            Spread(parents, await ReadPagesAsync(parents, 1, cancellationToken).ConfigureAwait(false));
        }
        catch (ServiceException noRoute) when (noRoute.ErrorCode == ErrorCode.RouteNotFound)
        {
            _source.ForgetTogether();
        }
        catch (ServiceException failed) when (failed.StatusCode == 500)
        {
            await ReadAloneUnlessAllFailsAsync(parents, failed, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException refused) when (refused.StatusCode is 400 or 403 or 404 or 409 or 413 or 414 or 422)
        {
            int half = parents.Count / 2;
            await ReadTogetherAsync(parents.GetRange(0, half), cancellationToken).ConfigureAwait(false);
            await ReadTogetherAsync(parents.GetRange(half, parents.Count - half), cancellationToken).ConfigureAwait(false);
        }
        catch (RestException failure)
        {
            foreach (ParentReading parent in parents) parent.Error = failure;
        }
    }

    private Task<TogetherAnswer<TKey, T>> ReadPagesAsync(List<ParentReading> parents, int number, CancellationToken cancellationToken) =>
        _source.ReadTogether!([.. parents.Select(parent => parent.Key)], (number, _source.LargestSize), cancellationToken);

    /// <summary>
    /// The call for many fails: halving it would ask what fails again and again. Alone, each parent goes by an endpoint of its own, unless that fails for
    /// the first two as well; then it is the service, and all have their error.
    /// </summary>
    private async Task ReadAloneUnlessAllFailsAsync(List<ParentReading> parents, ServiceException failed, CancellationToken cancellationToken)
    {
        foreach (ParentReading parent in parents.Take(2))
        {
            await ReadAloneAsync(parent, cancellationToken).ConfigureAwait(false);
            if (parent.Error is null) return;
        }

        foreach (ParentReading parent in parents.Skip(2)) parent.Error = failed;
    }

    private void Spread(List<ParentReading> parents, TogetherAnswer<TKey, T> answer)
    {
        List<ParentReading> absent = [];
        foreach (ParentReading parent in parents)
        {
            if (!answer.Pages.TryGetValue(parent.Key, out Page<T>? page)) absent.Add(parent);
            else if (!page.HasMore || _source.IsPagedTogether) parent.Pages.Add(page);
        }

        foreach (ParentReading parent in absent)
        {
            // As many empty groups as absent parents: whoever is whose, all of them are there and have nothing.
            if (answer.NamelessGroups >= absent.Count) parent.Pages.Add(new Page<T>([]));
            else if (!_source.AbsentMayBeEmpty) parent.Error = Absent(parent.Key);
        }
    }

    private RequestException Absent(TKey key) => new(
        ErrorCode.NotFound, $"The service left {_source.Noun} {key} out of its response: it does not exist, or you may not see it. (GET {_source.Name})",
        "GET", _source.Name, _source.AbsentAction);

    /// <summary>Further pages of those that have them, as long as more than one has.</summary>
    private async Task ReadOnTogetherAsync(CancellationToken cancellationToken)
    {
        for (int round = 2; round <= BatchCost.RoundsTogether; round++)
        {
            List<ParentReading> open = [.. _readings.Values.Where(parent =>
                parent.Error is null && parent.Pages.Count == round - 1 && parent.Pages[round - 2].HasMore)];
            if (open.Count < 2 || !_source.CanReadTogether) return;
            try
            {
                TogetherAnswer<TKey, T> answer = await ReadPagesAsync(open, round, cancellationToken).ConfigureAwait(false);
                foreach (ParentReading parent in open)
                {
                    if (answer.Pages.TryGetValue(parent.Key, out Page<T>? page)) parent.Pages.Add(page);
                }
            }
            catch (RestException)
            {
                // Each is read on alone, and has its own error then.
                return;
            }
        }
    }

    private sealed class ParentReading(TKey key)
    {
        internal TKey Key { get; } = key;

        /// <summary>Pages that were read ahead, from the first on.</summary>
        internal List<Page<T>> Pages { get; } = [];

        internal RestException? Error { get; set; }

        internal bool IsOpen => Error is null && Pages.Count == 0;
    }
}
