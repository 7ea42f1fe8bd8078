namespace FastTrackFpx.Rest.Tests.Requests;

/// <summary>What the count of permits decides, without waiting.</summary>
public class PermitTests
{
    private readonly TestClock _clock = new();

    [Fact]
    public void A_permit_is_free_a_minute_after_its_response_and_not_before()
    {
        var permits = new MemoryPermits(_clock);
        Permit permit = permits.TryTake(1, out _)!;
        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Null(permits.TryTake(1, out TimeSpan inFlight));
        permit.Complete();
        permit.Complete();

        Assert.Null(permits.TryTake(1, out TimeSpan wait));
        Assert.True(inFlight >= TimeSpan.FromSeconds(60));
        Assert.Equal(TimeSpan.FromMilliseconds(60_001), wait);
        _clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Null(permits.TryTake(1, out wait));
        _clock.Advance(wait);
        Assert.NotNull(permits.TryTake(1, out wait));
        Assert.Equal(TimeSpan.Zero, wait);
        Assert.Null(permits.TryTake(1, out _));
    }

    [Fact]
    public async Task A_permit_that_was_given_back_is_free_at_once_and_found_by_who_waits_within_a_second()
    {
        var permits = new MemoryPermits(_clock);
        Permit permit = permits.TryTake(1, out _)!;
        Task<Permit> waiting = permits.AcquireAsync(1, wider: null, CancellationToken.None);
        permit.Dispose();
        Assert.Equal(1, permits.PermitsLeft(1));
        Assert.Null(permits.TryAcquire(1, wider: null));
        Assert.False(waiting.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull(await waiting.WaitAsync(TimeSpan.FromSeconds(30)));
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
    public void A_fraction_of_a_millisecond_is_waited_for()
    {
        Task pause = Pause.ForAsync(TimeSpan.FromTicks(5), _clock, CancellationToken.None);
        Assert.False(pause.IsCompleted);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(pause.IsCompleted);
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
    public async Task A_lease_counts_for_its_minute_if_it_was_used_and_gives_back_if_it_was_not()
    {
        var permits = new MemoryPermits(_clock);
        using (Permit unused = await permits.AcquireAsync(2, wider: null, CancellationToken.None)) Assert.Equal(1, permits.PermitsLeft(2));
        Assert.Equal(2, permits.PermitsLeft(2));
        using (Permit used = permits.TryAcquire(2, wider: null)!) used.IsUsed = true;
        Assert.Equal(1, permits.PermitsLeft(2));
        _clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(2, permits.PermitsLeft(2));
    }

    [Theory]
    [InlineData(0, 40.001)]
    [InlineData(1, 50.001)]
    [InlineData(2, 100.001)]
    [InlineData(3, 110.001)]
    public void The_wait_ends_with_the_permit_whose_turn_it_is_whole_rounds_included(int ahead, double seconds)
    {
        var permits = new MemoryPermits(_clock);
        permits.TryTake(2, out _)!.Complete();
        _clock.Advance(TimeSpan.FromSeconds(10));
        permits.TryTake(2, out _)!.Complete();
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(TimeSpan.FromSeconds(seconds), permits.ExpectedWait(2, ahead));
    }

    [Fact]
    public void Of_several_limits_the_oldest_permit_is_free_first()
    {
        var permits = new MemoryPermits(_clock);
        for (int i = 0; i < 2; i++) permits.TryTake(3, out _)!.Complete();
        _clock.Advance(TimeSpan.FromSeconds(10));
        permits.TryTake(2, out _)!.Complete();
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(TimeSpan.FromSeconds(40.001), permits.ExpectedWait(3, 0));
    }

    [Fact]
    public async Task Who_waits_is_counted_for_all_limits()
    {
        var permits = new MemoryPermits(_clock);
        permits.Hold(TimeSpan.FromSeconds(30));
        using var stop = new CancellationTokenSource();
        Task[] waiting = [.. new[] { 1, 2, 2 }.Select(limit => permits.AcquireAsync(limit, wider: null, stop.Token))];
        Assert.Equal((1, 2), (permits.WaitingFor(1), permits.WaitingFor(2)));
        await stop.CancelAsync();
        foreach (Task one in waiting) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        Assert.Equal((0, 0), (permits.WaitingFor(1), permits.WaitingFor(2)));
    }

    [Fact]
    public async Task A_wider_count_holds_too_and_gives_no_permit_of_the_process_away()
    {
        _clock.MovesOn = true;
        var process = new MemoryPermits(_clock);
        var wider = new WiderPermits { Left = 3, Refusals = 2 };

        Assert.Equal((3, TimeSpan.FromSeconds(60)), (process.PermitsLeft(5, wider), process.ExpectedWait(5, wider)));
        Assert.Null(process.TryAcquire(5, wider));
        Assert.Equal(5, process.PermitsLeft(5));
        Permit permit = await process.AcquireAsync(5, wider, CancellationToken.None);

        // Others may give permits back at any moment.
        Assert.Equal([TimeSpan.FromSeconds(1)], _clock.Pauses);
        Assert.Equal(4, process.PermitsLeft(5));
        process.Hold(TimeSpan.FromSeconds(7), wider);
        Assert.Equal((TimeSpan.FromSeconds(7), 0), (wider.Held, process.PermitsLeft(5)));
        process.Hold(TimeSpan.FromSeconds(90));
        Assert.Equal(TimeSpan.FromSeconds(90), process.ExpectedWait(5, wider));
        permit.Complete();
        Assert.Equal([true], wider.Returned);
    }

    /// <summary>Permits that others share: refuses a few times, and always asks to wait a minute.</summary>
    private sealed class WiderPermits : IPermitStore
    {
        internal int Left { get; init; }
        internal int Refusals { get; set; }
        internal TimeSpan Held { get; private set; }
        internal List<bool> Returned { get; } = [];
        public string WaitCause => "others";

        public Permit? TryTake(int limit, out TimeSpan wait)
        {
            wait = TimeSpan.FromSeconds(60);
            return Refusals-- > 0 ? null : new Permit(this, limit);
        }

        public void Return(Permit permit) => Returned.Add(permit.IsUsed);

        public int PermitsLeft(int limit) => Left;

        public TimeSpan ExpectedWait(int limit, int ahead) => TimeSpan.FromSeconds(60);

        public void Hold(TimeSpan duration) => Held = duration;
    }
}

/// <summary>What a request does with a permit whose response begins.</summary>
internal static class UsedPermit
{
    internal static void Complete(this Permit permit)
    {
        permit.IsUsed = true;
        permit.Dispose();
    }
}
