namespace FastTrackFpx.Rest.Http;

/// <summary>A delay on a clock that tests may bring.</summary>
internal static class Pause
{
    internal static Task ForAsync(TimeSpan time, TimeProvider clock, CancellationToken cancellationToken) =>
#if NET
        Task.Delay(time, clock, cancellationToken);
#else
        clock.Delay(time, cancellationToken);
#endif
}
