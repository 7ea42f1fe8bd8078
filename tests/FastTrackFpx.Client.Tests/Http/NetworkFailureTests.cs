using System.Net.Security;

namespace FastTrackFpx.Client.Tests.Http;

public class NetworkFailureTests
{
    private static readonly RawRequest Any = new() { Path = "timeZones" };

    [Fact]
    public async Task A_host_that_nobody_knows_is_told_from_one_that_is_not_there()
    {
        using FpxClient unknown = new(OddServer.OptionsFor(new Uri("https://no-such-host.invalid")));
        using var unused = new ClosedPort();
        using FpxClient closed = new(OddServer.OptionsFor(new Uri($"https://127.0.0.1:{unused.Number}")));
        Assert.Equal(FpxErrorCode.HostNotFound, (await Assert.ThrowsAsync<NetworkException>(() => unknown.SendAsync(Any, CancellationToken.None))).ErrorCode);
        var refused = await Assert.ThrowsAsync<NetworkException>(() => closed.SendAsync(Any, CancellationToken.None));
        Assert.Equal(FpxErrorCode.ConnectionRefused, refused.ErrorCode);
        Assert.NotNull(refused.RecommendedAction);
        Assert.Contains("GET /ftop/v1.2/api/timeZones", refused.Message);
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", false, FpxErrorCode.TlsFailed, "TLS")]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n", true, FpxErrorCode.ResponseNotHttp, "is not HTTP")]
    public async Task A_server_without_TLS_or_HTTP_is_named_as_such(string answer, bool hasTls, string code, string words)
    {
        using var plain = new PlainServer(answer, hasTls ? TestCertificates.Server().Stored() : null);
        using FpxClient client = new(OddServer.OptionsFor(plain.Address));
        var failure = await Assert.ThrowsAsync<NetworkException>(() => client.SendAsync(Any, CancellationToken.None));
        Assert.Equal(code, failure.ErrorCode);
        Assert.Contains(words, failure.Message);
    }

    [Fact]
    public async Task A_certificate_for_another_name_or_of_an_authority_of_another_connection_is_not_trusted()
    {
        await using OddServer server = await OddServer.StartAsync(certificate: TestCertificates.Server(name: "elsewhere.example").Stored());
        ConnectionCheck check = await server.Connect().CheckAsync(CancellationToken.None);
        Assert.Equal(FpxErrorCode.ServerCertificateUntrusted, check.Error?.ErrorCode);
        Assert.Contains("elsewhere.example", check.Error!.Message);
        Assert.Empty(server.Requests);
        using X509Certificate2 other = TestCertificates.NewAuthority("CN=Another");
        await using OddServer foreign = await OddServer.StartAsync(certificate: TestCertificates.Server(other).Stored());
        FpxClient trustingClient = foreign.Connect(options => options.TrustedAuthorities = [TestCertificates.Bare(other)]);
        ConnectionCheck trusting = await trustingClient.CheckAsync(CancellationToken.None);
        ConnectionCheck wary = await foreign.Connect().CheckAsync(CancellationToken.None);
        Assert.True(trusting.Accepted, trusting.Error?.Message);
        Assert.Equal(FpxErrorCode.ServerCertificateUntrusted, wary.Error?.ErrorCode);
    }

    [Fact]
    public async Task A_redirect_to_another_host_is_refused_and_to_the_same_followed()
    {
        await using OddServer elsewhere = await OddServer.StartAsync();
        await using OddServer server = await OddServer.StartAsync();
        server.Answer = context =>
        {
            if (context.Request.Path.Value!.EndsWith("moved", StringComparison.Ordinal)) return OddServer.JsonAsync(context, "[1]");
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = context.Request.Path.Value.EndsWith("near", StringComparison.Ordinal)
                ? "/ftop/v1.2/api/moved" : new Uri(elsewhere.BaseUri, "/sign-in?token=1").ToString();
            return Task.CompletedTask;
        };
        FpxClient client = server.Connect();

        RawResponse near = await client.SendAsync(new RawRequest { Path = "near" }, CancellationToken.None);
        var far = await Assert.ThrowsAsync<NetworkException>(() => client.SendAsync(new RawRequest { Path = "far" }, CancellationToken.None));
        var write = await Assert.ThrowsAsync<NetworkException>(() => client.SendAsync(new RawRequest { Path = "near", Method = "POST" }, CancellationToken.None));

        Assert.Equal("[1]", near.Text);
        Assert.Equal((FpxErrorCode.RedirectRefused, FpxErrorCode.RedirectRefused), (far.ErrorCode, write.ErrorCode));
        Assert.Contains(elsewhere.BaseUri.Authority, far.Message);
        Assert.DoesNotContain("token=1", far.Message);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task A_circle_of_redirects_ends()
    {
        await using OddServer server = await OddServer.StartAsync(context =>
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = context.Request.Path.Value;
            return Task.CompletedTask;
        });

        var failure = await Assert.ThrowsAsync<NetworkException>(() => server.Connect().SendAsync(Any, CancellationToken.None));

        Assert.Equal((FpxErrorCode.RedirectRefused, 6), (failure.ErrorCode, server.Requests.Count));
    }

    /// <summary>Says the same to whoever comes, without TLS unless it has a certificate.</summary>
    private sealed class PlainServer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public PlainServer(string answer, X509Certificate2? certificate = null)
        {
            _listener.Start();
            _ = ServeAsync(Encoding.ASCII.GetBytes(answer), certificate);
        }

        public Uri Address => new($"https://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

        public void Dispose() => _listener.Stop();

        private async Task ServeAsync(byte[] answer, X509Certificate2? certificate)
        {
            using TcpClient caller = await _listener.AcceptTcpClientAsync();
            await using NetworkStream bare = caller.GetStream();
            await using SslStream? tls = certificate is null ? null : new SslStream(bare, leaveInnerStreamOpen: true, (_, _, _, _) => true);
            if (tls is not null) await tls.AuthenticateAsServerAsync(certificate!, clientCertificateRequired: true, checkCertificateRevocation: false);
            Stream stream = tls ?? (Stream)bare;
            _ = await stream.ReadAsync(new byte[1024]);
            await stream.WriteAsync(answer);
        }
    }
}
