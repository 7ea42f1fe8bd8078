using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using FastTrackFpx.Client.Tests.Bench;
using FastTrackFpx.Connection;
using FastTrackFpx.Requests;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace FastTrackFpx.Client.Tests.Http;

/// <summary>Nothing below the engine sends a request again: the server counts.</summary>
public class ResendTests
{
    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("PATCH")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task A_reused_connection_that_closes_gets_each_request_once(string method)
    {
        using var server = new ClosingServer();
        using FpxClient client = server.Connect();
        for (int i = 0; i < 5; i++)
        {
            await client.SendAsync(new RawRequest { Path = "first" }, CancellationToken.None);
            await Assert.ThrowsAnyAsync<RestException>(
                () => client.SendAsync(new RawRequest { Path = "second", Method = method, Body = method is "GET" or "DELETE" ? null : "{}" }, CancellationToken.None));
        }

        Assert.Equal(5, server.Requests.Count(line => line.StartsWith(method, StringComparison.Ordinal) && line.Contains("second", StringComparison.Ordinal)));
        Assert.Equal(server.Requests.Length, client.Rest.Statistics.CallsMade);
        Assert.Equal(600 - server.Requests.Length, client.Rest.Statistics.CallsLeft);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("DELETE")]
    public async Task A_refused_stream_of_HTTP_2_is_not_sent_again(string method)
    {
        const int RefusedStream = 7;
        await using OddServer server = await OddServer.StartAsync(
            context =>
            {
                context.Features.Get<IHttpResetFeature>()!.Reset(RefusedStream);
                return Task.CompletedTask;
            },
            protocols: HttpProtocols.Http2);
        FpxClient client = server.Connect();

        var failure = await Assert.ThrowsAnyAsync<RestException>(
            () => client.SendAsync(new RawRequest { Path = "a", Method = method, Body = method == "POST" ? "{}" : null }, CancellationToken.None));

        Assert.Equal(Delivery.MayHaveArrived, failure.Delivery);
        Assert.Equal((1, 1), (server.Requests.Count, client.Rest.Statistics.CallsMade));
    }

    [Fact]
    public async Task A_service_that_requires_HTTP_1_1_gets_it_with_the_next_attempt()
    {
        const int Http11Required = 13;
        await using OddServer server = await OddServer.StartAsync(context =>
        {
            if (context.Request.Protocol != "HTTP/2") return OddServer.JsonAsync(context, "[]");
            context.Features.Get<IHttpResetFeature>()!.Reset(Http11Required);
            return Task.CompletedTask;
        });
        FpxClient client = server.Connect(options => (options.MaxRetryCount, options.TimeProvider) = (1, TestClock.WithoutWaits()));

        await client.SendAsync(new RawRequest { Path = "a" }, CancellationToken.None);

        Assert.Equal((2, 2), (server.Requests.Count, client.Rest.Statistics.CallsMade));
    }

    /// <summary>Over HTTP/1.1, responds to the first request of each connection and closes it after the second.</summary>
    private sealed class ClosingServer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly ConcurrentQueue<string> _requests = new();

        internal ClosingServer()
        {
            _listener.Start();
            _ = AcceptAsync();
        }

        internal string[] Requests => [.. _requests];

        public void Dispose() => _listener.Stop();

        internal FpxClient Connect() => new(new FpxClientOptions
        {
            BaseUri = new Uri($"https://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}"),
            Certificate = Rest.Authentication.ClientCertificate.FromCertificate(TestAuthority.Shared.Client(), TimeProvider.System),
            TrustedAuthorities = TestAuthority.Shared.Trusted,
            TimeProvider = new TestClock(),
            MaxRetryCount = 0,
        });

        private async Task AcceptAsync()
        {
            while (true)
            {
                TcpClient caller = await _listener.AcceptTcpClientAsync();
                _ = ServeAsync(caller);
            }
        }

        private async Task ServeAsync(TcpClient caller)
        {
            using (caller)
            {
                await using var tls = new SslStream(caller.GetStream(), leaveInnerStreamOpen: false, (_, _, _, _) => true);
                await tls.AuthenticateAsServerAsync(TestAuthority.Shared.Server(), clientCertificateRequired: true, checkCertificateRevocation: false);
                using var reader = new StreamReader(tls, Encoding.ASCII);
                for (int request = 1; await reader.ReadLineAsync() is { Length: > 0 } line; request++)
                {
                    _requests.Enqueue(line);
                    while (await reader.ReadLineAsync() is { Length: > 0 })
                    {
                    }

                    if (request == 2) return;
                    await tls.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n[]"u8.ToArray());
                }
            }
        }
    }
}
