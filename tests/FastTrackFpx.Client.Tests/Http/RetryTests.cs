namespace FastTrackFpx.Client.Tests.Http;

public class RetryTests
{
    [Theory]
    [InlineData(2, "-5", "NaN", "Infinity", "-Infinity", "soon", "1e9", "", "Fri, 31 Feb 2026 08:00:00 GMT")]
    [InlineData(0, "0", "Sun, 04 Jan 2026 08:00:00 GMT")]
    public async Task A_wait_that_means_nothing_is_none_and_one_that_is_over_is_not_waited_for(int mostSeconds, params string[] values)
    {
        foreach (string retryAfter in values)
        {
            await using OddServer server = await OddServer.StartAsync();
            server.Answer = context =>
            {
                context.Response.Headers.RetryAfter = retryAfter;
                return OddServer.JsonAsync(context, "[]", server.Requests.Count == 1 ? 503 : 200);
            };
            var clock = new TestClock();
            var observed = new Observed(clock);
            FpxClient client = server.Connect(options => (options.TimeProvider, options.MaxRetryCount) = (clock, 7)).ObservedBy(observed);

            await client.SendAsync(new RawRequest { Path = "timeZones" }, CancellationToken.None);

            Assert.Equal(2, server.Requests.Count);
            if (mostSeconds == 0) Assert.Equal(new TestClock().Now, clock.Now);
            else Assert.Equal("retry", Assert.Single(observed.Waits).Reason);
            Assert.All(observed.Waits, wait => Assert.InRange(wait.Duration, TimeSpan.Zero, TimeSpan.FromSeconds(mostSeconds)));
        }
    }

    [Fact]
    public async Task Waiting_for_the_limiter_counts_for_no_timeout()
    {
        await using OddServer server = await OddServer.StartAsync();
        var clock = new TestClock();
        FpxClient client = server.Connect(options =>
        {
            options.TimeProvider = clock;
            options.RequestsPerMinute = 1;
            options.TotalTimeout = TimeSpan.FromSeconds(20);
        }).ObservedBy(new Observed(clock));
        await client.SendAsync(new RawRequest { Path = "timeZones" }, CancellationToken.None);

        await client.SendAsync(new RawRequest { Path = "timeZones" }, CancellationToken.None);

        Assert.Equal(2, server.Requests.Count);
        Assert.InRange(client.Rest.Exchange.Waited, TimeSpan.FromSeconds(59), TimeSpan.FromSeconds(61));
    }

    [Fact]
    public async Task When_a_break_is_over_one_call_sees_how_things_are_and_the_others_wait_for_it()
    {
        await using OddServer server = await OddServer.StartAsync(context => OddServer.JsonAsync(context, "{}", 500));
        var clock = new TestClock();
        FpxClient failing = server.Connect(options => options.TimeProvider = clock);
        FpxClient client = server.Connect(options => (options.TimeProvider, options.MaxRetryCount) = (clock, 7));
        for (int i = 0; i < 40; i++) await Assert.ThrowsAnyAsync<RequestException>(() => failing.SendAsync(new RawRequest { Path = "timeZones" }, CancellationToken.None));
        int before = server.Requests.Count;
        var probed = new TaskCompletionSource();
        server.Answer = async context =>
        {
            await probed.Task;
            await OddServer.JsonAsync(context, "[]");
        };
        clock.Advance(TimeSpan.FromSeconds(16));

        Task<RawResponse>[] calls = [.. Enumerable.Range(0, 20).Select(_ => client.SendAsync(new RawRequest { Path = "timeZones" }, CancellationToken.None))];
        while (server.Requests.Count == before) await Task.Yield();
        Assert.Equal(before + 1, server.Requests.Count);
        probed.SetResult();
        // The clock stands still until the probe has its response, which takes real time: otherwise its time could run out.
        await Task.WhenAny(calls);
        Task all = Task.WhenAll(calls);
        while (await Task.WhenAny(all, clock.UntilSomebodyWaitsAsync(TimeSpan.FromSeconds(2))) != all) clock.Advance(TimeSpan.FromSeconds(1));
        await all;

        Assert.Equal(before + 20, server.Requests.Count);
    }

    [Fact]
    public async Task Every_try_is_reported_with_its_number()
    {
        await using OddServer server = await OddServer.StartAsync();
        server.Answer = context =>
        {
            context.Response.Headers["x-correlation-id"] = "id-" + server.Requests.Count;
            return OddServer.JsonAsync(context, "[]", server.Requests.Count == 1 ? 502 : 200);
        };
        var clock = new TestClock();
        var observed = new Observed(clock);
        FpxClient client = server.Connect(options => (options.TimeProvider, options.MaxRetryCount) = (clock, 2)).ObservedBy(observed);

        await client.SendAsync(new RawRequest { Path = "timeZones" }, CancellationToken.None);

        Assert.Equal([(1, 502, "id-1"), (2, 200, "id-2")], observed.Reports.Select(report => (report.Attempt, report.StatusCode!.Value, report.CorrelationId!)));
        Assert.All(observed.Reports, report => Assert.Equal(("GET", "/ftop/v1.2/api/timeZones"), (report.Method, report.Path)));
        Assert.Equal((2, 1), (client.Rest.Exchange.CallsMade, client.Rest.Exchange.Retries));
    }
}
