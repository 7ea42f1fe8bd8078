using FastTrackFpx.Rest.Http;
using FastTrackFpx.Tests.Shared;

namespace FastTrackFpx.Rest.Tests.Requests;

/// <summary>What the count of permits decides, without waiting.</summary>
public class PermitTests
{
    private readonly TestClock _clock = new();

    [Fact]
    public void A_permit_is_free_a_minute_after_its_response_and_not_before()
    {
        var permits = new MemoryPermits(_clock);
        IPermit permit = permits.TryTake(1, out _)!;
        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Null(permits.TryTake(1, out TimeSpan inFlight));
        permit.Complete();
        permit.Complete();
        permit.GiveBack();

        Assert.Null(permits.TryTake(1, out TimeSpan wait));
        Assert.True(inFlight >= TimeSpan.FromSeconds(60));
        Assert.Equal(TimeSpan.FromMilliseconds(60_001), wait);
        _clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Null(permits.TryTake(1, out wait));
        _clock.Advance(wait);
        Assert.NotNull(permits.TryTake(1, out wait));
        Assert.Equal(TimeSpan.Zero, wait);
    }

    [Fact]
    public void A_permit_that_was_given_back_is_free_at_once_and_wakes_who_waits()
    {
        var permits = new MemoryPermits(_clock);
        IPermit permit = permits.TryTake(1, out _)!;
        Task given = permits.GivenBack;
        Assert.False(given.IsCompleted);

        permit.GiveBack();

        Assert.True(given.IsCompleted);
        Assert.NotNull(permits.TryTake(1, out _));
    }

    [Theory]
    [InlineData(0, 60_001)]
    [InlineData(1, 60_001)]
    [InlineData(2, 120_001)]
    public void The_wait_counts_those_ahead(int ahead, int milliseconds)
    {
        var permits = new MemoryPermits(_clock);
        for (int i = 0; i < 2; i++) permits.TryTake(2, out _)!.Complete();

        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), permits.ExpectedWait(2, ahead));
    }

    [Fact]
    public void A_hold_stops_all_and_a_shorter_one_does_not_shorten_it()
    {
        var permits = new MemoryPermits(_clock);
        permits.Hold(TimeSpan.FromSeconds(9));
        permits.Hold(TimeSpan.FromSeconds(3));

        Assert.Null(permits.TryTake(600, out TimeSpan wait));
        Assert.Equal((TimeSpan.FromSeconds(9), 0), (wait, permits.PermitsLeft(600)));
        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(600, permits.PermitsLeft(600));
        Assert.NotNull(permits.TryTake(600, out _));
    }

    [Fact]
    public void Small_and_large_limits_share_one_count_without_holding_each_other_up()
    {
        var permits = new MemoryPermits(_clock);
        for (int i = 0; i < 5; i++) permits.TryTake(6, out _)!.Complete();
        Assert.Equal((1, 1), (permits.PermitsLeft(6), permits.PermitsLeft(2)));

        permits.TryTake(2, out _)!.Complete();

        Assert.Null(permits.TryTake(6, out _));
        Assert.Null(permits.TryTake(2, out _));
        _clock.Advance(TimeSpan.FromMilliseconds(60_001));
        Assert.Equal((6, 2), (permits.PermitsLeft(6), permits.PermitsLeft(2)));
    }

    [Fact]
    public async Task A_lease_counts_if_it_was_used_and_gives_back_if_it_was_not()
    {
        using var limiter = new PermitLimiter(new MemoryPermits(_clock), 2, _clock);
        using (var unused = (PermitLease)await limiter.AcquireAsync()) Assert.Equal(1, limiter.PermitsLeft);
        Assert.Equal(2, limiter.PermitsLeft);
        using (var used = (PermitLease)limiter.AttemptAcquire()) used.IsUsed = true;

        Assert.Equal(1, limiter.PermitsLeft);
        Assert.Equal(2, limiter.GetStatistics().TotalSuccessfulLeases);
    }
}
