namespace FastTrackFpx.Rest.Http;

/// <summary>
/// The calls that all processes of this machine and user made lately to one service: the promise of <see cref="PermitLog"/> for several
/// processes together. Each place is an entry of a file they share, with its process and the time at which it is free again even if nobody
/// gives it back: one that dies holds up nobody.
/// </summary>
/// <remarks>
/// Times are UTC, the only clock that processes share. A clock that is set forward frees places too early; each process's own log, which goes
/// by a clock that is never set, still holds then.
/// </remarks>
internal sealed class MachinePermits
{
    internal static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    /// <summary>Others may give places back, or take them, before the moment we reckon with.</summary>
    private static readonly TimeSpan LongestNap = TimeSpan.FromSeconds(5);

    /// <summary>Whether a process still runs is asked that often at most, and only while there is no place.</summary>
    private static readonly TimeSpan OwnerCheckInterval = TimeSpan.FromSeconds(1);

    private readonly MachinePermitFile _file;
    private readonly TimeProvider _timeProvider;
    private readonly TimeSpan _longestCall;

    /// <summary>Callers of this process go in turn, and only one of them looks into the file.</summary>
    private readonly SemaphoreSlim _turn = new(1, 1);
    private long? _lastRollCall;
    private DateTimeOffset _recoveredAt;

    /// <param name="file">Where the places are kept.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="longestCall">How long a call may be under way: a place that is not given back is free that much later.</param>
    internal MachinePermits(MachinePermitFile file, TimeProvider timeProvider, TimeSpan longestCall)
    {
        _file = file;
        _timeProvider = timeProvider;
        _longestCall = longestCall;
    }

    /// <summary>Whether calls wait because the file was damaged and what had gone out is not known.</summary>
    internal bool IsRecovering => _timeProvider.GetUtcNow() < _recoveredAt;

    /// <summary>How many calls could go out at once now, as far as this machine is concerned; none while the file cannot be used.</summary>
    internal int PermitsLeft(int limit)
    {
        DateTimeOffset now = _timeProvider.GetUtcNow();
        return Look(content => content.HeldUntil > now ? 0 : Math.Max(0, limit - content.Places.Count));
    }

    /// <summary>About how long a call would wait that asked now.</summary>
    internal TimeSpan ExpectedWait(int limit) => Look(content => Wait(content, limit));

    /// <summary>A place now, or null.</summary>
    /// <exception cref="RestException">The file cannot be used: <see cref="ErrorCode.RateLimitUnavailable"/>.</exception>
    internal Place? TryTake(int limit)
    {
        // Whoever waits is first.
        if (!_turn.Wait(0)) return null;
        try
        {
            return Take(limit, out _);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>A place, as soon as there is one.</summary>
    /// <exception cref="RestException">The file cannot be used: <see cref="ErrorCode.RateLimitUnavailable"/>.</exception>
    internal async Task<Place> TakeAsync(int limit, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (true)
            {
                if (Take(limit, out TimeSpan wait) is { } place) return place;
                await Pause.ForAsync(wait < LongestNap ? wait : LongestNap, _timeProvider, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Nobody on this machine goes before that much time has passed: the service has said so.</summary>
    internal void Hold(TimeSpan duration)
    {
        DateTimeOffset until = _timeProvider.GetUtcNow() + duration;
        Look(content =>
        {
            if (until <= content.HeldUntil) return false;
            content.HeldUntil = until;
            content.Save();
            return true;
        });
    }

    /// <summary>What must not end a call that has been made: a file that cannot be used is reported by who needs the next place.</summary>
    private T? Look<T>(Func<MachinePermitContent, T> use)
    {
        try
        {
            using MachinePermitContent content = Open(_timeProvider.GetUtcNow());
            return use(content);
        }
        catch (RestException unavailable) when (unavailable.ErrorCode == ErrorCode.RateLimitUnavailable)
        {
            return default;
        }
    }

    private Place? Take(int limit, out TimeSpan wait)
    {
        DateTimeOffset now = _timeProvider.GetUtcNow();
        using MachinePermitContent content = Open(now);
        wait = Wait(content, limit);
        if (wait > TimeSpan.Zero)
        {
            CheckOwners(content, now);
            return null;
        }

        var entry = new MachinePermitContent.Entry(Guid.NewGuid(), now, _longestCall + Window, MachinePermitContent.Self);
        content.Places.Add(entry);
        content.Save();
        return new Place(this, entry.Id);
    }

    private MachinePermitContent Open(DateTimeOffset now)
    {
        MachinePermitContent content = _file.Open(now);
        if (content.WasDamaged) _recoveredAt = content.HeldUntil;
        return content;
    }

    private void CheckOwners(MachinePermitContent content, DateTimeOffset now)
    {
        if (_lastRollCall is { } last && _timeProvider.GetElapsedTime(last) < OwnerCheckInterval) return;
        _lastRollCall = _timeProvider.GetTimestamp();
        if (content.ReleasePermitsOfEndedProcesses(now)) content.Save();
    }

    private TimeSpan Wait(MachinePermitContent content, int limit)
    {
        DateTimeOffset now = _timeProvider.GetUtcNow();
        DateTimeOffset free = content.HeldUntil;
        int excess = content.Places.Count + 1 - limit;
        if (excess > 0)
        {
            // The window's end belongs to the window.
            List<DateTimeOffset> ends = content.Places.ConvertAll(place => place.End);
            ends.Sort();
            DateTimeOffset end = ends[excess - 1] + TimeSpan.FromMilliseconds(1);
            if (end > free) free = end;
        }

        return free > now ? free - now : TimeSpan.Zero;
    }

    // A place that cannot be given back is free by itself, later.
    private void Return(Guid id) => Look(content =>
    {
        // Gone when the call took longer than it may, or when somebody has removed the file.
        if (content.Places.RemoveAll(place => place.Id == id) == 0) return false;
        content.Places.Add(new MachinePermitContent.Entry(id, _timeProvider.GetUtcNow(), Window, default));
        content.Save();
        return true;
    });

    /// <summary>The right to send one call. Disposed of when the answer begins, or when it is known that none will come.</summary>
    internal sealed class Place : IDisposable
    {
        private readonly Guid _id;
        private MachinePermits? _budget;

        internal Place(MachinePermits budget, Guid id)
        {
            _budget = budget;
            _id = id;
        }

        /// <inheritdoc/>
        public void Dispose() => Interlocked.Exchange(ref _budget, null)?.Return(_id);
    }
}
