using FastTrackFpx.Rest.Paging;

namespace FastTrackFpx.Rest.Batching;

/// <summary>Tenants that go out in one call, and what comes of each.</summary>
internal sealed class TenantGroup<T>
{
    /// <summary>Pages that are read for the group together; whoever has still more is read on alone, as fast as it is taken.</summary>
    internal const int RoundsTogether = 4;

    private readonly BatchRun<T> _run;
    private readonly Dictionary<Guid, TenantReading> _readings;
    private readonly Task _reading;

    private TenantGroup(BatchRun<T> run, IReadOnlyList<TenantEntry> entries, CancellationToken cancellationToken)
    {
        _run = run;
        Entries = entries;
        _readings = entries.Select(entry => entry.TenantId).Distinct().ToDictionary(id => id, id => new TenantReading(id));
        _reading = Task.Run(() => ReadAsync(cancellationToken), cancellationToken);
    }

    internal IReadOnlyList<TenantEntry> Entries { get; }

    /// <summary>Whether the calls of the group have ended.</summary>
    internal bool IsReady => _reading.IsCompleted;

    internal static TenantGroup<T> Start(BatchRun<T> run, IReadOnlyList<TenantEntry> entries, CancellationToken cancellationToken) =>
        new(run, entries, cancellationToken);

    /// <summary>Hands over one tenant's results.</summary>
    internal async Task EmitAsync(TenantEntry entry, Func<TenantResult<T>, Task> emit, CancellationToken cancellationToken)
    {
        await _reading.ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        TenantReading tenant = _readings[entry.TenantId];
        if (tenant.Error is { } error)
        {
            await emit(new TenantResult<T>(entry.TenantId, entry.Tag) { Error = error, IsComplete = true }).ConfigureAwait(false);
            return;
        }

        // A page that was read ahead is good once; whoever asks again wants to know how it is now.
        var taken = new HashSet<int>();
        var cursor = new PageCursor<T>(
            new PageSource<T>((page, end) => PageAsync(tenant, taken.Add(page.Number), page, end)) { Key = _run.Source.Key, LargestSize = _run.Source.LargestSize }, ReadRange.All);
        do
        {
            TenantResult<T> result = await NextAsync(entry, cursor, cancellationToken).ConfigureAwait(false);
            await emit(result).ConfigureAwait(false);
            if (result.IsComplete) return;
        }
        while (true);
    }

    private static async Task<TenantResult<T>> NextAsync(TenantEntry entry, PageCursor<T> cursor, CancellationToken cancellationToken)
    {
        var result = new TenantResult<T>(entry.TenantId, entry.Tag);
        try
        {
            result.Items = await cursor.NextAsync(cancellationToken).ConfigureAwait(false) ?? [];
            result.IsComplete = cursor.IsFinished;
        }
        catch (RestException failure)
        {
            result.Error = failure;
            result.IsComplete = true;
        }

        return result;
    }

    private Task<Page<T>> PageAsync(TenantReading tenant, bool mayBeKnown, PageNumber page, CancellationToken cancellationToken) =>
        mayBeKnown && page.Number <= tenant.Pages.Count ? Task.FromResult(tenant.Pages[page.Number - 1]) : _run.ReadAloneAsync(tenant.TenantId, page, cancellationToken);

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        if (_run.CanReadTogether && _readings.Count > 1)
        {
            await ReadTogetherAsync([.. _readings.Values], cancellationToken).ConfigureAwait(false);
        }

        await Task.WhenAll(_readings.Values.Where(tenant => tenant.IsOpen).Select(tenant => ReadAloneAsync(tenant, cancellationToken))).ConfigureAwait(false);
        if (_run.Source.IsPagedTogether) await ReadOnTogetherAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task ReadAloneAsync(TenantReading tenant, CancellationToken cancellationToken)
    {
        try
        {
            tenant.Pages.Add(await _run.ReadAloneAsync(tenant.TenantId, new PageNumber(1, _run.Source.LargestSize), cancellationToken).ConfigureAwait(false));
        }
        catch (RestException failure)
        {
            tenant.Error = failure;
        }
    }

    /// <summary>The first page of all; a call that is refused for one tenant's sake is halved until that tenant stands alone.</summary>
    private async Task ReadTogetherAsync(List<TenantReading> tenants, CancellationToken cancellationToken)
    {
        // Alone, a tenant has an endpoint of its own, whose answer leaves no doubt.
        if (tenants.Count < 2) return;
        try
        {
            var request = new TogetherRequest([.. tenants.Select(tenant => tenant.TenantId)], new PageNumber(1, _run.Source.LargestSize));
            TogetherAnswer<T> answer = await _run.Source.ReadTogether!(request, cancellationToken).ConfigureAwait(false);
            Spread(tenants, answer);
        }
        catch (ServiceException noRoute) when (noRoute.ErrorCode == ErrorCode.RouteNotFound)
        {
            _run.ForgetTogether();
        }
        catch (ServiceException failed) when (failed.StatusCode == 500)
        {
            await ReadAloneUnlessAllFailsAsync(tenants, failed, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException refused) when (refused.StatusCode is 400 or 403 or 404 or 409 or 413 or 414 or 422)
        {
            int half = tenants.Count / 2;
            await ReadTogetherAsync(tenants.GetRange(0, half), cancellationToken).ConfigureAwait(false);
            await ReadTogetherAsync(tenants.GetRange(half, tenants.Count - half), cancellationToken).ConfigureAwait(false);
        }
        catch (RestException failure)
        {
            foreach (TenantReading tenant in tenants) tenant.Error = failure;
        }
    }

    /// <summary>
    /// The call for many fails: halving it would ask what fails again and again. Alone, each tenant goes by an endpoint of its own, unless that fails for
    /// the first two as well; then it is the service, and all have their error.
    /// </summary>
    private async Task ReadAloneUnlessAllFailsAsync(List<TenantReading> tenants, ServiceException failed, CancellationToken cancellationToken)
    {
        foreach (TenantReading tenant in tenants.Take(2))
        {
            await ReadAloneAsync(tenant, cancellationToken).ConfigureAwait(false);
            if (tenant.Error is null) return;
        }

        foreach (TenantReading tenant in tenants.Skip(2)) tenant.Error = failed;
    }

    private void Spread(List<TenantReading> tenants, TogetherAnswer<T> answer)
    {
        List<TenantReading> absent = [];
        foreach (TenantReading tenant in tenants)
        {
            if (!answer.Pages.TryGetValue(tenant.TenantId, out Page<T>? page)) absent.Add(tenant);
            else if (!page.HasMore || _run.Source.IsPagedTogether) tenant.Pages.Add(page);
        }

        foreach (TenantReading tenant in absent)
        {
            // As many empty groups as absent tenants: whoever is whose, all of them are there and have nothing.
            if (answer.NamelessGroups >= absent.Count) tenant.Pages.Add(new Page<T>([]));
            else if (!_run.Source.AbsentMayBeEmpty) tenant.Error = Absent(tenant.TenantId);
        }
    }

    private RequestException Absent(Guid tenantId) => new(
        ErrorCode.NotFound,
        $"The service left tenant {tenantId} out of its answer: there is no such tenant, or this partner may not see it. (GET {_run.Source.Name})",
        "GET",
        _run.Source.Name,
        "Check the tenant id; Get-FpxTenant lists the tenants this partner may see.");

    /// <summary>Further pages of those that have them, as long as more than one has.</summary>
    private async Task ReadOnTogetherAsync(CancellationToken cancellationToken)
    {
        for (int round = 2; round <= RoundsTogether; round++)
        {
            List<TenantReading> open = _readings.Values.Where(tenant => tenant.Error is null && tenant.Pages.Count == round - 1 && tenant.Pages[round - 2].HasMore).ToList();
            if (open.Count < 2 || !_run.CanReadTogether) return;
            try
            {
                var request = new TogetherRequest([.. open.Select(tenant => tenant.TenantId)], new PageNumber(round, _run.Source.LargestSize));
                TogetherAnswer<T> answer = await _run.Source.ReadTogether!(request, cancellationToken).ConfigureAwait(false);
                foreach (TenantReading tenant in open)
                {
                    if (answer.Pages.TryGetValue(tenant.TenantId, out Page<T>? page)) tenant.Pages.Add(page);
                }
            }
            catch (RestException)
            {
                // Each is read on alone, and has its own error then.
                return;
            }
        }
    }

    /// <summary>One tenant on its way.</summary>
    private sealed class TenantReading(Guid tenantId)
    {
        internal Guid TenantId { get; } = tenantId;

        /// <summary>Pages that were read ahead, from the first on.</summary>
        internal List<Page<T>> Pages { get; } = [];

        internal RestException? Error { get; set; }

        internal bool IsOpen => Error is null && Pages.Count == 0;
    }
}
