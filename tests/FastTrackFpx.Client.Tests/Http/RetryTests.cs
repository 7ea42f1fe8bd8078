using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FastTrackFpx.Client.Tests.Bench;
using FastTrackFpx.Connection;
using FastTrackFpx.Lookups;
using FastTrackFpx.Requests;
using FastTrackFpx.Rest.Authentication;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.Client.Tests.Http;

public class RetryTests
{
    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_read_is_repeated_after_a_passing_failure(int status)
    {
        await using OddServer server = await OddServer.StartAsync();
        server.Answer = context => server.Requests.Count < 3 ? OddServer.JsonAsync(context, "{}", status) : OddServer.JsonAsync(context, "[]");
        var clock = new TestClock();
        FpxClient client = server.Connect(options => (options.TimeProvider, options.MaxRetryCount) = (clock, 7)).ObservedBy(new TimeTraveller(clock));

        await client.Lookups.GetAsync<FpxTimeZone>(false, CancellationToken.None);

        Assert.Equal(3, server.Requests.Count);
        Assert.Equal((3, 2), (client.Rest.Statistics.CallsMade, client.Rest.Statistics.Retries));
    }

    [Fact]
    public async Task Seven_repeats_outlast_a_service_that_is_away_for_a_minute()
    {
        await using OddServer server = await OddServer.StartAsync(context => OddServer.JsonAsync(context, "{}", 503));
        var clock = new TestClock();
        FpxClient client = server.Connect(options => (options.TimeProvider, options.MaxRetryCount) = (clock, 7)).ObservedBy(new TimeTraveller(clock));
        DateTimeOffset start = clock.Now;

        var failure = await Assert.ThrowsAsync<ServiceException>(() => client.SendAsync(new RawRequest { Path = "usage/current" }, CancellationToken.None));

        Assert.Equal((8, FpxErrorCode.ServiceFailed, 8), (failure.Attempts, failure.ErrorCode, server.Requests.Count));
        Assert.InRange(clock.Now - start, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(130));
    }

    [Theory]
    [InlineData("120")]
    [InlineData("date")]
    public async Task Retry_After_is_waited_for_to_the_letter(string form)
    {
        var clock = new TestClock();
        await using OddServer server = await OddServer.StartAsync();
        server.Answer = context =>
        {
            if (server.Requests.Count > 1) return OddServer.JsonAsync(context, "[]");
            context.Response.Headers.RetryAfter = form == "date" ? (clock.Now + TimeSpan.FromSeconds(120)).ToString("r") : form;
            return OddServer.JsonAsync(context, "{}", 429);
        };
        var observed = new TimeTraveller(clock);
        FpxClient client = server.Connect(options => (options.TimeProvider, options.MaxRetryCount) = (clock, 7)).ObservedBy(observed);
        DateTimeOffset start = clock.Now;

        await client.SendAsync(new RawRequest { Path = "timeZones" }, CancellationToken.None);

        Assert.Equal(TimeSpan.FromSeconds(120), clock.Now - start);
        Assert.Equal(("Retry-After", TimeSpan.FromSeconds(120)), observed.Waits.Select(wait => (wait.Reason, wait.Duration)).First());
        Assert.Equal(1, client.Rest.Statistics.Throttled);
    }

    [Theory]
    [InlineData("604800")]
    [InlineData("99999999999999999999")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT")]
    public async Task A_wait_beyond_all_measure_is_not_begun_and_is_named(string retryAfter)
    {
        await using OddServer server = await OddServer.StartAsync(context =>
        {
            context.Response.Headers.RetryAfter = retryAfter;
            return OddServer.JsonAsync(context, """{"errorStatus":429,"message":"Slow down"}""", 429);
        });
        FpxClient client = server.Connect(options => (options.TimeProvider, options.MaxRetryCount) = (new TestClock(), 7));

        var failure = await Assert.ThrowsAsync<ServiceException>(() => client.SendAsync(new RawRequest { Path = "timeZones" }, CancellationToken.None));

        Assert.Equal(FpxErrorCode.Throttled, failure.ErrorCode);
        Assert.Contains("asks to wait", failure.Message);
        Assert.Contains("10 minutes", failure.Message);
        Assert.Single(server.Requests);
    }

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

    [Theory]
    [InlineData(500, null, 1)]
    [InlineData(503, null, 1)]
    [InlineData(503, "1", 1)]
    [InlineData(429, null, 2)]
    public async Task A_write_is_repeated_only_where_the_service_certainly_did_nothing(int status, string? retryAfter, int calls)
    {
        await using OddServer server = await OddServer.StartAsync();
        server.Answer = context =>
        {
            if (retryAfter is not null) context.Response.Headers.RetryAfter = retryAfter;
            return OddServer.JsonAsync(context, "{}", server.Requests.Count == 1 ? status : 200);
        };
        var clock = new TestClock();
        FpxClient client = server.Connect(options => (options.TimeProvider, options.MaxRetryCount) = (clock, 7)).ObservedBy(new TimeTraveller(clock));
        var request = new RawRequest { Method = "POST", Path = "tenants/1/notes", Body = "{}" };

        Task<RawResponse> call = client.SendAsync(request, CancellationToken.None);
        if (calls == 1) await Assert.ThrowsAsync<ServiceException>(() => call);
        else await call;

        Assert.Equal(calls, server.Requests.Count);
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
    public async Task A_service_that_does_not_answer_is_a_timeout_and_never_a_cancellation()
    {
        var asked = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        await using OddServer server = await OddServer.StartAsync(_ =>
        {
            asked.SetResult();
            return release.Task;
        });
        var clock = new TestClock();
        FpxClient client = server.Connect(options => (options.TimeProvider, options.AttemptTimeout) = (clock, TimeSpan.FromSeconds(30)));

        Task call = client.SendAsync(new RawRequest { Path = "timeZones" }, CancellationToken.None);
        await asked.Task;
        clock.Advance(TimeSpan.FromSeconds(30));
        var failure = await Assert.ThrowsAsync<NetworkException>(() => call);
        release.SetResult();

        Assert.Equal(FpxErrorCode.OperationTimeout, failure.ErrorCode);
        Assert.Contains("30 seconds", failure.Message);
    }

    [Fact]
    public async Task A_cancellation_is_one_at_once_and_in_the_middle_of_everything()
    {
        var asked = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        await using OddServer server = await OddServer.StartAsync(_ =>
        {
            asked.SetResult();
            return release.Task;
        });
        FpxClient client = server.Connect();
        using var stop = new CancellationTokenSource();

        Task<RawResponse> call = client.SendAsync(new RawRequest { Path = "timeZones" }, stop.Token);
        await asked.Task;
        stop.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call).WaitAsync(TimeSpan.FromSeconds(5));
        release.SetResult();
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
        Assert.InRange(client.Rest.Statistics.Waited, TimeSpan.FromSeconds(59), TimeSpan.FromSeconds(61));
    }

    [Fact]
    public async Task A_service_that_keeps_failing_is_left_alone_for_a_while()
    {
        await using OddServer server = await OddServer.StartAsync(context => OddServer.JsonAsync(context, "{}", 500));
        var clock = new TestClock();
        FpxClient client = server.Connect(options => options.TimeProvider = clock);
        var failures = new List<RequestException>();
        for (int i = 0; i < 40; i++)
        {
            failures.Add(await Assert.ThrowsAnyAsync<RequestException>(() => client.SendAsync(new RawRequest { Path = "timeZones" }, CancellationToken.None)));
        }

        Assert.Equal(FpxErrorCode.CircuitOpen, failures[^1].ErrorCode);
        Assert.Contains("2026-01-05 08:00:00Z", failures[^1].Message);
        Assert.Contains("2026-01-05 08:00:15Z", failures[^1].Message);
        Assert.InRange(server.Requests.Count, 29, 31);
        server.Answer = context => OddServer.JsonAsync(context, "[]");
        clock.Advance(TimeSpan.FromSeconds(16));
        await client.SendAsync(new RawRequest { Path = "timeZones" }, CancellationToken.None);
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
    public async Task A_session_that_shares_the_budget_rests_when_another_is_told_that_it_made_too_many_calls()
    {
        await using OddServer server = await OddServer.StartAsync(context => OddServer.JsonAsync(context, "{}", 429));
        var clock = new TestClock();
        FpxClient refused = server.Connect(options => options.TimeProvider = clock);
        ClientCertificate same = ClientCertificate.FromCertificate(refused.Certificate.Certificate, TimeProvider.System);
        FpxClient other = server.Connect(options => (options.TimeProvider, options.Certificate) = (clock, same));
        await Assert.ThrowsAsync<ServiceException>(() => refused.SendAsync(new RawRequest { Path = "timeZones" }, CancellationToken.None));

        Assert.Equal((0, 0), (refused.Rest.Statistics.CallsLeft, other.Rest.Statistics.CallsLeft));
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(599, other.Rest.Statistics.CallsLeft);
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
    }
}
