using FsCheck;
using FsCheck.Fluent;

namespace FastTrackFpx.Client.Tests.Http;

public class MemoryPermitsTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);

    [Fact]
    public void No_sixty_seconds_see_more_calls_than_allowed_however_they_are_laid()
    {
        Prop.ForAll(
            Gen.Choose(1, 8).SelectMany(limit => Gen.Choose(0, 40_000).ListOf(30).Select(pauses => (limit, pauses))).ToArbitrary(),
            scenario => MostInAnyMinute(scenario.limit, [.. scenario.pauses]) <= scenario.limit).QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task Calls_go_in_the_order_in_which_they_asked()
    {
        var clock = new TestClock();
        var log = new MemoryPermits(clock);
        log.TryTake(1)!.Complete();
        var order = new List<int>();
        Task[] waiting = [.. Enumerable.Range(0, 5).Select(n => GoAsync(log, () => order.Add(n)))];

        foreach (Task next in waiting)
        {
            while (!next.IsCompleted)
            {
                await Task.WhenAny(clock.UntilSomebodyWaitsAsync(Minute), next);
                // No time passes while one has taken its permit and has not completed it.
                if (log.WaitingFor(1) == waiting.Count(task => !task.IsCompleted)) clock.AdvanceToNextTimer();
                else await Task.Yield();
            }
        }

        Assert.Equal([0, 1, 2, 3, 4], order);
        Assert.InRange(clock.Now - new TestClock().Now, Minute * 5, (Minute * 5) + TimeSpan.FromSeconds(1));
    }

    private static int MostInAnyMinute(int limit, int[] pauses)
    {
        var clock = new TestClock();
        var log = new MemoryPermits(clock);
        var sent = new List<DateTimeOffset>();
        foreach (int pause in pauses)
        {
            clock.Advance(TimeSpan.FromMilliseconds(pause % 7000));
            Permit? place;
            while ((place = log.TryTake(limit)) is null) clock.Advance(log.ExpectedWait(limit) + TimeSpan.FromMilliseconds(1));
            sent.Add(clock.Now);
            // The answer begins later than the call goes out, up to some seconds.
            clock.Advance(TimeSpan.FromMilliseconds(pause % 3000));
            place.Complete();
        }

        return sent.Max(from => sent.Count(time => time >= from && time < from + Minute));
    }

    private static async Task GoAsync(MemoryPermits permits, Action went)
    {
        using Permit permit = await permits.AcquireAsync(1, wider: null, CancellationToken.None);
        permit.IsUsed = true;
        went();
    }
}

/// <summary>Permits as most tests take them.</summary>
internal static class PermitStoreExtensions
{
    internal static Permit? TryTake(this IPermitStore permits, int limit) => permits.TryTake(limit, out _);

    internal static void Complete(this Permit permit)
    {
        permit.IsUsed = true;
        permit.Dispose();
    }

    internal static TimeSpan ExpectedWait(this IPermitStore permits, int limit) => permits.ExpectedWait(limit, ahead: 0);
}
