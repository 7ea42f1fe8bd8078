using FastTrackFpx.Lookups;
using FastTrackFpx.Requests;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.Client.Tests.Http;

public class RetryTests
{
    [Theory]
    [InlineData("-5")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    [InlineData("soon")]
    [InlineData("1e9")]
    [InlineData("")]
    [InlineData("Fri, 31 Feb 2026 08:00:00 GMT")]
    public async Task A_wait_that_means_nothing_is_none_and_the_call_is_repeated_as_without_it(string retryAfter)
    {
        await using OddServer server = await OddServer.StartAsync();
        server.Answer = context =>
        {
            context.Response.Headers.RetryAfter = retryAfter;
            return OddServer.JsonAsync(context, "[]", server.Requests.Count == 1 ? 503 : 200);
        };
        var clock = new TestClock();
        var observed = new TimeTraveller(clock);
        FpxClient client = server.Connect(options => (options.TimeProvider, options.MaxRetryCount) = (clock, 7)).ObservedBy(observed);

        await client.SendAsync(new RawRequest { Path = "timeZones" }, CancellationToken.None);

        Assert.Equal("retry", Assert.Single(observed.Waits).Reason);
        Assert.InRange(observed.Waits[0].Duration, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("Sun, 04 Jan 2026 08:00:00 GMT")]
    public async Task A_wait_that_is_over_already_is_not_waited_for(string retryAfter)
    {
        await using OddServer server = await OddServer.StartAsync();
        server.Answer = context =>
        {
            context.Response.Headers.RetryAfter = retryAfter;
            return OddServer.JsonAsync(context, "[]", server.Requests.Count == 1 ? 503 : 200);
        };
        var clock = new TestClock();
        FpxClient client = server.Connect(options => (options.TimeProvider, options.MaxRetryCount) = (clock, 7));

        await client.SendAsync(new RawRequest { Path = "timeZones" }, CancellationToken.None);

        Assert.Equal((2, new TestClock().Now), (server.Requests.Count, clock.Now));
    }

    [Fact]
    public async Task A_page_in_place_of_json_is_tried_again_and_then_shown()
    {
        await using OddServer server = await OddServer.StartAsync(context => OddServer.TextAsync(context, "<html><body>Sign in</body></html>", "text/html"));
        var clock = new TestClock();
        FpxClient client = server.Connect(options => (options.TimeProvider, options.MaxRetryCount) = (clock, 7)).ObservedBy(new TimeTraveller(clock));

        var failure = await Assert.ThrowsAsync<ContentException>(() => client.Lookups.GetAsync<FpxTimeZone>(false, CancellationToken.None));

        Assert.Equal((FpxErrorCode.ResponseNotJson, 4, 200), (failure.ErrorCode, server.Requests.Count, failure.StatusCode));
        Assert.Equal("<html><body>Sign in</body></html>", failure.Excerpt);
        Assert.NotNull(failure.RecommendedAction);
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
        }).ObservedBy(new TimeTraveller(clock));
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
        var observed = new TimeTraveller(clock);
        FpxClient client = server.Connect(options => (options.TimeProvider, options.MaxRetryCount) = (clock, 2)).ObservedBy(observed);

        await client.SendAsync(new RawRequest { Path = "timeZones" }, CancellationToken.None);

        Assert.Equal([(1, 502, "id-1"), (2, 200, "id-2")], observed.Reports.Select(report => (report.Attempt, report.StatusCode!.Value, report.CorrelationId!)));
        Assert.All(observed.Reports, report => Assert.Equal(("GET", "/ftop/v1.2/api/timeZones"), (report.Method, report.Path)));
        Assert.Equal((2, 1), (client.Rest.Exchange.CallsMade, client.Rest.Exchange.Retries));
    }
}
