namespace FastTrackFpx.Client.Tests.Http;

/// <summary>Real processes under one limit of their machine.</summary>
[Trait("Category", "Slow")]
public sealed class MachineProcessesTests : FolderTest
{
    private const int Limit = 60;

    [Fact]
    public async Task What_a_killed_process_held_is_free_little_more_than_a_minute_after_it_is_missed()
    {
        using ChildProcess one = ChildProcess.Start("take", Folder.Path), two = ChildProcess.Start("take", Folder.Path);
        foreach (ChildProcess process in new[] { one, two }) await process.ReadLineAsync();
        foreach (ChildProcess process in new[] { one, two }) await process.WriteLineAsync("go");
        var taken = new List<int>();
        foreach (ChildProcess process in new[] { one, two }) taken.Add(int.Parse((await process.ReadLineAsync())!, CultureInfo.InvariantCulture));
        Assert.Equal(Limit, taken.Sum());
        await one.KillAsync();
        await two.KillAsync();
        var clock = new TestClock(DateTimeOffset.UtcNow);
        FilePermits budget = Budget(Folder.Path, clock);
        Assert.Null(budget.TryTake(Limit));
        clock.Advance(TimeSpan.FromSeconds(70) + TimeSpan.FromMilliseconds(1));
        Assert.Equal(Limit, Enumerable.Range(0, 2 * Limit).Count(_ => budget.TryTake(Limit) is not null));
    }

    /// <summary>What each process does: takes permits until none is left, completes every other one, says how many it had, and waits to be killed.</summary>
    internal static async Task TakeAsync(string folder)
    {
        FilePermits budget = Budget(folder, TimeProvider.System);
        Console.WriteLine("ready");
        await Console.In.ReadLineAsync();
        int taken = 0;
        while (budget.TryTake(Limit) is { } place)
        {
            if (++taken % 2 == 0) place.Complete();
        }

        Console.WriteLine(taken);
        await Console.In.ReadToEndAsync();
    }

    private static FilePermits Budget(string folder, TimeProvider clock) => new(folder, "processes", clock, TimeSpan.FromSeconds(100));
}
