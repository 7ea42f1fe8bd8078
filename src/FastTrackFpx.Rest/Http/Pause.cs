namespace FastTrackFpx.Rest.Http;

/// <summary>A delay on a clock that tests may bring.</summary>
internal static class Pause
{
    /// <summary>Waits whole milliseconds, rounded up: the runtime drops a fraction, and a caller would come back too early and find nothing changed.</summary>
    internal static Task ForAsync(TimeSpan time, TimeProvider clock, CancellationToken cancellationToken)
    {
        var rounded = TimeSpan.FromMilliseconds(Math.Ceiling(time.TotalMilliseconds));
#if NET
        return Task.Delay(rounded, clock, cancellationToken);
#else
        return clock.Delay(rounded, cancellationToken);
#endif
    }
}
