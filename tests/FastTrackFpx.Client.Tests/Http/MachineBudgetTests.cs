using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using FastTrackFpx.Client.Connection;
using FastTrackFpx.Client.Http;
using FastTrackFpx.Client.Tests.Bench;
using FastTrackFpx.Client.Tests.Journal;

namespace FastTrackFpx.Client.Tests.Http;

public sealed class MachineBudgetTests : IDisposable
{
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(100);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeClock _clock = new(DateTimeOffset.UtcNow);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Budgets_of_one_identity_keep_to_one_limit_and_others_have_their_own()
    {
        MachineBudget one = Budget(), two = Budget();
        for (int i = 0; i < 3; i++) one.TryTake(5)!.Dispose();

        Assert.Equal(2, two.PlacesLeft(5));
        Assert.NotNull(two.TryTake(5));
        Assert.NotNull(one.TryTake(5));
        Assert.Null(one.TryTake(5));
        Assert.NotNull(Budget("another").TryTake(5));
    }

    [Fact]
    public void A_place_comes_back_sixty_seconds_after_the_answer()
    {
        MachineBudget.Place place = Budget().TryTake(1)!;
        _clock.Advance(TimeSpan.FromSeconds(90));
        place.Dispose();

        _clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Null(Budget().TryTake(1));
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.NotNull(Budget().TryTake(1));
    }

    [Fact]
    public void A_place_that_nobody_gives_back_is_free_when_its_call_must_be_over()
    {
        Assert.NotNull(Budget().TryTake(1));

        _clock.Advance(LongestCall + TimeSpan.FromSeconds(60));
        Assert.Null(Budget().TryTake(1));
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.NotNull(Budget().TryTake(1));
    }

    [Fact]
    public void A_clock_that_is_set_back_blocks_for_no_longer_than_a_new_call_would()
    {
        Budget().TryTake(1)!.Dispose();
        var earlier = new FakeClock(_clock.Now - TimeSpan.FromHours(5));

        Assert.InRange(Budget(time: earlier).ExpectedWait(1), TimeSpan.FromSeconds(59), TimeSpan.FromSeconds(61));
    }

    [Fact]
    public void All_wait_when_the_service_has_told_one_to()
    {
        Budget().Hold(TimeSpan.FromSeconds(7));

        Assert.Equal(TimeSpan.FromSeconds(7), Budget().ExpectedWait(600));
        Assert.Null(Budget().TryTake(600));
        _clock.Advance(TimeSpan.FromSeconds(7));
        Assert.NotNull(Budget().TryTake(600));
    }

    [Fact]
    public async Task Waiting_ends_with_a_place_or_with_the_callers_patience()
    {
        MachineBudget budget = Budget();
        budget.TryTake(1)!.Dispose();
        using var stop = new CancellationTokenSource();
        Task<MachineBudget.Place> impatient = budget.TakeAsync(1, stop.Token);
        stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);

        Task<MachineBudget.Place> patient = budget.TakeAsync(1, CancellationToken.None);
        while (!patient.IsCompleted)
        {
            Task armed = _clock.UntilSomebodyWaitsAsync(TimeSpan.FromSeconds(5));
            if (await Task.WhenAny(armed, patient) == armed) _clock.AdvanceToNextTimer();
        }

        await patient;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(4000)]
    public void A_damaged_file_is_as_good_as_a_new_one(int length)
    {
        MachineBudget budget = Budget();
        Assert.NotNull(budget.TryTake(1));
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        File.WriteAllBytes(Directory.GetFiles(_folder.Path).Single(), bytes);

        Assert.NotNull(budget.TryTake(1));
        Assert.Null(budget.TryTake(1));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_used_is_an_error_of_its_own()
    {
        string file = Path.Combine(_folder.Path, "file");
        Directory.CreateDirectory(_folder.Path);
        await File.WriteAllTextAsync(file, "not a folder");

        Assert.Equal(FpxErrorCode.RateLimitUnavailable, Assert.Throws<FpxException>(() => MachineBudgetFile.In(Path.Combine(file, "below"), "x")).ErrorCode);
    }

    [Fact]
    public async Task Sessions_of_a_machine_count_each_others_calls()
    {
        await using OddServer server = await OddServer.StartAsync();
        using X509Certificate2 certificate = TestAuthority.Shared.Client();
        void Share(FpxClientOptions options)
        {
            options.Certificate = FpxCertificate.FromCertificate(certificate, TimeProvider.System);
            (options.RateLimitScope, options.RateLimitFolder, options.TimeProvider) = (FpxRateLimitScope.Machine, _folder.Path, new FakeClock(_clock.Now));
        }

        // Clocks of their own: as far from each other as two processes.
        FpxClient one = server.Connect(Share), two = server.Connect(Share);

        await one.CheckAsync(CancellationToken.None);
        await one.CheckAsync(CancellationToken.None);

        Assert.Equal(598, two.Statistics.CallsLeft);
    }

    [Fact]
    public async Task Two_processes_keep_to_one_limit_and_one_that_is_killed_holds_up_nobody()
    {
        const int limit = 60;
        using Process one = Start(limit), two = Start(limit);
        try
        {
            foreach (Process process in new[] { one, two }) Assert.Equal("ready", await process.StandardOutput.ReadLineAsync());
            foreach (Process process in new[] { one, two }) await process.StandardInput.WriteLineAsync("go");
            var taken = new List<int>();
            foreach (Process process in new[] { one, two }) taken.Add(int.Parse((await process.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture));

            Assert.Equal(limit, taken.Sum());
            one.Kill();
            await one.WaitForExitAsync();

            var later = new FakeClock(DateTimeOffset.UtcNow + LongestCall + TimeSpan.FromSeconds(61));
            MachineBudget other = Budget("processes", later);
            Assert.Equal(limit, Enumerable.Range(0, 2 * limit).Count(_ => other.TryTake(limit) is not null));
        }
        finally
        {
            foreach (Process process in new[] { one, two }) if (!process.HasExited) process.Kill();
        }
    }

    /// <summary>In a process of its own: takes what there is, gives every other place back, says how many it had, and waits to be killed.</summary>
    internal static async Task TakeAllAsync(string folder, int limit)
    {
        var budget = new MachineBudget(MachineBudgetFile.In(folder, "processes"), TimeProvider.System, LongestCall);
        Console.WriteLine("ready");
        await Console.In.ReadLineAsync();
        int taken = 0;
        while (budget.TryTake(limit) is { } place)
        {
            if (++taken % 2 == 0) place.Dispose();
        }

        Console.WriteLine(taken);
        await Console.In.ReadToEndAsync();
    }

    private MachineBudget Budget(string identity = "one", TimeProvider? time = null) =>
        new(MachineBudgetFile.In(_folder.Path, identity), time ?? _clock, LongestCall);

    private Process Start(int limit)
    {
        string assembly = typeof(Program).Assembly.Location;
        string[] arguments =
        [
            "exec", "--runtimeconfig", Path.ChangeExtension(assembly, ".runtimeconfig.json"), "--depsfile", Path.ChangeExtension(assembly, ".deps.json"),
            assembly, "calls", _folder.Path, limit.ToString(CultureInfo.InvariantCulture),
        ];
        return Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
    }
}
