namespace FastTrackFpx.Sandbox.Tests.Faults;

/// <summary>Faults that leave a caller in doubt about what happened to its write.</summary>
public sealed class WriteFateTests : SandboxTest
{
    private string _notes = "";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _notes = $"tenants/{await Sandbox.TenantIdAsync()}/notes";
    }

    [Theory, InlineData(504), InlineData(0)]
    public async Task A_late_write_is_carried_out_after_its_answer(int status)
    {
        int before = await CountAsync();
        Sandbox.Strike($$"""{ "kind": "late", "status": {{status}}, "seconds": 90 }""", """ "method": "POST", "times": 1 """);
        if (status == 0) await Assert.ThrowsAsync<HttpRequestException>(PostAsync);
        else Assert.Equal(status, (int)await PostAsync());
        LoggedRequest write = Sandbox.Service.Log.Entries[^1];
        Assert.Equal(("POST", status, false), (write.Method, write.Status, write.CarriedOut));
        Clock.Advance(TimeSpan.FromSeconds(89));
        Assert.Equal(before, await CountAsync());
        Assert.Equal(1, (await Sandbox.GetAsync("/sandbox/faults")).Number("pending"));
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Sandbox.Service.SettledAsync();
        Assert.Equal(before + 1, await CountAsync());
        Assert.True(Sandbox.Service.Log.Entries.Single(entry => entry.Number == write.Number).CarriedOut);
    }

    [Theory]
    [InlineData("""{ "kind": "lostAnswer", "status": 503 }""", null)]
    [InlineData("""{ "kind": "lostAnswer", "status": 503, "retryAfter": 30 }""", 30)]
    [InlineData("""{ "kind": "status", "status": 503, "retryAfter": 30, "carryOut": true }""", 30)]
    [InlineData("""{ "kind": "proxy", "status": 502, "carryOut": true }""", null)]
    public async Task A_status_can_follow_a_write_that_was_carried_out(string fault, int? retryAfter)
    {
        int before = await CountAsync();
        Sandbox.Strike(fault, """ "method": "POST", "times": 1 """);
        using HttpResponseMessage response = await Sandbox.Client.PostAsync(_notes, Note());
        Assert.InRange((int)response.StatusCode, 502, 503);
        Assert.Equal(retryAfter, response.Headers.RetryAfter?.Delta?.TotalSeconds);
        Assert.True(Sandbox.Service.Log.Entries[^1].CarriedOut);
        Assert.Equal(before + 1, await CountAsync());
    }

    [Fact]
    public async Task Date_header_and_record_times_follow_the_clock_with_offsets_of_their_own()
    {
        Clock.Advance(TimeSpan.FromDays(400));
        using HttpResponseMessage later = await Sandbox.Client.GetAsync("timeZones");
        Assert.Equal(Clock.GetUtcNow(), later.Headers.Date);
        Sandbox.Service.SetFaults("""{ "clock": { "dateHeader": 3, "records": -5 } }""");
        using HttpResponseMessage response = await Sandbox.Client.PostAsync(_notes, Note());
        DateTimeOffset now = Clock.GetUtcNow();
        Assert.Equal(now.AddSeconds(3), response.Headers.Date);
        JsonElement note = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(now.AddSeconds(-5), note.GetProperty("created").GetDateTimeOffset());
    }

    [Fact]
    public async Task A_store_can_normalise_the_text_of_writes()
    {
        Sandbox.Service.SetFaults("""{ "store": [ "trim", "lowerMail", "nfc" ] }""");
        string contacts = _notes.Replace("/notes", "/contacts");
        (HttpStatusCode status, JsonElement contact) = await Sandbox.SendAsync(HttpMethod.Post, contacts, """
            { "name": "  Zoe\u0308 Ada ", "email": " Zoe@Example.COM ", "title": null, "surveyEligible": null, "countryRegionId": null,
              "surveyLanguageId": null, "contactTypeId": 1, "services": [] }
            """);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("Zo\u00EB Ada", contact.Text("name"));
        Assert.Equal("zoe@example.com", contact.Text("email"));
    }

    private static StringContent Note() => new("""{ "text": "a note", "noteCategoryId": 1 }""", Encoding.UTF8, "application/json");

    private async Task<HttpStatusCode> PostAsync()
    {
        using HttpResponseMessage response = await Sandbox.Client.PostAsync(_notes, Note());
        return response.StatusCode;
    }

    private async Task<int> CountAsync() => (await Sandbox.GetAsync(_notes)).Number("count");
}
