using System.Threading.RateLimiting;

namespace FastTrackFpx.Rest.Http;

/// <summary>
/// A shared count of the requests of one service. It keeps the promise that no window of 60 seconds, wherever it begins, sees more requests than
/// allowed: a permit is taken before a request is sent and is free again 60 seconds after its response began. The service received the request in
/// between, so that the promise holds by the service's clock too.
/// </summary>
/// <remarks>
/// Each permit belongs to the limit it was taken under. A limit counts the permits of its own and all smaller limits: a connection limited to 2
/// requests a minute neither waits for one limited to 600 nor holds it up, and together they stay within 600.
/// </remarks>
internal interface IPermitStore
{
    /// <summary>Takes a permit; null if there is none now, with the time to wait before the next attempt.</summary>
    /// <exception cref="RestException">The count cannot be kept: <see cref="ErrorCode.RateLimitUnavailable"/>.</exception>
    Permit? TryTake(int limit, out TimeSpan wait);

    /// <summary>Releases a permit: 60 seconds from now if it was used, otherwise at once.</summary>
    void Return(Permit permit);

    int PermitsLeft(int limit);

    /// <summary>About how long a request would wait that asked now, after so many others.</summary>
    TimeSpan ExpectedWait(int limit, int ahead);

    /// <summary>Grants no permit for a while: the service requested it.</summary>
    void Hold(TimeSpan duration);

    /// <summary>Why requests wait, if not for the limit itself; null otherwise.</summary>
    string? WaitCause { get; }
}

/// <summary>
/// The permission to send one request, under the limit it was taken for. Disposing of it frees what was not sent at once, and what was sent 60 seconds later.
/// It is returned once; what follows does nothing.
/// </summary>
internal sealed class Permit(IPermitStore store, int limit) : RateLimitLease
{
    private int _isReturned;

    internal Guid Id { get; } = Guid.NewGuid();

    internal int Limit => limit;

    internal bool IsUsed { get; set; }

    /// <summary>The permit for the same request from those who share the limit with this process.</summary>
    internal Permit? Wider { get; set; }

    public override bool IsAcquired => true;

    public override IEnumerable<string> MetadataNames => [];

    public override bool TryGetMetadata(string metadataName, out object? metadata)
    {
        metadata = null;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (Interlocked.Exchange(ref _isReturned, 1) != 0) return;
        store.Return(this);
        if (Wider is null) return;
        Wider.IsUsed = IsUsed;
        Wider.Dispose();
    }
}
