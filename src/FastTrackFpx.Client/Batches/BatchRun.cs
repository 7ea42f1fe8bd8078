using System;
using System.Threading;
using System.Threading.Tasks;
using FastTrackFpx.Client.Connection;
using FastTrackFpx.Client.Paging;

namespace FastTrackFpx.Client.Batches;

/// <summary>What all groups of one batch share.</summary>
internal sealed class BatchRun<T>
{
    /// <summary>Where each tenant is a call of its own, the same number is under way.</summary>
    private readonly SemaphoreSlim _turns;
    private readonly FpxSession _session;

    internal BatchRun(FpxSession session, BatchSource<T> source)
    {
        _session = session;
        Source = source;
        _turns = new SemaphoreSlim(CallsUnderWay);
    }

    /// <summary>How many calls to have under way now, by how long answers take lately.</summary>
    internal int CallsUnderWay => CallPace.UnderWay(_session.RequestsPerMinute, _session.Service.Latency);

    internal BatchSource<T> Source { get; }

    internal TimeProvider TimeProvider => _session.TimeProvider;

    /// <summary>Whether the service has a call for many.</summary>
    internal bool CanReadTogether => Source.ReadTogether is not null && !_session.Remembered.ContainsKey(Key);

    private string Key => "alone:" + Source.Name;

    /// <summary>Remembers for the connection that the service does not have the call for many.</summary>
    internal void ForgetTogether() => _session.Remembered[Key] = string.Empty;

    /// <summary>Reads a page of one tenant when it is its turn.</summary>
    internal async Task<Page<T>> ReadAloneAsync(Guid tenantId, PageNumber page, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Source.ReadAlone(tenantId, page, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turns.Release();
        }
    }
}
