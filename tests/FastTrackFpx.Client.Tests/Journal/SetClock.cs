using System;

namespace FastTrackFpx.Client.Tests.Journal;

/// <summary>A clock that stands where it is set.</summary>
internal sealed class SetClock(DateTimeOffset now) : TimeProvider
{
    internal DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
