namespace FastTrackFpx.Tests.Connection;

public sealed class OddServiceTests
{
    [Fact]
    public async Task An_html_page_and_a_body_that_ends_in_the_middle_are_told_apart()
    {
        ErrorRecord error = await RefusedAsync(
            context => OddServer.TextAsync(context, "<html><body>Corporate proxy says no</body></html>", "text/html"), "ResponseNotJson", ErrorCategory.InvalidResult);
        Assert.Contains("Corporate proxy", error.ErrorDetails.Message);
        await RefusedAsync(
            context => OddServer.TextAsync(context, """[{"id":1,"name":"UT""", "application/json"), "ResponseTruncated", ErrorCategory.InvalidResult);
    }

    [Fact]
    public Task A_redirect_to_another_host_is_not_followed() => RefusedAsync(
        context =>
        {
            context.Response.Redirect("https://evil.example/collect");
            return Task.CompletedTask;
        },
        "RedirectRefused",
        ErrorCategory.SecurityError);

    [Fact]
    public async Task A_refusal_carries_the_services_words_and_its_id_for_the_call()
    {
        ErrorRecord error = await RefusedAsync(
            context =>
            {
                context.Response.Headers["x-correlation-id"] = "abc-123";
                return OddServer.TextAsync(context, """{"errorStatus":403,"dependencyType":"Dynamics","dependencyOwner":"CRM Team","message":"Partner is not enrolled."}""", "application/json", 403);
            },
            "NotAuthorized",
            ErrorCategory.PermissionDenied);

        Assert.All(["Partner is not enrolled.", "Dynamics", "CRM Team", "GET /ftop/v1.2/api/timeZones", "abc-123"], part => Assert.Contains(part, error.ErrorDetails.Message));
    }

    [Fact]
    public async Task Refused_fields_go_by_the_names_of_parameters()
    {
        await using OddServer service = await OddServer.StartAsync(context => context.Request.Path.Value!.EndsWith("timeZones", StringComparison.Ordinal)
            ? OddServer.TextAsync(context, "[]", "application/json")
            : OddServer.TextAsync(context, """{"errorStatus":400,"message":"Bad.","errors":{"TenantIds":["must be a guid"],"Other":["is odd"]}}""", "application/json", 400));
        PowerShellSession session = service.Connect();
        ErrorRecord error = ErrorRecordAssert.NonTerminating(
            session.Run($"Get-FpxTenant -TenantId {Guid.NewGuid()}"), "RequestRefused", ErrorCategory.InvalidArgument);
        Assert.Contains("-TenantId: must be a guid", error.ErrorDetails.Message);
        Assert.Contains("Other: is odd", error.ErrorDetails.Message);
        Assert.IsType<Guid>(error.TargetObject is PSObject wrapped ? wrapped.BaseObject : error.TargetObject);
    }

    [Fact]
    public async Task Tenants_are_read_however_oddly_they_are_written()
    {
        await using OddServer service = await OddServer.StartAsync(OddServer.Json(
            ("timeZones", "[]"),
            ("partnerTenants", """
                {"Count":2,"hasMore":false,"extra":{"a":[1]},"items":[
                  {"TenantID":"0a0b0c0d000000000000000000000001","name":"Åkeri & Söner","tpid":"42","claimedWorkloads":[{"id":1,"name":"Exchange Online"},{"id":"2","name":null}]},
                  {"tenantId":"0a0b0c0d-0000-0000-0000-000000000002","name":null,"tpid":9223372036854775807,"claimedWorkloads":null}]}
                """)));
        PowerShellSession session = service.Connect();

        SessionResult result = session.Run("Get-FpxTenant").Succeeded();

        Assert.Equal([Guid.Parse("0a0b0c0d-0000-0000-0000-000000000001"), Guid.Parse("0a0b0c0d-0000-0000-0000-000000000002")], result.Output.Select(item => (Guid)item!.Properties["TenantId"].Value));
        Assert.Equal([42L, long.MaxValue], result.Output.Select(item => (long)item!.Properties["Tpid"].Value));
        Assert.Equal("Exchange Online; 2", result.Output[0]!.Properties["ClaimedWorkloads"].Value.ToString());
    }

    [Fact]
    public async Task Numbers_of_any_call_stay_whole_or_decimal()
    {
        await using OddServer service = await OddServer.StartAsync(OddServer.Json(
            ("timeZones", "[]"), ("odd/thing", """{"whole":3000000000,"money":0.1,"list":[1,2.50],"inner":{"name":"x","nothing":null},"yes":true}""")));
        PowerShellSession session = service.Connect();
        PSObject thing = session.Run($"Invoke-FpxRequest odd/thing -Query {new System.Collections.Hashtable { ["a b"] = new[] { "1", "ü" } }}").Succeeded().Output.Single()!;
        Assert.Equal(3000000000L, thing.Properties["whole"].Value);
        Assert.Equal(0.1m, thing.Properties["money"].Value);
        Assert.Equal([1L, 2.50m], (object[])thing.Properties["list"].Value);
        Assert.Equal("x", ((PSObject)thing.Properties["inner"].Value).Properties["name"].Value);
        Assert.Equal(true, thing.Properties["yes"].Value);
        Assert.Equal("GET /ftop/v1.2/api/odd/thing?a%20b=1&a%20b=%C3%BC", service.Requests[^1]);
    }

    [Fact]
    public async Task Pages_of_any_list_are_read_to_their_end()
    {
        await using OddServer service = await OddServer.StartAsync(context => context.Request.Path.Value!.EndsWith("timeZones", StringComparison.Ordinal)
            ? OddServer.TextAsync(context, "[]", "application/json")
            : OddServer.TextAsync(
                context,
                context.Request.Query["page"] == "2" ? """{"count":3,"hasMore":false,"things":[{"n":3}]}""" : """{"count":3,"hasMore":true,"things":[{"n":1},{"n":2}]}""",
                "application/json"));
        PowerShellSession session = service.Connect();
        SessionResult result = session.Run("Invoke-FpxRequest things -Paginate").Succeeded();
        Assert.Equal([1L, 2L, 3L], result.Output.Select(item => item!.Properties["n"].Value));
        Assert.Equal(3, service.Requests.Count);
    }

    private static async Task<ErrorRecord> RefusedAsync(Func<HttpContext, Task> answer, string id, ErrorCategory category)
    {
        await using OddServer service = await OddServer.StartAsync(answer);
        using PowerShellSession session = PowerShellSession.OpenWithModule();
        return ErrorRecordAssert.Terminating(session.Run($"Connect-FpxService -SandboxPath {service.StateFolder} -MaxRetryCount 0"), id, category);
    }
}
