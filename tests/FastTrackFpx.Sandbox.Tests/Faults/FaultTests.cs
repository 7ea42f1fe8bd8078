using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using FastTrackFpx.Sandbox.Tests.Support;

namespace FastTrackFpx.Sandbox.Tests.Faults;

public sealed class FaultTests : IAsyncLifetime
{
    private readonly TestClock _clock = new();
    private TestSandbox _sandbox = null!;

    public async Task InitializeAsync() => _sandbox = await TestSandbox.StartAsync(o => o.TimeProvider = _clock);

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Fact]
    public async Task A_status_replaces_the_response_as_often_as_the_plan_says()
    {
        Strike("""{ "kind": "status", "status": 503, "retryAfter": 120 }""", """ "path": "time*", "skip": 1, "times": 2 """);
        HttpStatusCode[] statuses = [await GetAsync("timeZones"), await GetAsync("services"), await GetAsync("timeZones"),
            await GetAsync("timeZones"), await GetAsync("timeZones")];
        Assert.Equal([200, 200, 503, 503, 200], statuses.Select(s => (int)s));
        Strike("""{ "kind": "status", "status": 503, "retryAfter": 120 }""");
        using HttpResponseMessage refused = await _sandbox.Client.GetAsync("timeZones");
        Assert.Equal(TimeSpan.FromSeconds(120), refused.Headers.RetryAfter!.Delta);
        Assert.Contains("\"errorStatus\":503", await refused.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("request", 0)]
    [InlineData("upload", 0)]
    [InlineData("before", 0)]
    [InlineData("headers", 1)]
    public async Task A_reset_leaves_the_caller_without_a_response(string moment, int carriedOut)
    {
        string route = await NotesAsync();
        int before = await CountAsync(route);
        Strike($$"""{ "kind": "reset", "moment": "{{moment}}" }""", """ "method": "write" """);
        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(route));
        Assert.Equal(before + carriedOut, await CountAsync(route));
        Assert.Equal((0, "rules[0]"), (_sandbox.Service.Log.Entries[^2].Status, _sandbox.Service.Log.Entries[^2].Fault));
    }

    [Fact]
    public async Task A_reset_in_the_body_truncates_the_response()
    {
        Strike("""{ "kind": "reset", "moment": "body", "bytes": 50 }""");
        using HttpResponseMessage answer = await _sandbox.Client.GetAsync("timeZones", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await Assert.ThrowsAnyAsync<Exception>(() => answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_cut_off_document_has_a_matching_content_length()
    {
        Strike("""{ "kind": "cutOff", "bytes": 40 }""");
        string text = await _sandbox.Client.GetStringAsync("timeZones");
        Assert.Equal(40, text.Length);
        Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(text));
    }

    [Fact]
    public async Task A_sign_in_page_replaces_the_response()
    {
        Strike("""{ "kind": "html", "status": 200 }""");
        using HttpResponseMessage answer = await _sandbox.Client.GetAsync("timeZones");
        Assert.Equal((HttpStatusCode.OK, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.StartsWith("<!DOCTYPE html>", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_right_response_can_have_a_wrong_content_type()
    {
        Strike("""{ "kind": "contentType", "contentType": "text/csv" }""");
        using HttpResponseMessage answer = await _sandbox.Client.GetAsync("timeZones");
        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(JsonValueKind.Array, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.ValueKind);
    }

    [Fact]
    public async Task A_damaged_compression_fails_while_unpacking()
    {
        Strike("""{ "kind": "gzip" }""");
        using HttpResponseMessage answer = await _sandbox.Client.GetAsync("timeZones");
        Assert.Equal(["gzip"], answer.Content.Headers.ContentEncoding);
        using var unpacked = new GZipStream(await answer.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        await Assert.ThrowsAsync<InvalidDataException>(() => unpacked.CopyToAsync(Stream.Null));
    }

    [Theory]
    [InlineData("repeatedPage", 1)]
    [InlineData("missingPage", 3)]
    public async Task A_wrong_page_is_returned(string kind, int given)
    {
        string[] pages = new string[4];
        for (int i = 1; i < 4; i++) pages[i] = (await _sandbox.GetAsync($"partnerReferrals?pageSize=4&page={i}")).GetProperty("items")
            .ToString();
        Strike($$"""{ "kind": "{{kind}}" }""", """ "query": "page=2" """);
        Assert.Equal(pages[given], (await _sandbox.GetAsync("partnerReferrals?pageSize=4&page=2")).GetProperty("items").ToString());
        Assert.Equal(pages[1], (await _sandbox.GetAsync("partnerReferrals?pageSize=4&page=1")).GetProperty("items").ToString());
    }

    [Theory]
    [InlineData("""{ "kind": "lostAnswer" }""", 0)]
    [InlineData("""{ "kind": "lostAnswer", "status": 502 }""", 502)]
    public async Task A_write_is_carried_out_and_its_response_is_lost(string fault, int status)
    {
        string route = await NotesAsync();
        int before = await CountAsync(route);
        Strike(fault, """ "method": "POST" """);
        if (status == 0) await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(route));
        else Assert.Equal(status, (int)await PostAsync(route));
        Assert.Equal(before + 1, await CountAsync(route));
    }

    [Fact]
    public async Task A_write_is_carried_out_late()
    {
        string route = await NotesAsync();
        int before = await CountAsync(route);
        Strike("""{ "kind": "late", "seconds": 30 }""", """ "method": "POST" """);
        Assert.Equal(HttpStatusCode.GatewayTimeout, await PostAsync(route));
        Assert.Equal(before, await CountAsync(route));
        _clock.Advance(TimeSpan.FromSeconds(31));
        for (int i = 0; i < 500 && await CountAsync(route) == before; i++) await Task.Yield();
        Assert.Equal(before + 1, await CountAsync(route));
    }

    [Theory]
    [InlineData("before")]
    [InlineData("headers")]
    [InlineData("body")]
    public async Task A_delay_waits_by_the_clock_of_the_sandbox(string moment)
    {
        Strike($$"""{ "kind": "delay", "moment": "{{moment}}", "seconds": 60 }""");
        Task<string> answer = _sandbox.Client.GetStringAsync("timeZones");
        await _clock.UntilSomebodyWaitsAsync(TimeSpan.FromHours(1));
        Assert.False(answer.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(JsonValueKind.Array, JsonDocument.Parse(await answer).RootElement.ValueKind);
    }

    [Fact]
    public async Task The_date_header_of_one_response_can_be_wrong()
    {
        Strike("""{ "kind": "clockSkew", "seconds": -7200 }""");
        using HttpResponseMessage answer = await _sandbox.Client.GetAsync("timeZones");
        Assert.Equal(_clock.GetUtcNow().AddHours(-2), answer.Headers.Date);
    }

    [Fact]
    public async Task The_same_seed_strikes_the_same_requests_at_about_the_planned_rate()
    {
        string[] runs = new string[3];
        for (int run = 0; run < 3; run++)
        {
            _sandbox.Service.SetFaults($$"""{ "seed": {{(run == 2 ? 5 : 4)}}, "rules": [ { "percent": 20, "faults": [ { "kind": "status", "status": 500 }, { "kind": "status", "status": 503 } ] } ] }""");
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
        (HttpStatusCode put, JsonElement plan) = await _sandbox.SendAsync(
            HttpMethod.Put, "/sandbox/faults", """{ "rules": [ { "name": "down", "faults": [ { "kind": "status" } ] } ] }""");
        Assert.Equal((HttpStatusCode.OK, "down"), (put, plan.GetProperty("rules")[0].GetProperty("name").GetString()));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await GetAsync("timeZones"));
        JsonElement counts = (await _sandbox.GetAsync("/sandbox/faults")).GetProperty("rules")[0];
        Assert.Equal((1, 1), (counts.GetProperty("matched").GetInt32(), counts.GetProperty("struck").GetInt32()));
        await _sandbox.SendAsync(HttpMethod.Delete, "/sandbox/faults");
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
        (HttpStatusCode status, JsonElement body) = await _sandbox.SendAsync(HttpMethod.Put, "/sandbox/faults", plan);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(says, body.GetProperty("errors").GetProperty("Faults")[0].GetString());
        Assert.Contains(says, Assert.Throws<FormatException>(() => _sandbox.Service.SetFaults(plan)).Message);
        var refused = await Assert.ThrowsAsync<SandboxStartException>(
            () => SandboxService.StartAsync(new SandboxOptions { InMemory = true, Faults = plan }));
        Assert.Contains(says, refused.Message);
        Assert.Equal(HttpStatusCode.OK, await GetAsync("timeZones"));
    }

    private void Strike(string fault, string? rule = null) =>
        _sandbox.Service.SetFaults($$"""{ "seed": 1, "rules": [ { {{(rule is null ? "" : rule + ",")}} "faults": [ {{fault}} ] } ] }""");

    private async Task<HttpStatusCode> GetAsync(string route) => (await _sandbox.SendAsync(HttpMethod.Get, route)).Status;

    private async Task<string> NotesAsync() => $"tenants/{await _sandbox.TenantIdAsync()}/notes";

    private async Task<int> CountAsync(string route) => (await _sandbox.GetAsync(route)).GetProperty("count").GetInt32();

    private async Task<HttpStatusCode> PostAsync(string route) =>
        (await _sandbox.SendAsync(HttpMethod.Post, route, """{ "text": "a note", "noteCategoryId": 1 }""")).Status;
}
