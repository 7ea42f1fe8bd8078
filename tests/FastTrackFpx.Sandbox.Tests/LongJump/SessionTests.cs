namespace FastTrackFpx.Sandbox.Tests.LongJump;

public sealed class SessionTests : IAsyncLifetime
{
    private readonly TestClock _clock = new();
    private LongJumpClient _client = null!;

    public async Task InitializeAsync() => _client = await LongJumpClient.StartAsync(o => o.TimeProvider = _clock);

    public async Task DisposeAsync() => await _client.DisposeAsync();

    [Fact]
    public async Task A_login_returns_a_session_or_minus_101()
    {
        PlatformResponse login = await _client.LogInAsync();
        Assert.Equal((HttpStatusCode.OK, 0), (login.Status, login.Code));
        Assert.Null(login.Platform.Element("login")!.Element("cookieString"));
        Assert.Equal(0, (await _client.GetAsync("tenant")).Code);
        PlatformResponse wrong = await _client.LogInAsync("wrong");
        Assert.Equal((HttpStatusCode.OK, -101), (wrong.Status, wrong.Code));
    }

    [Fact]
    public async Task A_login_can_return_the_cookie_too()
    {
        await using LongJumpClient client = await LongJumpClient.StartAsync(o => o.Readings["login"] = "cookieString");
        PlatformResponse login = await client.LogInAsync();
        Assert.Equal(client.Cookie + ";", (string)login.Platform.Element("login")!.Element("cookieString")!);
    }

    [Fact]
    public async Task A_session_that_is_not_used_expires_with_minus_101_and_status_200()
    {
        for (int i = 0; i < 3; i++)
        {
            _clock.Advance(TimeSpan.FromMinutes(19));
            Assert.Equal(0, (await _client.GetAsync("tenant")).Code);
        }

        _clock.Advance(TimeSpan.FromMinutes(21));
        PlatformResponse response = await _client.GetAsync("tenant");
        Assert.Equal((HttpStatusCode.OK, -101), (response.Status, response.Code));
        await _client.LogInAsync();
        Assert.Equal(0, (await _client.GetAsync("tenant")).Code);
    }

    [Fact]
    public async Task A_logout_ends_the_session()
    {
        Assert.Equal(0, (await _client.GetAsync("logout")).Code);
        Assert.Equal(-101, (await _client.GetAsync("tenant")).Code);
    }

    [Fact]
    public async Task A_fault_can_end_the_session_in_the_middle_of_a_run()
    {
        _client.Service.SetFaults("""{ "rules": [ { "method": "GET", "skip": 1, "times": 1, "faults": [ { "kind": "endSession" } ] } ] }""");
        var codes = new List<int>();
        for (int i = 0; i < 3; i++) codes.Add((await _client.GetAsync("tenant")).Code);
        Assert.Equal([0, -101, -101], codes);
    }

    [Theory]
    [InlineData("mixed", 200, 404, 400)]
    [InlineData("status", 401, 404, 400)]
    [InlineData("200", 200, 200, 200)]
    public async Task Negative_codes_come_with_the_status_that_the_reading_says(string reading, int lost, int missing, int invalid)
    {
        await using LongJumpClient client = await LongJumpClient.StartAsync(o => o.Readings["L21"] = reading);
        PlatformResponse notFound = await client.GetAsync("tenant/1");
        PlatformResponse badRequest = await client.GetAsync("tenant?filter=nonsense");
        client.Cookie = "JSESSIONID=unknown";
        PlatformResponse notLoggedIn = await client.GetAsync("tenant");
        Assert.Equal([lost, missing, invalid], [(int)notLoggedIn.Status, (int)notFound.Status, (int)badRequest.Status]);
        Assert.Equal([-101, -200, -300], [notLoggedIn.Code, notFound.Code, badRequest.Code]);
    }

    [Fact]
    public async Task The_log_and_the_discovery_file_contain_no_secret()
    {
        await _client.GetAsync("tenant");
        string log = JsonSerializer.Serialize(_client.Service.Log.Entries);
        Assert.Contains("longJump", log);
        Assert.DoesNotContain(_client.Cookie.Split('=')[1], log);
        Assert.DoesNotContain(
            await File.ReadAllTextAsync(_client.Text("passwordPath")),
            log + await File.ReadAllTextAsync(Path.Combine(_client.Service.StateFolder, "sandbox.json")));
    }
}
