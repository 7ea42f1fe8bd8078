namespace FastTrackFpx.Client.Tests.Http;

/// <summary>Whose calls the limit counts together, and what becomes of it when the service counts otherwise.</summary>
public sealed class SharedLimitTests : FolderTest
{
    [Theory, InlineData(RateLimitScope.Process), InlineData(RateLimitScope.Machine)]
    public async Task All_calls_to_a_service_count_whatever_certificate_or_token_they_go_out_with(RateLimitScope scope)
    {
        await using OddServer server = await OddServer.StartAsync();
        await using OddServer elsewhere = await OddServer.StartAsync();
        var clock = new TestClock(DateTimeOffset.UtcNow);
        using X509Certificate2 one = TestCertificates.Client("CN=One").Stored(), two = TestCertificates.Client("CN=Two").Stored();
        using SecureString token = "t".Secure();
        FpxClient[] clients =
        [
            server.Connect(options => Share(options, scope, clock, one)),
            server.Connect(options => Share(options, scope, clock, two)),
            server.Connect(options =>
            {
                Share(options, scope, clock, one);
                options.AccessToken = token;
            }),
        ];
        FpxClient other = elsewhere.Connect(options => Share(options, scope, clock, one));

        foreach (FpxClient client in clients) await CallAsync(client);

        Assert.All(clients, client => Assert.Equal(597, client.Rest.CallsLeft));
        Assert.Equal(600, other.Rest.CallsLeft);
    }

    [Theory, InlineData(RateLimitScope.Process), InlineData(RateLimitScope.Machine)]
    public async Task A_429_that_nobody_expected_holds_up_all_for_as_long_as_it_says_and_no_longer(RateLimitScope scope)
    {
        await using OddServer server = await OddServer.StartAsync(context =>
        {
            context.Response.Headers.RetryAfter = "20";
            return OddServer.JsonAsync(context, """{"errorStatus":429,"message":"Slow down."}""", 429);
        });
        var clock = new TestClock(DateTimeOffset.UtcNow);
        // Of a machine's processes each has a clock of its own.
        TestClock far = scope == RateLimitScope.Machine ? new TestClock(clock.Now) : clock;
        using X509Certificate2 certificate = TestCertificates.Client().Stored();
        FpxClient refused = server.Connect(options => Share(options, scope, clock, certificate));
        FpxClient other = server.Connect(options => Share(options, scope, far, certificate));

        Assert.Equal(FpxErrorCode.Throttled, (await Assert.ThrowsAsync<ServiceException>(() => CallAsync(refused))).ErrorCode);
        Assert.Equal(1, refused.Rest.Exchange.Throttled);

        far.Advance(TimeSpan.FromSeconds(19.9));
        Assert.Equal(0, other.Rest.CallsLeft);
        far.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(599, other.Rest.CallsLeft);
    }

    private static Task CallAsync(FpxClient client) => client.SendAsync(new RawRequest { Path = "timeZones" }, CancellationToken.None);

    private void Share(FpxClientOptions options, RateLimitScope scope, TimeProvider clock, X509Certificate2 certificate)
    {
        options.Certificate = ClientCertificate.FromCertificate(certificate, TimeProvider.System);
        (options.RateLimitScope, options.RateLimitFolder, options.TimeProvider, options.MaxRetryCount) = (scope, Folder.Path, clock, 0);
    }
}
