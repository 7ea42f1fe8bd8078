namespace FastTrackFpx.Sandbox.Tests.Faults;

public sealed class FaultTests : SandboxTest
{
    [Fact]
    public async Task A_status_replaces_the_response_as_often_as_the_plan_says()
    {
        Sandbox.Strike("""{ "kind": "status", "status": 503, "retryAfter": 120 }""", """ "path": "time*", "skip": 1, "times": 2 """);
        HttpStatusCode[] statuses = [await GetAsync("timeZones"), await GetAsync("services"), await GetAsync("timeZones"),
            await GetAsync("timeZones"), await GetAsync("timeZones")];
        Assert.Equal([200, 200, 503, 503, 200], statuses.Select(s => (int)s));
        Sandbox.Strike("""{ "kind": "status", "status": 503, "retryAfter": 120 }""");
        using HttpResponseMessage refused = await Sandbox.Client.GetAsync("timeZones");
        Assert.Equal(TimeSpan.FromSeconds(120), refused.Headers.RetryAfter!.Delta);
        Assert.Contains("\"errorStatus\":503", await refused.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_right_response_can_have_a_wrong_content_type_or_date()
    {
        Sandbox.Strike("""{ "kind": "contentType", "contentType": "text/csv" }""");
        using HttpResponseMessage answer = await Sandbox.Client.GetAsync("timeZones");
        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(JsonValueKind.Array, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.ValueKind);
        Sandbox.Strike("""{ "kind": "clockSkew", "seconds": -7200 }""");
        using HttpResponseMessage late = await Sandbox.Client.GetAsync("timeZones");
        Assert.Equal(Clock.GetUtcNow().AddHours(-2), late.Headers.Date);
    }

    [Fact]
    public async Task The_same_seed_strikes_the_same_requests_at_about_the_planned_rate()
    {
        string[] runs = new string[3];
        for (int run = 0; run < 3; run++)
        {
            Sandbox.Service.SetFaults($$"""{ "seed": {{(run == 2 ? 5 : 4)}}, "rules": [ { "percent": 20, "faults": [ { "kind": "status", "status": 500 }, { "kind": "status", "status": 503 } ] } ] }""");
            var statuses = new StringBuilder();
            for (int i = 0; i < 300; i++) statuses.Append((int)await GetAsync("adminTypes")).Append(' ');
            runs[run] = statuses.ToString();
        }

        Assert.Equal(runs[0], runs[1]);
        Assert.NotEqual(runs[0], runs[2]);
        Assert.InRange(runs[0].Split(' ').Count(s => s is "500" or "503"), 35, 85);
        Assert.Contains("500", runs[0]);
        Assert.Contains("503", runs[0]);
    }

    [Fact]
    public async Task The_plan_can_be_replaced_by_control_requests()
    {
        (HttpStatusCode put, JsonElement plan) = await Sandbox.SendAsync(
            HttpMethod.Put, "/sandbox/faults", """{ "rules": [ { "name": "down", "faults": [ { "kind": "status" } ] } ] }""");
        Assert.Equal((HttpStatusCode.OK, "down"), (put, plan.GetProperty("rules")[0].Text("name")));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await GetAsync("timeZones"));
        JsonElement counts = (await Sandbox.GetAsync("/sandbox/faults")).GetProperty("rules")[0];
        Assert.Equal((1, 1), (counts.Number("matched"), counts.Number("struck")));
        await Sandbox.SendAsync(HttpMethod.Delete, "/sandbox/faults");
        Assert.Equal(HttpStatusCode.OK, await GetAsync("timeZones"));
    }

    [Theory]
    [InlineData("{", "not JSON")]
    [InlineData("{}", "no list of rules")]
    [InlineData("""{ "rules": [ {} ] }""", "rules[0] has no list of faults")]
    [InlineData("""{ "rules": [ { "faults": [ {} ] } ] }""", "rules[0].faults[0] has no kind")]
    [InlineData("""{ "rules": [ { "faults": [ { "kind": "explode" } ] } ] }""", "'explode'")]
    [InlineData("""{ "rules": [ { "faults": [ { "kind": "reset", "moment": "never" } ] } ] }""", "'never'")]
    [InlineData("""{ "rules": [ { "faults": [ { "kind": "status", "status": 99 } ] } ] }""", "status")]
    [InlineData("""{ "rules": [ { "persent": 5, "faults": [ { "kind": "status" } ] } ] }""", "'persent'")]
    [InlineData("""{ "rules": [ { "percent": 500, "faults": [ { "kind": "status" } ] } ] }""", "percent")]
    public async Task An_invalid_plan_is_rejected_with_its_position_and_the_old_one_stays(string plan, string says)
    {
        (HttpStatusCode status, JsonElement body) = await Sandbox.SendAsync(HttpMethod.Put, "/sandbox/faults", plan);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(says, body.GetProperty("errors").GetProperty("Faults")[0].GetString());
        Assert.Contains(says, Assert.Throws<FormatException>(() => Sandbox.Service.SetFaults(plan)).Message);
        var refused = await Assert.ThrowsAsync<SandboxStartException>(() => SandboxService.StartAsync(new SandboxOptions { InMemory = true, Faults = plan }));
        Assert.Contains(says, refused.Message);
        Assert.Equal(HttpStatusCode.OK, await GetAsync("timeZones"));
    }

    private async Task<HttpStatusCode> GetAsync(string route) => (await Sandbox.SendAsync(HttpMethod.Get, route)).Status;
}
