using System;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using FastTrackFpx.Client.Tests.Bench;
using FastTrackFpx.Connection;
using FastTrackFpx.Requests;

namespace FastTrackFpx.Client.Tests.Http;

/// <summary>Proxies that do not let requests through.</summary>
public class ProxyTests
{
    private const string Secret = "proxy-Secret-42";

    [Theory]
    [InlineData("407 Proxy Authentication Required", ErrorCode.ProxyAuthenticationRequired)]
    [InlineData("403 Forbidden", ErrorCode.ProxyRefused)]
    [InlineData("502 Bad Gateway", ErrorCode.ProxyRefused)]
    public async Task A_refusal_is_an_error_of_its_own_without_retry_and_without_the_password(string status, string code)
    {
        using var proxy = new RefusingProxy(status);

        RestException failure = await SendAsync(new Uri($"http://user:{Secret}@127.0.0.1:{proxy.Port}"));

        Assert.Equal((code, Delivery.NotSent), (failure.ErrorCode, failure.Delivery));
        Assert.InRange(proxy.Requests, 1, code == ErrorCode.ProxyAuthenticationRequired ? 2 : 1);
        Assert.Contains($"127.0.0.1:{proxy.Port}", failure.Message);
        Assert.DoesNotContain(Secret, failure.ToString());
    }

    [Fact]
    public async Task A_proxy_that_is_not_there_is_not_taken_for_the_service()
    {
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        RestException failure = await SendAsync(new Uri($"http://user:{Secret}@127.0.0.1:{port}"));

        Assert.Equal((ErrorCode.ProxyUnreachable, Delivery.NotSent), (failure.ErrorCode, failure.Delivery));
        Assert.Contains($"127.0.0.1:{port}", failure.Message);
        Assert.DoesNotContain(Secret, failure.ToString());
    }

    private static async Task<RestException> SendAsync(Uri proxy)
    {
        using var client = new FpxClient(new FpxClientOptions
        {
            BaseUri = new Uri("https://service.example"),
            Certificate = Rest.Authentication.ClientCertificate.FromCertificate(TestAuthority.Shared.Client(), TimeProvider.System),
            Proxy = proxy,
            MaxRetryCount = 5,
        });
        return await Assert.ThrowsAnyAsync<RestException>(
            () => client.SendAsync(new RawRequest { Path = "a", Method = "POST", Body = "{}" }, CancellationToken.None));
    }

    private sealed class RefusingProxy : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly byte[] _response;
        private int _requests;

        internal RefusingProxy(string status)
        {
            _response = Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nProxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            _listener.Start();
            _ = AcceptAsync();
        }

        internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        internal int Requests => Volatile.Read(ref _requests);

        public void Dispose() => _listener.Stop();

        private async Task AcceptAsync()
        {
            while (true)
            {
                using TcpClient caller = await _listener.AcceptTcpClientAsync();
                await using NetworkStream stream = caller.GetStream();
                if (await stream.ReadAsync(new byte[4096]) == 0) continue;
                Interlocked.Increment(ref _requests);
                await stream.WriteAsync(_response);
            }
        }
    }
}
