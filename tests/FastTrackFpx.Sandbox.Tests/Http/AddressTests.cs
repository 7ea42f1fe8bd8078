namespace FastTrackFpx.Sandbox.Tests.Http;

public sealed class AddressTests() : SandboxTest(o => o.Tenants = 5)
{
    [Theory, InlineData("/ftop/v1/api/timeZones"), InlineData("/ftop/v1.1/api/timezones"), InlineData("/FTOP/V1.2/API/TIMEZONES")]
    [InlineData("/ftop/v1.2/api/services/FRP")]
    public async Task Paths_match_without_case_in_every_version(string path)
    {
        JsonElement answer = await Sandbox.GetAsync(path);
        Assert.NotEqual(0, answer.GetArrayLength());
    }

    [Theory, InlineData("/"), InlineData("/ftop/v1.2/api/nothing"), InlineData("/ftop/v2/api/timeZones")]
    [InlineData("/ftop/v1.2/timeZones"), InlineData("/ftop/v1.2/api/timeZones/1")]
    public async Task An_address_without_an_operation_is_404_and_names_no_dependency(string path)
    {
        (HttpStatusCode status, JsonElement body) = await Sandbox.SendAsync(HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Equal(404, body.Number("errorStatus"));
        Assert.False(body.TryGetProperty("dependencyType", out _));
    }

    [Fact]
    public async Task A_record_that_is_not_there_is_404_and_an_id_that_is_none_400()
    {
        (HttpStatusCode status, JsonElement body) = await Sandbox.SendAsync(HttpMethod.Get, $"tenants/{Guid.NewGuid()}");
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Equal("Dynamics", body.Text("dependencyType"));
        (HttpStatusCode invalid, JsonElement fault) = await Sandbox.SendAsync(HttpMethod.Get, "tenants/not-a-guid");
        Assert.Equal(HttpStatusCode.BadRequest, invalid);
        Assert.Contains("not-a-guid", fault.GetProperty("errors").GetProperty("TenantId")[0].GetString());
    }

    [Fact]
    public async Task Another_method_is_405_and_another_content_type_415()
    {
        using HttpResponseMessage answer = await Sandbox.Client.DeleteAsync("timeZones");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["GET"], answer.Content.Headers.Allow);
        using var body = new StringContent("text=a+note&noteCategoryId=1", System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
        using HttpResponseMessage refused = await Sandbox.Client.PostAsync($"tenants/{await Sandbox.TenantIdAsync()}/notes", body);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, refused.StatusCode);
    }

    [Fact]
    public async Task Every_response_has_the_correlation_id_of_its_log_entry()
    {
        using HttpResponseMessage answer = await Sandbox.Client.GetAsync("services?Page=1");
        LoggedRequest entry = Sandbox.Service.Log.Entries[^1];
        Assert.Equal(answer.Headers.GetValues("x-correlation-id").Single(), entry.CorrelationId);
        Assert.Equal(("GET", "v1.2", "services", "?Page=1", 200), (entry.Method, entry.Version, entry.Path, entry.Query, entry.Status));
    }

    [Fact]
    public async Task The_log_counts_by_method_and_path()
    {
        await Sandbox.GetAsync("timeZones");
        await Sandbox.GetAsync("services");
        await Sandbox.GetAsync("services/frp");
        await Sandbox.SendAsync(HttpMethod.Patch, "services", "{}");
        RequestLog log = Sandbox.Service.Log;
        Assert.Equal((4, 3, 2, 1), (log.Count(), log.Count("GET"), log.Count("get", "Services"), log.Count("PATCH", "services")));
        Assert.Equal(4, log.CallsPerMinute().Values.Sum());
        Assert.Equal(4, log.MostInAnyMinute());
        log.Clear();
        Assert.Equal(0, log.Count());
    }
}
