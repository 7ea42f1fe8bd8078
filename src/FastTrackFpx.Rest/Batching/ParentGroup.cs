namespace FastTrackFpx.Rest.Batching;

/// <summary>Parents of a batch that are read together, if the service can, and one by one otherwise. The reading begins at once.</summary>
internal sealed class ParentGroup<TKey, T>
    where TKey : notnull
{
    private readonly ParentBatch<TKey, T> _batch;
    private readonly IReadOnlyList<TKey> _keys;
    private readonly Dictionary<TKey, ParentReading> _readings;
    private readonly Task _reading;

    internal ParentGroup(ParentBatch<TKey, T> batch, IReadOnlyList<TKey> keys, CancellationToken cancellationToken)
    {
        _batch = batch;
        _keys = keys;
        _readings = keys.Distinct().ToDictionary(static key => key, static key => new ParentReading(key));
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
        if (parent.Error is not null || parent.Pages is [{ IsWhole: true }])
        {
            IReadOnlyList<T> items = parent.Error is null ? parent.Pages[0].Items : [];
            await emit(new ParentResult<TKey, T>(parent.Key, items, parent.Error, IsComplete: true, isLast)).ConfigureAwait(false);
            return;
        }

        // A page that was read ahead is used once: if it is read again, that is to see how it is then.
        var used = new HashSet<int>();
        var pages = new PagedSequence<T>((page, end) => used.Add(page.Number) && page.Number <= parent.Pages.Count
            ? Task.FromResult(parent.Pages[page.Number - 1])
            : _batch.ReadAloneAsync(parent.Key, page, end))
        {
            Key = _batch.Key,
            LargestSize = _batch.LargestSize,
        };
        ParentResult<TKey, T> result;
        do
        {
            try
            {
                IReadOnlyList<T> items = await pages.NextAsync(cancellationToken).ConfigureAwait(false) ?? [];
                result = new(parent.Key, items, Error: null, pages.IsFinished, isLast || !pages.IsFinished);
            }
            catch (RestException failure)
            {
                result = new(parent.Key, [], failure, IsComplete: true, isLast);
            }

            await emit(result).ConfigureAwait(false);
        }
        while (!result.IsComplete);
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        if (_batch.CanReadTogether) await ReadTogetherAsync([.. _readings.Values], cancellationToken).ConfigureAwait(false);
        IEnumerable<ParentReading> open = _readings.Values.Where(static parent => parent.Error is null && parent.Pages.Count == 0);
        await Task.WhenAll(open.Select(parent => ReadAloneAsync(parent, cancellationToken))).ConfigureAwait(false);
        if (_batch.IsPagedTogether) await ReadOnTogetherAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task ReadAloneAsync(ParentReading parent, CancellationToken cancellationToken)
    {
        try
        {
            parent.Pages.Add(await _batch.ReadAloneAsync(parent.Key, (1, _batch.LargestSize), cancellationToken).ConfigureAwait(false));
        }
        catch (RestException failure)
        {
            parent.Error = failure;
        }
    }

    /// <summary>Reads the first page of all. A request that is rejected because of one parent is halved until that parent is alone.</summary>
    private async Task ReadTogetherAsync(List<ParentReading> parents, CancellationToken cancellationToken)
    {
        // A single parent has an endpoint of its own, whose response leaves no doubt.
        if (parents.Count < 2) return;
        try
        {
            Distribute(parents, await ReadPagesAsync(parents, 1, cancellationToken).ConfigureAwait(false));
        }
        catch (ServiceException noRoute) when (noRoute.ErrorCode == ErrorCode.RouteNotFound)
        {
            _batch.ForgetTogether();
        }
        catch (ServiceException failed) when (failed.StatusCode == 500)
        {
            // Each half would probably fail as well. If the first two parents also fail alone, it is the service, and all have its error.
            foreach (ParentReading parent in parents.Take(2))
            {
                await ReadAloneAsync(parent, cancellationToken).ConfigureAwait(false);
                if (parent.Error is null) return;
            }

            foreach (ParentReading parent in parents.Skip(2)) parent.Error = failed;
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

    private Task<PagesByParent<TKey, T>> ReadPagesAsync(List<ParentReading> parents, int number, CancellationToken cancellationToken) =>
        _batch.ReadTogether!([.. parents.Select(parent => parent.Key)], (number, _batch.LargestSize), cancellationToken);

    private void Distribute(List<ParentReading> parents, PagesByParent<TKey, T> response)
    {
        List<ParentReading> absent = [];
        foreach (ParentReading parent in parents)
        {
            if (!response.TryGetValue(parent.Key, out Page<T>? page)) absent.Add(parent);
            else if (!page.HasMore || _batch.IsPagedTogether) parent.Pages.Add(page);
        }

        foreach (ParentReading parent in absent)
        {
            // If there are as many nameless groups as absent parents, all of these exist and have no records.
            if (response.NamelessGroups >= absent.Count) parent.Pages.Add(new Page<T>([]));
            else if (!_batch.AbsentMayBeEmpty) parent.Error = Absent(parent.Key);
        }
    }

    private RequestException Absent(TKey key) => new(
        ErrorCode.NotFound, $"The service left {_batch.Noun} {key} out of its response: it does not exist, or you may not see it. (GET {_batch.Name})",
        "GET", _batch.Name, _batch.AbsentAction);

    /// <summary>Reads further pages, as long as several parents have them.</summary>
    private async Task ReadOnTogetherAsync(CancellationToken cancellationToken)
    {
        for (int round = 2; round <= BatchCost.RoundsTogether; round++)
        {
            List<ParentReading> open = [.. _readings.Values.Where(parent =>
                parent.Error is null && parent.Pages.Count == round - 1 && parent.Pages[round - 2].HasMore)];
            if (open.Count < 2 || !_batch.CanReadTogether) return;
            try
            {
                PagesByParent<TKey, T> response = await ReadPagesAsync(open, round, cancellationToken).ConfigureAwait(false);
                foreach (ParentReading parent in open)
                {
                    if (response.TryGetValue(parent.Key, out Page<T>? page)) parent.Pages.Add(page);
                }
            }
            catch (RestException)
            {
                // Each is read on alone, and then has its own error.
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
    }
}
