using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using FastTrackFpx.Client.Changes;

namespace FastTrackFpx.Client.Http;

/// <summary>
/// The calls that all processes of this machine and user made lately under one identity: the promise of <see cref="SendLog"/> for several
/// processes together. Each place is a line in a file they share, with the time at which it is free again even if nobody gives it back: a
/// process that dies leaves nothing behind that others would have to clean up.
/// </summary>
/// <remarks>
/// Times are UTC, the only clock that processes share. A clock that is set forward frees places too early; each process's own log, which goes
/// by a clock that is never set, still holds then.
/// </remarks>
internal sealed class MachineBudget
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    /// <summary>Others may give places back, or take them, before the moment we reckon with.</summary>
    private static readonly TimeSpan LongestNap = TimeSpan.FromSeconds(5);

    private readonly MachineBudgetFile _file;
    private readonly TimeProvider _timeProvider;
    private readonly TimeSpan _longestCall;

    /// <summary>Callers of this process go in turn, and only one of them looks into the file.</summary>
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <param name="file">Where the places are kept.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="longestCall">How long a call may be under way: a place that is not given back is free that much later.</param>
    internal MachineBudget(MachineBudgetFile file, TimeProvider timeProvider, TimeSpan longestCall)
    {
        _file = file;
        _timeProvider = timeProvider;
        _longestCall = longestCall;
    }

    /// <summary>How many calls could go out at once now, as far as this machine is concerned; none while the file cannot be used.</summary>
    internal int PlacesLeft(int limit)
    {
        DateTimeOffset now = _timeProvider.GetUtcNow();
        return Look(content => content.HeldUntil > now ? 0 : Math.Max(0, limit - content.Places.Count));
    }

    /// <summary>About how long a call would wait that asked now.</summary>
    internal TimeSpan ExpectedWait(int limit) => Look(content => Wait(content, limit));

    /// <summary>A place now, or null.</summary>
    /// <exception cref="FpxException">The file cannot be used: <see cref="FpxErrorCode.RateLimitUnavailable"/>.</exception>
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
    /// <exception cref="FpxException">The file cannot be used: <see cref="FpxErrorCode.RateLimitUnavailable"/>.</exception>
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
    private T? Look<T>(Func<MachineBudgetFile.Content, T> use)
    {
        try
        {
            using MachineBudgetFile.Content content = _file.Open(_timeProvider.GetUtcNow());
            return use(content);
        }
        catch (FpxException unavailable) when (unavailable.ErrorCode == FpxErrorCode.RateLimitUnavailable)
        {
            return default;
        }
    }

    private Place? Take(int limit, out TimeSpan wait)
    {
        DateTimeOffset now = _timeProvider.GetUtcNow();
        using MachineBudgetFile.Content content = _file.Open(now);
        wait = Wait(content, limit);
        if (wait > TimeSpan.Zero) return null;
        var entry = new MachineBudgetFile.Entry(Guid.NewGuid(), now, _longestCall + Window);
        content.Places.Add(entry);
        content.Save();
        return new Place(this, entry.Id);
    }

    private TimeSpan Wait(MachineBudgetFile.Content content, int limit)
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
        content.Places.Add(new MachineBudgetFile.Entry(id, _timeProvider.GetUtcNow(), Window));
        content.Save();
        return true;
    });

    /// <summary>The right to send one call. Disposed of when the answer begins, or when it is known that none will come.</summary>
    internal sealed class Place : IDisposable
    {
        private readonly Guid _id;
        private MachineBudget? _budget;

        internal Place(MachineBudget budget, Guid id)
        {
            _budget = budget;
            _id = id;
        }

        /// <inheritdoc/>
        public void Dispose() => Interlocked.Exchange(ref _budget, null)?.Return(_id);
    }
}
