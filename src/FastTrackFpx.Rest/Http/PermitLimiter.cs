using System.Runtime.CompilerServices;
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
    void Return(Permit permit, bool wasUsed);

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
internal sealed class Permit(IPermitStore? store, int limit) : RateLimitLease
{
    internal static readonly Permit None = new(store: null, limit: 0);

    private int _isReturned;

    internal Guid Id { get; } = Guid.NewGuid();

    internal int Limit => limit;

    internal bool IsUsed { get; set; }

    /// <summary>The permit for the same request from those who share the limit with this process.</summary>
    internal Permit? Wider { get; set; }

    public override bool IsAcquired => store is not null;

    public override IEnumerable<string> MetadataNames => [];

    public override bool TryGetMetadata(string metadataName, out object? metadata)
    {
        metadata = null;
        return false;
    }

    /// <summary>The response has begun, or none will come: the 60 seconds begin now.</summary>
    internal void Complete() => Return(wasUsed: true);

    /// <summary>Nothing was sent: the permit is free at once.</summary>
    internal void Release() => Return(wasUsed: false);

    protected override void Dispose(bool disposing) => Return(IsUsed);

    private void Return(bool wasUsed)
    {
        if (store is null || Interlocked.Exchange(ref _isReturned, 1) != 0) return;
        store.Return(this, wasUsed);
        Wider?.Return(wasUsed);
    }
}

/// <summary>One connection's view of the permits it shares: those of its process, and possibly those of a wider scope.</summary>
internal sealed class PermitLimiter(MemoryPermits process, int limit, TimeProvider timeProvider, IPermitStore? wider = null) : RateLimiter
{
    internal static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    /// <summary>How long a permit lasts after its response. The window's end belongs to the window.</summary>
    internal static readonly TimeSpan Lasting = Window + TimeSpan.FromMilliseconds(1);

    /// <summary>Other processes may release or take permits at any moment.</summary>
    private static readonly TimeSpan LongestNap = TimeSpan.FromSeconds(5);

    private long _granted;

    internal static PermitLimiter For(RestClientOptions options, string service) => new(
        MemoryPermits.For(options.TimeProvider, service),
        options.RequestsPerMinute,
        options.TimeProvider,
        options.RateLimitScope switch
        {
            RateLimitScope.Machine => new FilePermits(options.RateLimitFolder ?? FilePermits.DefaultFolder(), service, options.TimeProvider, options.AttemptTimeout),
            RateLimitScope.Redis => RedisPermitsOf(options, service),
            _ => null,
        });

    // A method by itself, so that the library of Redis is loaded only if it is used.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IPermitStore RedisPermitsOf(RestClientOptions options, string service) =>
#if NET
        new RedisPermits(options.RedisConnection!, service, options.TimeProvider, options.AttemptTimeout);
#else
        throw new InputException(
            ErrorCode.EditionNotSupported, "-RateLimitScope Redis requires PowerShell 7.4 or later. This is Windows PowerShell 5.1.", "RateLimitScope",
            "Run the command in PowerShell 7, or use -RateLimitScope Machine.");
#endif

    internal int PermitsLeft => Math.Min(process.PermitsLeft(limit), wider?.PermitsLeft(limit) ?? int.MaxValue);

    internal TimeSpan ExpectedWait
    {
        get
        {
            int ahead = process.WaitingFor(limit);
            TimeSpan here = process.ExpectedWait(limit, ahead), there = wider?.ExpectedWait(limit, ahead) ?? TimeSpan.Zero;
            return here > there ? here : there;
        }
    }

    internal string? WaitCause => wider?.WaitCause;

    public override TimeSpan? IdleDuration => null;

    internal void Hold(TimeSpan duration)
    {
        process.Hold(duration);
        wider?.Hold(duration);
    }

    public override RateLimiterStatistics GetStatistics() => new()
    {
        CurrentAvailablePermits = PermitsLeft,
        CurrentQueuedCount = process.WaitingFor(limit),
        TotalSuccessfulLeases = Interlocked.Read(ref _granted),
    };

    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        using RateLimitLease turn = process.TurnOf(limit).AttemptAcquire();
        return turn.IsAcquired && TryTake(out _, out _) is { } permit ? permit : Permit.None;
    }

    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
    {
        using RateLimitLease turn = await process.TurnOf(limit).AcquireAsync(1, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            Task released = process.Released;
            if (TryTake(out TimeSpan wait, out bool isRefusedHere) is { } permit) return permit;
            if (wider is not null && wait > LongestNap) wait = LongestNap;
            // If the wider store refused, this process's permit was just released: that signal is our own.
            await WaitAsync(wait, isRefusedHere ? released : null, cancellationToken).ConfigureAwait(false);
        }
    }

    protected override void Dispose(bool disposing) => (wider as IDisposable)?.Dispose();

    private Permit? TryTake(out TimeSpan wait, out bool isRefusedHere)
    {
        Permit? permit = process.TryTake(limit, out wait);
        isRefusedHere = permit is null;
        if (permit is not null && wider is not null)
        {
            try
            {
                permit.Wider = wider.TryTake(limit, out wait);
            }
            finally
            {
                if (permit.Wider is null) permit.Release();
            }

            if (permit.Wider is null) return null;
        }

        if (permit is not null) Interlocked.Increment(ref _granted);
        return permit;
    }

    private async Task WaitAsync(TimeSpan wait, Task? released, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task delay = Pause.ForAsync(wait, timeProvider, end.Token);
        await Task.WhenAny(delay, released ?? delay).ConfigureAwait(false);
        end.Cancel();
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>How many permits of a limit are left: those of all larger limits that are in use hold as well.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="held">How much longer no permit is granted at all.</param>
    /// <param name="inUse">The limits in use.</param>
    /// <param name="taken">How many permits up to a limit are taken.</param>
    internal static int Left(int limit, TimeSpan held, IEnumerable<int> inUse, Func<int, int> taken) =>
        held > TimeSpan.Zero ? 0 : Math.Max(0, From(limit, inUse).Min(each => each - taken(each)));

    /// <summary>How long a request waits for a permit of a limit, after so many others. The last parameter returns how long until the n-th permit is free.</summary>
    internal static TimeSpan Wait(int limit, int ahead, TimeSpan held, IEnumerable<int> inUse, Func<int, int> taken, Func<int, int, TimeSpan> freeIn)
    {
        TimeSpan wait = held > TimeSpan.Zero ? held : TimeSpan.Zero;
        foreach (int each in From(limit, inUse))
        {
            int excess = taken(each) + 1 - each + (each == limit ? ahead : 0);
            if (excess <= 0) continue;
            // Whole rounds of the limit wait one window each.
            int rounds = (excess - 1) / each;
            TimeSpan next = TimeSpan.FromTicks(Window.Ticks * rounds) + freeIn(each, excess - (rounds * each));
            if (next > wait) wait = next;
        }

        return wait;
    }

    private static IEnumerable<int> From(int limit, IEnumerable<int> inUse) => inUse.Where(each => each > limit).Distinct().Prepend(limit);
}
