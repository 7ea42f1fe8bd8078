namespace FastTrackFpx.Client.Tests.Http;

/// <summary>Real processes under one limit of their machine.</summary>
[Trait("Category", "Slow")]
public sealed class MachineProcessesTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_a_killed_process_held_is_free_little_more_than_a_minute_after_it_is_missed()
    {
        const int Limit = 60;
        using ChildProcess one = CallingProcess.Taking(_folder.Path, Limit), two = CallingProcess.Taking(_folder.Path, Limit);
        foreach (ChildProcess process in new[] { one, two }) await process.ReadLineAsync();
        foreach (ChildProcess process in new[] { one, two }) await process.WriteLineAsync("go");
        var taken = new List<int>();
        foreach (ChildProcess process in new[] { one, two }) taken.Add(int.Parse((await process.ReadLineAsync())!, CultureInfo.InvariantCulture));
        Assert.Equal(Limit, taken.Sum());
        await one.KillAsync();
        await two.KillAsync();
        var clock = new TestClock(DateTimeOffset.UtcNow);
        var budget = new FilePermits(_folder.Path, CallingProcess.Service, clock, CallingProcess.LongestCall);
        Assert.Null(budget.TryTake(Limit));
        clock.Advance(TimeSpan.FromSeconds(70) + TimeSpan.FromMilliseconds(1));
        Assert.Equal(Limit, Enumerable.Range(0, 2 * Limit).Count(_ => budget.TryTake(Limit) is not null));
    }

    [Fact]
    public async Task Two_processes_keep_to_one_limit_and_when_one_is_killed_the_other_has_all_of_it()
    {
        const int Limit = 60, Factor = 40;
        DateTimeOffset start = DateTimeOffset.UtcNow;
        var clock = TestClock.RunsFast(Factor, start);
        await using SandboxSession session = await SandboxSession.StartAsync(options =>
        {
            (options.TimeProvider, options.RequestsPerMinute) = (clock, Limit);
            options.Readings["F67"] = "sliding";
        });
        SandboxService service = session.Service;
        string other = Path.Combine(_folder.Path, "other.pfx");
        Directory.CreateDirectory(_folder.Path);
        await File.WriteAllBytesAsync(other, service.Certificates.IssuePfx(CertificateKind.Client));
        string limits = Path.Combine(_folder.Path, "limits");
        using ChildProcess one = CallingProcess.Calling(service, service.Certificates.ClientCertificatePath, limits, Limit, Factor, start);
        using ChildProcess two = CallingProcess.Calling(service, other, limits, Limit, Factor, start);
        string survivor = (await one.ReadLineAsync())!;
        await two.ReadLineAsync();
        foreach (ChildProcess process in new[] { one, two }) await process.WriteLineAsync("go");

        await Task.WhenAll(AnswersAsync(one, Limit), AnswersAsync(two, Limit));
        await two.KillAsync();
        DateTimeOffset killed = clock.GetUtcNow();
        int before = service.Log.Count();
        await AnswersAsync(one, 3 * Limit);

        IReadOnlyList<LoggedRequest> calls = service.Log.Entries;
        int most = service.Log.MostInAnyMinute();
        LoggedRequest[] after = [.. calls.Where(call => call.Time > killed + TimeSpan.FromSeconds(1))];
        int mostAfter = after.Max(call => after.Count(other => other.Time >= call.Time && other.Time < call.Time + TimeSpan.FromMinutes(1)));
        int share = calls.Take(before).Count(call => call.Query.Contains(survivor, StringComparison.Ordinal));
        output.WriteLine($"{calls.Count} calls, at most {most} in any minute of {Limit}; the survivor made {share} of {before} before the kill, and afterwards up to {mostAfter} in a minute");
        Assert.InRange(most, 1, Limit);
        Assert.InRange(mostAfter, Limit * 95 / 100, Limit);
        Assert.All(after, call => Assert.Contains(survivor, call.Query));
        Assert.InRange(share, before / 4, before * 3 / 4);
        Assert.DoesNotContain(calls, call => call.Status == 429);
    }

    private static async Task AnswersAsync(ChildProcess process, int count)
    {
        for (int answers = 0; answers < count; answers++) Assert.Equal("200", await process.ReadLineAsync());
    }
}
