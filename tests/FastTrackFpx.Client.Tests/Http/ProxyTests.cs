namespace FastTrackFpx.Client.Tests.Http;

/// <summary>Proxies that do not let requests through.</summary>
public class ProxyTests
{
    private const string Secret = "proxy-Secret-42";

    [Theory]
    [InlineData(407, ErrorCode.ProxyAuthenticationRequired)]
    [InlineData(403, ErrorCode.ProxyRefused)]
    [InlineData(502, ErrorCode.ProxyRefused)]
    public async Task A_refusal_is_an_error_of_its_own_without_retry_and_without_the_password(int status, string code)
    {
        await using SandboxSession sandbox = await SandboxSession.StartAsync(options => options.Proxy = true);
        if (status != 407) sandbox.Service.SetFaults($$"""{"rules":[{"service":"proxy","faults":[{"kind":"proxy","status":{{status}}}]}]}""");
        Uri proxy = sandbox.Service.ProxyUri!;
        RestException failure = await SendAsync(proxy.Port);
        Assert.Equal((code, Delivery.NotSent), (failure.ErrorCode, failure.Delivery));
        Assert.InRange(sandbox.Service.Log.Count(service: "proxy"), 1, status == 407 ? 2 : 1);
        Assert.Contains(proxy.Authority, failure.Message);
        Assert.DoesNotContain(Secret, failure.ToString());
    }

    [Fact]
    public async Task A_proxy_that_is_not_there_is_not_taken_for_the_service()
    {
        using var unused = new ClosedPort();
        RestException failure = await SendAsync(unused.Number);
        Assert.Equal((ErrorCode.ProxyUnreachable, Delivery.NotSent), (failure.ErrorCode, failure.Delivery));
        Assert.Contains($"127.0.0.1:{unused.Number}", failure.Message);
        Assert.DoesNotContain(Secret, failure.ToString());
    }

    private static async Task<RestException> SendAsync(int proxyPort)
    {
        FpxClientOptions options = OddServer.OptionsFor(new Uri("https://service.example"));
        (options.Proxy, options.MaxRetryCount) = (new Uri($"http://user:{Secret}@127.0.0.1:{proxyPort}"), 5);
        using var client = new FpxClient(options);
        return await Assert.ThrowsAnyAsync<RestException>(
            () => client.SendAsync(new RawRequest { Path = "a", Method = "POST", Body = "{}" }, CancellationToken.None));
    }
}
