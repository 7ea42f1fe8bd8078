using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.Store.Tests.Redis;

/// <summary>One limit for all machines.</summary>
[Trait("Category", "Slow")]
public sealed class RedisPermitsTests
{
    private static readonly TimeSpan LongestAttempt = TimeSpan.FromSeconds(100);

    [Fact]
    public void Machines_never_have_more_permits_together_than_the_limit()
    {
        using var server = new RedisServer();
        using RedisPermits one = Permits(server), other = Permits(server);

        List<Permit> taken = [.. Enumerable.Range(0, 40).Select(number => (number % 2 == 0 ? one : other).TryTake(25, out _)).OfType<Permit>()];

        Assert.Equal(25, taken.Count);
        Assert.Null(one.TryTake(25, out TimeSpan wait));
        Assert.InRange(wait, TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(161));
        // Commands of one connection are carried out in order.
        taken[0].Dispose();
        Assert.NotNull(one.TryTake(25, out _));
        taken[1].IsUsed = true;
        taken[1].Dispose();
        Assert.Null(other.TryTake(25, out wait));
        // The completed one is free first, a minute after its response.
        Assert.InRange(wait, TimeSpan.FromSeconds(55), TimeSpan.FromSeconds(61));
        Assert.InRange(one.ExpectedWait(25, ahead: 25), TimeSpan.FromSeconds(110), TimeSpan.FromSeconds(240));
    }

    [Fact]
    public void A_small_limit_does_not_hold_up_a_large_one_and_both_stay_within_the_large_one()
    {
        using var server = new RedisServer();
        using RedisPermits permits = Permits(server);
        Assert.Equal(2, Enumerable.Range(0, 5).Count(_ => permits.TryTake(2, out TimeSpan _) is not null));
        Assert.Equal(8, permits.PermitsLeft(10));
        Assert.Equal(8, Enumerable.Range(0, 20).Count(_ => permits.TryTake(10, out TimeSpan _) is not null));
        Assert.Equal(0, permits.PermitsLeft(2));
    }

    [Fact]
    public void Services_do_not_share_and_a_pause_is_shared()
    {
        using var server = new RedisServer();
        using RedisPermits one = Permits(server), other = Permits(server), another = Permits(server, "https://another");
        one.Hold(TimeSpan.FromSeconds(30));
        Assert.Null(one.TryTake(10, out TimeSpan wait));
        Assert.InRange(wait, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(31));
        Assert.Null(other.TryTake(10, out _));
        Assert.NotNull(another.TryTake(10, out _));
    }

    [Fact]
    public void A_server_that_is_away_is_waited_for_and_then_an_error()
    {
        var server = new RedisServer();
        var clock = new TestClock();
        using var permits = new RedisPermits(server.Connection, "https://service", clock, LongestAttempt);
        Assert.NotNull(permits.TryTake(10, out _));
        server.Stop();
        Assert.Null(permits.TryTake(10, out TimeSpan wait));
        Assert.Equal(TimeSpan.FromSeconds(1), wait);
        Assert.Contains("does not respond", permits.WaitCause, StringComparison.Ordinal);
        clock.Advance(RedisPermits.Patience - TimeSpan.FromSeconds(1));
        Assert.Null(permits.TryTake(10, out _));
        clock.Advance(TimeSpan.FromSeconds(1));
        RestException error = Assert.Throws<RestException>(() => permits.TryTake(10, out _));
        Assert.Equal(FpxErrorCode.RateLimitUnavailable, error.ErrorCode);
        Assert.Contains(server.Connection, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_machines_keep_one_limit_by_the_log_of_the_service() => await RunAsync(limit: 30, TimeSpan.Zero);

    [LongFact, Trait("Category", "Slow")]
    public async Task Two_machines_keep_one_limit_for_more_than_two_minutes() => await RunAsync(limit: 60, TimeSpan.FromSeconds(130));

    /// <summary>Two clients that share nothing but the server: each has a clock of its own, by which the permits of a process are kept apart.</summary>
    private static async Task RunAsync(int limit, TimeSpan duration)
    {
        using var server = new RedisServer();
        await using StoreBench bench = await StoreBench.StartAsync(options =>
        {
            options.Tenants = 1;
            options.Readings["F67"] = "sliding";
        });
        using var end = new CancellationTokenSource();
        FpxClient[] machines = [.. Enumerable.Range(0, 2).Select(_ => bench.Connect(new OwnClock(), options =>
            (options.RequestsPerMinute, options.RateLimitScope, options.RedisConnection) = (limit, RateLimitScope.Redis, server.Connection)))];
        Task[] running = [.. machines.SelectMany(machine => Enumerable.Range(0, 4).Select(_ => CallAsync(machine, end.Token)))];
        using RedisPermits permits = Permits(server, bench.Service.BaseUri.GetLeftPart(UriPartial.Authority));
        while (permits.PermitsLeft(limit) > 0) await Task.WhenAny(Task.WhenAll(running), Task.Delay(10));
        await Task.Delay(duration);
        await end.CancelAsync();
        await Task.WhenAll(running);

        Assert.InRange(bench.Service.Log.MostInAnyMinute(), limit - 8, limit);
        if (duration > TimeSpan.Zero) Assert.InRange(bench.Service.Log.Entries.Count, 2 * limit, 4 * limit);
    }

    private static async Task CallAsync(FpxClient client, CancellationToken end)
    {
        try
        {
            while (true) await client.GetAsync("timeZones", RawResponse.Read, end);
        }
        catch (OperationCanceledException)
        {
            // The end of the test.
        }
    }

    private sealed class OwnClock : TimeProvider;

    [Theory]
    [InlineData("Redis", null)]
    [InlineData("Process", "127.0.0.1:1")]
    public async Task The_scope_and_the_server_belong_together(string scope, string? server)
    {
        await using StoreBench bench = await StoreBench.StartAsync(options => options.Tenants = 1);
        (string? Name, object? Value)[] parameters = [("SandboxPath", bench.Service.StateFolder), ("RateLimitScope", scope)];
        SessionResult result = bench.Session.Run("Connect-FpxService", server is null ? parameters : [.. parameters, ("RedisConnection", server)]);
        Assert.StartsWith(FpxErrorCode.InvalidInput + ",", result.TerminatingError!.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    private static RedisPermits Permits(RedisServer server, string service = "https://service") => new(server.Connection, service, TimeProvider.System, LongestAttempt);
}
