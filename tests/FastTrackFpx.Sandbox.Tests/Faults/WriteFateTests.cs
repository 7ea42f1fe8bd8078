namespace FastTrackFpx.Sandbox.Tests.Faults;

/// <summary>Faults that leave a caller in doubt about what happened to its write.</summary>
public sealed class WriteFateTests : IAsyncLifetime
{
    private readonly TestClock _clock = new();
    private TestSandbox _sandbox = null!;
    private string _notes = "";

    public async Task InitializeAsync()
    {
        _sandbox = await TestSandbox.StartAsync(o => o.TimeProvider = _clock);
        _notes = $"tenants/{await _sandbox.TenantIdAsync()}/notes";
    }

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Theory, InlineData(504), InlineData(0)]
    public async Task A_late_write_is_carried_out_after_its_answer(int status)
    {
        int before = await CountAsync();
        Strike($$"""{ "kind": "late", "status": {{status}}, "seconds": 90 }""");
        if (status == 0) await Assert.ThrowsAsync<HttpRequestException>(PostAsync);
        else Assert.Equal(status, (int)await PostAsync());
        LoggedRequest write = _sandbox.Service.Log.Entries[^1];
        Assert.Equal(("POST", status, false), (write.Method, write.Status, write.CarriedOut));
        _clock.Advance(TimeSpan.FromSeconds(89));
        Assert.Equal(before, await CountAsync());
        Assert.Equal(1, (await _sandbox.GetAsync("/sandbox/faults")).Number("pending"));
        _clock.Advance(TimeSpan.FromSeconds(1));
        await _sandbox.Service.SettledAsync();
        Assert.Equal(before + 1, await CountAsync());
        Assert.True(_sandbox.Service.Log.Entries.Single(entry => entry.Number == write.Number).CarriedOut);
    }

    [Theory]
    [InlineData("""{ "kind": "lostAnswer", "status": 503 }""", null)]
    [InlineData("""{ "kind": "lostAnswer", "status": 503, "retryAfter": 30 }""", 30)]
    [InlineData("""{ "kind": "status", "status": 503, "retryAfter": 30, "carryOut": true }""", 30)]
    [InlineData("""{ "kind": "proxy", "status": 502, "carryOut": true }""", null)]
    public async Task A_status_can_follow_a_write_that_was_carried_out(string fault, int? retryAfter)
    {
        int before = await CountAsync();
        Strike(fault);
        using HttpResponseMessage response = await _sandbox.Client.PostAsync(_notes, Note());
        Assert.InRange((int)response.StatusCode, 502, 503);
        Assert.Equal(retryAfter, response.Headers.RetryAfter?.Delta?.TotalSeconds);
        Assert.True(_sandbox.Service.Log.Entries[^1].CarriedOut);
        Assert.Equal(before + 1, await CountAsync());
    }

    [Fact]
    public async Task Date_header_and_record_times_follow_the_clock_with_offsets_of_their_own()
    {
        _clock.Advance(TimeSpan.FromDays(400));
        using HttpResponseMessage later = await _sandbox.Client.GetAsync("timeZones");
        Assert.Equal(_clock.GetUtcNow(), later.Headers.Date);
        _sandbox.Service.SetFaults("""{ "clock": { "dateHeader": 3, "records": -5 } }""");
        using HttpResponseMessage response = await _sandbox.Client.PostAsync(_notes, Note());
        DateTimeOffset now = _clock.GetUtcNow();
        Assert.Equal(now.AddSeconds(3), response.Headers.Date);
        JsonElement note = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(now.AddSeconds(-5), note.GetProperty("created").GetDateTimeOffset());
    }

    [Fact]
    public async Task A_store_can_normalise_the_text_of_writes()
    {
        _sandbox.Service.SetFaults("""{ "store": [ "trim", "lowerMail", "nfc" ] }""");
        string contacts = _notes.Replace("/notes", "/contacts");
        (HttpStatusCode status, JsonElement contact) = await _sandbox.SendAsync(HttpMethod.Post, contacts, """
            { "name": "  Zoe\u0308 Ada ", "email": " Zoe@Example.COM ", "title": null, "surveyEligible": null, "countryRegionId": null,
              "surveyLanguageId": null, "contactTypeId": 1, "services": [] }
            """);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("Zo\u00EB Ada", contact.Text("name"));
        Assert.Equal("zoe@example.com", contact.Text("email"));
    }

    private void Strike(string fault) => _sandbox.Service.SetFaults($$"""{ "rules": [ { "method": "POST", "times": 1, "faults": [ {{fault}} ] } ] }""");

    private static StringContent Note() => new("""{ "text": "a note", "noteCategoryId": 1 }""", Encoding.UTF8, "application/json");

    private async Task<HttpStatusCode> PostAsync()
    {
        using HttpResponseMessage response = await _sandbox.Client.PostAsync(_notes, Note());
        return response.StatusCode;
    }

    private async Task<int> CountAsync() => (await _sandbox.GetAsync(_notes)).Number("count");
}
