using FastTrackFpx.Client.Tests.Foreign;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace FastTrackFpx.Client.Tests.Http;

/// <summary>Nothing below the engine sends a request again: the server counts.</summary>
public class ResendTests
{
    [Theory, InlineData("GET"), InlineData("POST"), InlineData("PATCH"), InlineData("PUT"), InlineData("DELETE")]
    public async Task A_reused_connection_that_closes_gets_each_request_once(string method)
    {
        await using OddServer server = await OddServer.StartAsync(
            context => context.Request.Path == "/ftop/v1.2/api/second" ? ForeignService.CloseAsync(context, string.Empty) : OddServer.JsonAsync(context, "[]"),
            protocols: HttpProtocols.Http1);
        FpxClient client = server.Connect(options => options.TimeProvider = new TestClock());

        for (int i = 0; i < 5; i++)
        {
            await client.SendAsync(new RawRequest { Path = "first" }, CancellationToken.None);
            await Assert.ThrowsAnyAsync<RestException>(
                () => client.SendAsync(new RawRequest { Path = "second", Method = method, Body = method is "GET" or "DELETE" ? null : "{}" }, CancellationToken.None));
        }

        Assert.Equal(5, server.Requests.Count(request => request == $"{method} /ftop/v1.2/api/second"));
        Assert.Equal(10, server.Requests.Count);
        Assert.Equal((10, 590), (client.Rest.Exchange.CallsMade, client.Rest.CallsLeft));
    }

    [Theory, InlineData("GET"), InlineData("POST"), InlineData("DELETE")]
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
        Assert.Equal((1, 1), (server.Requests.Count, client.Rest.Exchange.CallsMade));
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

        Assert.Equal((2, 2), (server.Requests.Count, client.Rest.Exchange.CallsMade));
    }
}
