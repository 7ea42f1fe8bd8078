using FastTrackFpx.Rest.Authentication;
using FastTrackFpx.Rest.Tests.Requests;

namespace FastTrackFpx.Rest.Tests.Authentication;

/// <summary>The kinds of authentication besides a client certificate.</summary>
public class AuthenticationTests
{
    [Fact]
    public void The_signature_base_string_is_that_of_RFC_5849()
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "http://example.com/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b")
        {
            Content = new StringContent("c2&a3=2+q", Encoding.ASCII, "application/x-www-form-urlencoded"),
        };
        KeyValuePair<string, string>[] own =
        [
            new("oauth_consumer_key", "9djdj82h48djs9d2"), new("oauth_token", "kkk9d7dh3k39sjv7"), new("oauth_signature_method", "HMAC-SHA1"),
            new("oauth_timestamp", "137131201"), new("oauth_nonce", "7d8f3e4a"),
        ];

        Assert.Equal(
            "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26"
                + "oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1%26"
                + "oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7",
            OAuth1Signature.BaseString(message, Encoding.ASCII.GetBytes("c2&a3=2+q"), own));
    }

    [Fact]
    public void The_signature_is_that_of_the_protocols_example()
    {
        var clock = new TestClock(DateTimeOffset.FromUnixTimeSeconds(1191242096));
        var signature = new OAuth1Signature(
            new NetworkCredential("dpf43f3p2l4k3l03", "kd94hf93k423kf44"), clock, new NetworkCredential("nnch734d00sl2jdk", "pfkkdhi9sl3r4s00"), () => "kllo9940pd9333jh");
        using var message = new HttpRequestMessage(HttpMethod.Get, "http://photos.example.net/photos?file=vacation.jpg&size=original");
        signature.Apply(message, default);
        Assert.Contains("oauth_signature=\"tR3%2BTy81lMeYAr%2FFid0kMTYa%2FWM%3D\"", message.Headers.Authorization!.Parameter);
    }

    [Fact]
    public async Task Twenty_requests_that_need_a_token_share_one_and_a_rejected_one_is_renewed_once()
    {
        int provided = 0;
        var token = BearerToken.Create(
            null, _ => Task.FromResult<AccessToken?>(new($"token-{Interlocked.Increment(ref provided)}")), new TestClock())!;
        var sent = new ConcurrentQueue<string>();
        var service = new FakeService((message, stop) =>
        {
            string header = message.Headers.Authorization!.ToString();
            sent.Enqueue(header);
            return FakeService.Respond(header == "Bearer token-1" ? 401 : 200)(message, stop);
        });
        using RestClient client = service.Connect(retries: 0, options => options.Authentication = token);

        RestException?[] failures = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => FakeService.SendAsync(client, new RestRequest("POST", "/a"))));

        Assert.All(failures, Assert.Null);
        Assert.Equal(2, provided);
        Assert.Equal(20, sent.Count(header => header == "Bearer token-2"));
    }

    [Fact]
    public async Task A_session_signs_in_once_for_all_and_again_when_the_service_has_ended_it()
    {
        int signIns = 0;
        var session = new SessionCookie(_ => Task.FromResult($"JSESSIONID=session-{Interlocked.Increment(ref signIns)}"), failure => failure.StatusCode == 403);
        var service = new FakeService((message, stop) =>
            FakeService.Respond(message.Headers.GetValues("Cookie").Single() == "JSESSIONID=session-1" ? 403 : 200)(message, stop));
        using RestClient client = service.Connect(retries: 0, options => options.Authentication = session);
        RestException?[] failures = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => FakeService.SendAsync(client, new RestRequest("GET", "/a"))));
        Assert.All(failures, Assert.Null);
        Assert.Equal(2, signIns);
        Assert.Equal("***", session.Secrets.Redact("session-2"));
    }

    [Fact]
    public async Task A_token_endpoint_goes_on_with_refresh_tokens_and_falls_back_to_the_grant()
    {
        var bodies = new List<string>();
        var service = new FakeService((message, _) =>
        {
            string body = message.Content!.ReadAsStringAsync(CancellationToken.None).GetAwaiter().GetResult();
            bodies.Add(body);
            bool isRejected = body.Contains("refresh-2", StringComparison.Ordinal);
            string json = $$"""{"access_token":"access-{{bodies.Count}}","expires_in":"3600","refresh_token":"refresh-{{bodies.Count}}"}""";
            return Task.FromResult(new HttpResponseMessage(isRejected ? HttpStatusCode.BadRequest : HttpStatusCode.OK) { Content = new StringContent(json) });
        });
        RestClient client = service.Connect(retries: 0, options => options.Authentication = new BasicAuthentication(new NetworkCredential("client", "client-secret")));
        using var endpoint = new TokenEndpoint(client, "/oauth2/token", TokenGrant.Password(new NetworkCredential("user", "pass&word"), "ROLE_USER"));

        for (int i = 0; i < 3; i++) Assert.NotNull((await endpoint.RequestAsync(CancellationToken.None))!.Expiry);

        Assert.Equal(
            [
                "grant_type=password&username=user&password=pass%26word&scope=ROLE_USER",
                "grant_type=refresh_token&refresh_token=refresh-1",
                "grant_type=refresh_token&refresh_token=refresh-2",
                "grant_type=password&username=user&password=pass%26word&scope=ROLE_USER",
            ],
            bodies);
    }

    [Fact]
    public void A_token_endpoint_has_the_limit_and_proxy_of_the_client_and_none_of_its_credentials()
    {
        var options = new RestClientOptions(new Uri("https://service.example"), new FakeService())
        {
            Proxy = new Uri("http://proxy.example:8080"),
            RateLimitScope = RateLimitScope.Redis,
            RedisConnection = "redis.example:6379",
            MaxRetryCount = 3,
            Headers = [new("X-Tenant", "contoso")],
            Authentication = new BasicAuthentication(new NetworkCredential("user", "password-1")),
        };

        RestClientOptions tokens = options.For(new Uri("https://tokens.example"), new TokenService("Test"));

        Assert.Equal((options.Proxy, RateLimitScope.Redis, "redis.example:6379", 3), (tokens.Proxy, tokens.RateLimitScope, tokens.RedisConnection, tokens.MaxRetryCount));
        Assert.Equal(("tokens.example", "The token endpoint of Test"), (tokens.BaseUri.Host, tokens.Service.Name));
        Assert.Empty(tokens.Headers);
        Assert.Null(tokens.Authentication);
        Assert.NotNull(options.Authentication);
    }
}
