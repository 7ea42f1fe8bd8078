namespace FastTrackFpx.Sandbox.Tests.LongJump;

public sealed class SessionTests() : ServiceTest<LongJumpClient>(() => LongJumpClient.StartAsync())
{
    [Fact]
    public async Task A_login_returns_a_session_or_minus_101()
    {
        PlatformResponse login = await Client.LogInAsync();
        Assert.Equal((HttpStatusCode.OK, 0), (login.Status, login.Code));
        Assert.Null(login.Platform.Element("login")!.Element("cookieString"));
        Assert.Equal(0, (await Client.GetAsync("tenant")).Code);
        PlatformResponse wrong = await Client.LogInAsync("wrong");
        Assert.Equal((HttpStatusCode.OK, -101), (wrong.Status, wrong.Code));
    }

    [Fact]
    public async Task A_session_that_is_not_used_expires_with_minus_101_and_status_200()
    {
        for (int i = 0; i < 3; i++)
        {
            Client.Clock.Advance(TimeSpan.FromMinutes(19));
            Assert.Equal(0, (await Client.GetAsync("tenant")).Code);
        }

        Client.Clock.Advance(TimeSpan.FromMinutes(21));
        PlatformResponse response = await Client.GetAsync("tenant");
        Assert.Equal((HttpStatusCode.OK, -101), (response.Status, response.Code));
        await Client.LogInAsync();
        Assert.Equal(0, (await Client.GetAsync("tenant")).Code);
    }

    [Fact]
    public async Task A_logout_ends_the_session()
    {
        Assert.Equal(0, (await Client.GetAsync("logout")).Code);
        Assert.Equal(-101, (await Client.GetAsync("tenant")).Code);
    }

    [Fact]
    public async Task A_fault_can_end_the_session_in_the_middle_of_a_run()
    {
        Client.Service.SetFaults("""{ "rules": [ { "method": "GET", "skip": 1, "times": 1, "faults": [ { "kind": "endSession" } ] } ] }""");
        var codes = new List<int>();
        for (int i = 0; i < 3; i++) codes.Add((await Client.GetAsync("tenant")).Code);
        Assert.Equal([0, -101, -101], codes);
    }

    [Fact]
    public async Task The_log_and_the_discovery_file_contain_no_secret()
    {
        await Client.GetAsync("tenant");
        string log = JsonSerializer.Serialize(Client.Service.Log.Entries);
        Assert.Contains("longJump", log);
        Assert.DoesNotContain(Client.Cookie.Split('=')[1], log);
        Assert.DoesNotContain(
            await File.ReadAllTextAsync(Client.Text("passwordPath")),
            log + await File.ReadAllTextAsync(Path.Combine(Client.Service.StateFolder, "sandbox.json")));
    }
}
