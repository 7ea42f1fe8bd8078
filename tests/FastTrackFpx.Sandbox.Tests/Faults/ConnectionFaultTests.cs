namespace FastTrackFpx.Sandbox.Tests.Faults;

/// <summary>Faults of connections: before TLS, in the handshake, and on connections that are used again.</summary>
public sealed class ConnectionFaultTests : SandboxTest
{
    [Theory, InlineData("connect"), InlineData("handshake")]
    public async Task A_reset_while_connecting_reaches_no_operation(string moment)
    {
        Sandbox.Strike($$"""{ "kind": "reset", "moment": "{{moment}}" }""", "\"times\": 1");
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => Sandbox.Client.GetAsync("timeZones"));
        Assert.Contains(failure.HttpRequestError, new[] { HttpRequestError.SecureConnectionError, HttpRequestError.ConnectionError });
        Assert.Equal((0, 1), (Sandbox.Service.Log.Count(), Sandbox.Service.Log.Connections));
        Assert.Equal(HttpStatusCode.OK, (await Sandbox.Client.GetAsync("timeZones")).StatusCode);
        Assert.Equal((1, 2), (Sandbox.Service.Log.Count(), Sandbox.Service.Log.Connections));
    }

    [Fact]
    public async Task A_reset_before_tls_is_a_reset_of_the_socket()
    {
        Sandbox.Strike("""{ "kind": "reset", "moment": "connect" }""");
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        // The reset may arrive while connecting already.
        var failure = await Assert.ThrowsAsync<SocketException>(async () =>
        {
            await socket.ConnectAsync(IPAddress.Loopback, Sandbox.Service.BaseUri.Port);
            await socket.ReceiveAsync(new byte[1]);
        });
        Assert.Equal(SocketError.ConnectionReset, failure.SocketErrorCode);
    }

    [Theory, InlineData("connect"), InlineData("handshake")]
    public async Task A_handshake_can_be_delayed(string moment)
    {
        Sandbox.Strike($$"""{ "kind": "delay", "moment": "{{moment}}", "seconds": 60 }""");
        Task<string> response = Sandbox.Client.GetStringAsync("timeZones");
        await Clock.UntilSomebodyWaitsAsync(TimeSpan.FromDays(1));
        Assert.False(response.IsCompleted);
        Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.StartsWith("[", await response);
    }

    [Fact]
    public async Task A_rule_can_strike_only_connections_that_are_used_again()
    {
        Sandbox.Strike("""{ "kind": "status", "status": 500 }""", "\"reused\": true, \"protocol\": \"HTTP/1.1\"");
        Assert.Equal(HttpStatusCode.OK, (await Sandbox.Client.GetAsync("timeZones")).StatusCode);
        Assert.Equal(HttpStatusCode.InternalServerError, (await Sandbox.Client.GetAsync("timeZones")).StatusCode);
        LoggedRequest[] entries = [.. Sandbox.Service.Log.Entries];
        Assert.Equal(entries[0].Connection, entries[1].Connection);
        Assert.Equal([1L, 2L], entries.Select(entry => entry.Number));
    }

    [Fact]
    public async Task The_log_counts_what_the_handler_resends_below_its_caller()
    {
        await Sandbox.GetAsync("timeZones");
        Sandbox.Strike("""{ "kind": "close", "moment": "request" }""", "\"reused\": true, \"times\": 1");
        // One call of the test; the handler sends it again by itself, because a connection that was used before has broken.
        Assert.Equal(HttpStatusCode.OK, (await Sandbox.Client.GetAsync("services")).StatusCode);
        Assert.Equal(2, Sandbox.Service.Log.Count("GET", "services"));
    }

    [Fact]
    public async Task Faults_of_connections_and_requests_cannot_share_a_rule()
    {
        Assert.Contains("cannot be in one rule", Assert.Throws<FormatException>(() => Sandbox.Strike("""{ "kind": "reset", "moment": "connect" }, { "kind": "status" }""")).Message);
        Assert.Contains(
            "connect and handshake",
            Assert.Throws<FormatException>(() => Sandbox.Strike("""{ "kind": "html", "moment": "connect" }""")).Message);
        Assert.Equal(HttpStatusCode.OK, (await Sandbox.Client.GetAsync("timeZones")).StatusCode);
    }
}
