using static FastTrackFpx.Rest.Tests.Requests.FakeService;

namespace FastTrackFpx.Rest.Tests.Requests;

/// <summary>What a failed request says about how far it got, and how often it was sent.</summary>
public class DeliveryTests
{
    [Theory, InlineData(400), InlineData(401), InlineData(403), InlineData(404), InlineData(405), InlineData(409), InlineData(412)]
    [InlineData(422)]
    public Task A_4xx_is_refused_and_not_retried(int status) => AssertWriteAsync(Delivery.Refused, attempts: 1, Respond(status));

    [Theory]
    [InlineData(408, null)]
    [InlineData(499, null)]
    [InlineData(500, null)]
    [InlineData(502, null)]
    [InlineData(503, null)]
    [InlineData(503, "1")]
    [InlineData(504, null)]
    public Task Any_5xx_may_have_arrived_and_a_write_is_not_retried(int status, string? retryAfter) =>
        AssertWriteAsync(Delivery.MayHaveArrived, attempts: 1, Respond(status, retryAfter));

    [Theory, InlineData(SocketError.ConnectionReset), InlineData(SocketError.HostUnreachable), InlineData(SocketError.NetworkUnreachable)]
    [InlineData(SocketError.ConnectionRefused), InlineData(SocketError.TimedOut)]
    public Task A_socket_error_after_sending_may_have_arrived_whatever_it_is_called(SocketError error) =>
        AssertWriteAsync(Delivery.MayHaveArrived, attempts: 1, Break(error));

    [Fact]
    public async Task A_write_that_was_not_sent_is_retried_and_one_that_may_have_arrived_is_not()
    {
        await AssertWriteAsync(Delivery.MayHaveArrived, attempts: 1, HangAsync);
        await AssertWriteAsync(Delivery.NotSent, attempts: 2, RefuseAsync);
        await AssertWriteAsync(Delivery.NotSent, attempts: 4, HangConnectingAsync);
    }

    [Fact]
    public async Task A_connection_that_the_service_ends_at_once_is_lost_and_sends_nothing()
    {
        // HttpClient reports it with the bare error of the socket.
        var service = new FakeService((_, _) => throw new SocketException((int)SocketError.NotConnected), Respond(200));
        using RestClient client = service.Connect(retries: 0);

        RestException? failure = await SendAsync(client, Write());

        Assert.Equal((ErrorCode.ConnectionLost, Delivery.NotSent), (failure!.ErrorCode, failure.Delivery));
    }

    [Fact]
    public async Task A_write_is_sent_again_after_a_429_and_after_a_refused_connection()
    {
        var service = new FakeService(Respond(429, "1"), RefuseAsync, Respond(200));
        using RestClient client = service.Connect(retries: 3);
        Assert.Null(await SendAsync(client, Write()));
        Assert.Equal(3, service.Attempts);
    }

    [Fact]
    public async Task One_attempt_that_may_have_arrived_outweighs_a_later_refusal()
    {
        var service = new FakeService(Break(), Respond(403));
        using RestClient client = service.Connect(retries: 3);
        var read = new RestRequest("GET", "/a");
        RestException? failure = await SendAsync(client, read);
        Assert.Equal((Delivery.MayHaveArrived, 2), (failure!.Delivery, service.Attempts));
    }

    [Fact]
    public async Task Zero_retries_is_one_attempt_and_disconnecting_before_it_sends_nothing()
    {
        var service = new FakeService(RefuseAsync);
        using RestClient client = service.Connect(retries: 0);
        RestException? failure = await SendAsync(client, new RestRequest("GET", "/a") { MaxRetryCount = 2 });
        Assert.Equal((ErrorCode.ConnectionRefused, 1), (failure!.ErrorCode, service.Attempts));
        var unused = new FakeService(Respond(200));
        RestClient ended = unused.Connect(retries: 3);
        ended.Dispose();
        RestException? none = await SendAsync(ended, Write());
        Assert.Equal((ErrorCode.NotConnected, Delivery.NotSent, 0), (none!.ErrorCode, none.Delivery, unused.Attempts));
    }

    [Fact]
    public async Task A_cancelled_write_says_on_the_request_how_far_it_got()
    {
        var service = new FakeService(HangAsync);
        using RestClient client = service.Connect(retries: 3, options => options.TimeProvider = TimeProvider.System);
        RestRequest write = Write();
        using var stop = new CancellationTokenSource();
        Task sending = client.SendAsync(write, response => 0, stop.Token);
        while (service.Attempts == 0) await Task.Yield();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.Equal(Delivery.MayHaveArrived, write.Delivery);
    }

    [Fact]
    public async Task The_handler_cannot_send_a_request_a_second_time()
    {
        // As SocketsHttpHandler does when a reused connection breaks.
        var service = new FakeService((message, stop) =>
        {
            RestRequest.HeaderWritten("User-Agent", message);
            RestRequest.HeaderWritten("user-agent", message);
            return Respond(200)(message, stop);
        });
        using RestClient client = service.Connect(retries: 0);

        RestException? failure = await SendAsync(client, Write());

        Assert.Equal((ErrorCode.ConnectionLost, Delivery.MayHaveArrived), (failure!.ErrorCode, failure.Delivery));
        Assert.Equal(1, client.Exchange.CallsMade);
    }

    [Fact]
    public async Task Permits_count_what_was_sent_and_nothing_else()
    {
        var service = new FakeService(RefuseAsync, Break(), Respond(500), Respond(200));
        using RestClient client = service.Connect(retries: 7);
        Assert.Null(await SendAsync(client, new RestRequest("GET", "/a")));
        Assert.Equal((3, 597), (client.Exchange.CallsMade, client.CallsLeft));
    }

    [Fact]
    public async Task Seven_retries_span_more_than_a_minute_whatever_the_jitter()
    {
        for (int run = 0; run < 50; run++)
        {
            var service = new FakeService(Respond(200), RefuseAsync);
            using RestClient client = service.Connect(retries: 7);
            await SendAsync(client, new RestRequest("GET", "/a"));
            DateTimeOffset start = service.Clock.Now;

            await SendAsync(client, new RestRequest("GET", "/a"));

            Assert.Equal(9, service.Attempts);
            Assert.InRange((service.Clock.Now - start).TotalSeconds, 60, 180);
        }
    }

    private static RestRequest Write() => new("POST", "/a") { Body = "{}"u8.ToArray() };

    private static async Task AssertWriteAsync(
        Delivery delivery, int attempts, Func<System.Net.Http.HttpRequestMessage, CancellationToken, Task<System.Net.Http.HttpResponseMessage>> step)
    {
        var service = new FakeService(step);
        using RestClient client = service.Connect(retries: 3);
        RestRequest write = Write();
        RestException? failure = await SendAsync(client, write);
        Assert.Equal((delivery, delivery, attempts), (failure!.Delivery, write.Delivery, service.Attempts));
    }
}
