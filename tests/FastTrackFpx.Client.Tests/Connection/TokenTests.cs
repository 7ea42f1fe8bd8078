namespace FastTrackFpx.Client.Tests.Connection;

public sealed class TokenTests : IAsyncLifetime
{
    private readonly TestClock _clock = new();
    private readonly ConcurrentQueue<string> _received = new();
    private int _asked;
    private OddServer _server = null!;

    private ConcurrentDictionary<string, bool> Refused { get; } = new();

    public async Task InitializeAsync() => _server = await OddServer.StartAsync(context =>
    {
        string header = context.Request.Headers.Authorization.ToString();
        _received.Enqueue(header);
        return header.Length == 0 || Refused.ContainsKey(header)
            ? OddServer.JsonAsync(context, """{"errorStatus":401,"message":"Who are you?"}""", 401) : OddServer.JsonAsync(context, "[]");
    });

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_token_is_renewed_two_minutes_before_its_end_and_not_sooner()
    {
        using FpxClient client = Connect(Lasting(TimeSpan.FromHours(1)));
        await CallAsync(client);
        _clock.Advance(TimeSpan.FromMinutes(57.9));
        await CallAsync(client);
        Assert.Equal(1, _asked);
        _clock.Advance(TimeSpan.FromMinutes(0.1));
        await CallAsync(client);
        Assert.Equal(2, _asked);
        Assert.Equal(_clock.Now.AddHours(1), client.Rest.Authentication?.Expiry);
    }

    [Fact]
    public async Task A_provider_of_short_tokens_is_asked_every_half_minute_at_most()
    {
        using FpxClient client = Connect(Lasting(TimeSpan.FromMinutes(1)));

        for (int seconds = 0; seconds <= 60; seconds += 10)
        {
            await CallAsync(client);
            _clock.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal(3, _asked);
    }

    [Fact]
    public async Task A_given_token_is_used_until_it_ends()
    {
        using FpxClient client = Connect(Lasting(TimeSpan.FromHours(1)), options => options.AccessToken = Secrets.Jwt(_clock.Now.AddMinutes(10), "given").Secure());
        await CallAsync(client);
        Assert.Equal(0, _asked);
        _clock.Advance(TimeSpan.FromMinutes(9));
        await CallAsync(client);
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task A_token_that_is_refused_again_is_not_renewed_again()
    {
        using FpxClient client = Connect(_ => Task.FromResult<SecureString?>($"opaque-{++_asked}".Secure()), options => options.MaxRetryCount = 5);
        for (int i = 1; i < 9; i++) Refused[$"Bearer opaque-{i}"] = true;
        var failure = await Assert.ThrowsAsync<ServiceException>(() => CallAsync(client));
        Assert.Equal((FpxErrorCode.NotAuthenticated, 2, 2), (failure.ErrorCode, _received.Count, _asked));
        Assert.StartsWith("The service also rejected a new token from the provider. Who are you?", failure.Message);
    }

    [Fact]
    public async Task A_given_token_that_ends_in_the_middle_of_a_run_is_named_with_its_end_and_the_way_on()
    {
        string token = Secrets.Jwt(_clock.Now.AddMinutes(10), "given");
        using FpxClient client = _server.Connect(options => (options.AccessToken, options.TimeProvider) = (token.Secure(), _clock));
        DateTimeOffset end = client.Rest.Authentication!.Expiry!.Value;
        await CallAsync(client);
        _clock.Advance(TimeSpan.FromMinutes(11));
        Refused[$"Bearer {token}"] = true;
        var failure = await Assert.ThrowsAsync<ServiceException>(() => CallAsync(client));
        Assert.Equal(FpxErrorCode.NotAuthenticated, failure.ErrorCode);
        Assert.StartsWith($"The token of -AccessToken expired on {end.UtcDateTime:yyyy-MM-dd HH:mm} UTC. Who are you?", failure.Message);
        Assert.Contains("-TokenProvider", failure.RecommendedAction);
        Assert.DoesNotContain(token, failure.ToString());
    }

    [Fact]
    public async Task A_token_of_yesterday_is_told_before_anything_is_sent_and_one_that_has_just_ended_left_to_the_service()
    {
        DateTimeOffset end = _clock.Now.AddMinutes(-6);
        using FpxClient client = Connect(_ => Task.FromResult<SecureString?>(Secrets.Jwt(end, "late").Secure()));
        var failure = await Assert.ThrowsAsync<RestException>(() => CallAsync(client));
        Assert.Equal((FpxErrorCode.TokenProviderFailed, $"The token provider returned a token that expired on {end.UtcDateTime:yyyy-MM-dd HH:mm} UTC."), (failure.ErrorCode, failure.Message));
        Assert.Empty(_received);
        using FpxClient skewed = Connect(_ => Task.FromResult<SecureString?>(Secrets.Jwt(_clock.Now.AddMinutes(-4), "skewed").Secure()));
        await CallAsync(skewed);
        Assert.Single(_received);
    }

    [Fact]
    public async Task Without_a_provider_a_401_stays_one()
    {
        using FpxClient client = _server.Connect(options => (options.AccessToken, options.MaxRetryCount) = ("opaque".Secure(), 5));
        Refused["Bearer opaque"] = true;
        Assert.Equal(FpxErrorCode.NotAuthenticated, (await Assert.ThrowsAsync<ServiceException>(() => CallAsync(client))).ErrorCode);
        Assert.Single(_received);
    }

    [Fact]
    public async Task One_who_stops_waiting_leaves_the_others_their_token()
    {
        var gate = new TaskCompletionSource<SecureString?>(TaskCreationOptions.RunContinuationsAsynchronously);
        using FpxClient client = Connect(_ => gate.Task);
        using var stop = new CancellationTokenSource();
        Task first = CallAsync(client, stop.Token);
        Task second = CallAsync(client);
        stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult("opaque".Secure());
        await second;
    }

    [Fact]
    public async Task A_providers_failure_is_its_own_error_and_the_next_call_asks_anew()
    {
        var cause = new InvalidOperationException("The vault is closed.");
        using FpxClient client = Connect(
            _ => ++_asked == 1 ? throw cause : Task.FromResult<SecureString?>("opaque".Secure()),
            options => options.MaxRetryCount = 5);
        var failure = await Assert.ThrowsAsync<RestException>(() => CallAsync(client));
        Assert.Equal((FpxErrorCode.TokenProviderFailed, cause), (failure.ErrorCode, failure.InnerException));
        Assert.Equal("The token provider failed: The vault is closed.", failure.Message);
        Assert.Empty(_received);
        await CallAsync(client);
    }

    [Theory, InlineData(null), InlineData(""), InlineData("two words"), InlineData("opaque\r\nX-Other: 1")]
    public async Task What_is_no_token_is_not_sent(string? token)
    {
        using FpxClient client = Connect(_ => Task.FromResult(token is null ? null : token.Secure()));
        Assert.Equal(FpxErrorCode.TokenProviderFailed, (await Assert.ThrowsAsync<RestException>(() => CallAsync(client))).ErrorCode);
        Assert.Empty(_received);
    }

    [Fact]
    public async Task A_long_sign_in_costs_no_time_of_the_call()
    {
        using FpxClient client = Connect(
            async token =>
            {
                _clock.Advance(TimeSpan.FromHours(2));
                await Task.Yield();
                return "opaque".Secure();
            },
            options => options.TotalTimeout = TimeSpan.FromMinutes(1));

        await CallAsync(client);
    }

    [Fact]
    public async Task A_session_that_ends_does_not_wait_for_its_token()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        FpxClient client = Connect(async token =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, token);
            return null;
        });
        Task call = CallAsync(client);
        await begun.Task;

        client.Dispose();

        Assert.Equal(FpxErrorCode.NotConnected, (await Assert.ThrowsAsync<RestException>(() => call)).ErrorCode);
    }

    private static Task CallAsync(FpxClient client, CancellationToken stop = default) => client.SendAsync(new RawRequest { Method = "GET", Path = "timeZones" }, stop);

    private Func<CancellationToken, Task<SecureString?>> Lasting(TimeSpan time) =>
        _ => Task.FromResult<SecureString?>(Secrets.Jwt(_clock.Now + time, $"user{++_asked}").Secure());

    private FpxClient Connect(Func<CancellationToken, Task<SecureString?>> provider, Action<FpxClientOptions>? change = null) => _server.Connect(options =>
    {
        options.TokenProvider = async end => await provider(end) is { } token ? new AccessToken(new NetworkCredential(string.Empty, token).Password) : null;
        options.TimeProvider = _clock;
        change?.Invoke(options);
    });
}
