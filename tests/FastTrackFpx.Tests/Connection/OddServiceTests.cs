namespace FastTrackFpx.Tests.Connection;

public sealed class OddServiceTests
{
    [Fact]
    public async Task Each_failure_has_its_id_its_category_and_the_service_s_words()
    {
        const string Refusal = """{"errorStatus":403,"dependencyType":"Dynamics","dependencyOwner":"CRM Team","message":"Partner is not enrolled."}""";
        (string Id, ErrorCategory Category, Func<HttpContext, Task> Answer, string[] Words)[] failures =
        [
            ("ResponseNotJson", ErrorCategory.InvalidResult, context => OddServer.TextAsync(context, "<html><body>Corporate proxy says no</body></html>", "text/html"), ["Corporate proxy"]),
            ("ResponseTruncated", ErrorCategory.InvalidResult, context => OddServer.JsonAsync(context, """[{"id":1,"name":"UT"""), []),
            ("RedirectRefused", ErrorCategory.SecurityError, context => Headed(context, 302, "Location", "https://evil.example/collect"), []),
            ("NotAuthorized", ErrorCategory.PermissionDenied, context => Headed(context, 403, "x-correlation-id", "abc-123", Refusal),
                ["Partner is not enrolled.", "Dynamics", "CRM Team", "GET /ftop/v1.2/api/timeZones", "abc-123"]),
            ("NotAuthenticated", ErrorCategory.AuthenticationError, context => OddServer.JsonAsync(context, "{}", 401), []),
            ("NotFound", ErrorCategory.ObjectNotFound, context => OddServer.JsonAsync(context, """{"errorStatus":404,"message":"No such record."}""", 404), ["No such record."]),
            ("OperationTimeout", ErrorCategory.OperationTimeout, context => OddServer.JsonAsync(context, "{}", 408), []),
            ("Conflict", ErrorCategory.ResourceExists, context => OddServer.JsonAsync(context, "{}", 409), []),
            ("Throttled", ErrorCategory.LimitsExceeded, context => Headed(context, 429, "Retry-After", "1"), []),
            ("ServiceFailed", ErrorCategory.ResourceUnavailable, context => OddServer.JsonAsync(context, "{}", 500), []),
            ("ConnectionLost", ErrorCategory.ConnectionError, context => Aborted(context), []),
        ];
        await using OddServer service = await OddServer.StartAsync(context => OddServer.JsonAsync(context, "[]"));
        PowerShellSession session = service.Connect();

        foreach ((string id, ErrorCategory category, Func<HttpContext, Task> answer, string[] words) in failures)
        {
            service.Answer = answer;
            ErrorRecord error = ErrorRecordAssert.One(session.Run("Get-FpxTimeZone -Refresh"), id, category);
            Assert.All(words, part => Assert.Contains(part, error.ErrorDetails.Message));
        }

        static Task Headed(HttpContext context, int status, string header, string value, string body = "{}")
        {
            context.Response.Headers[header] = value;
            return OddServer.JsonAsync(context, body, status);
        }

        static Task Aborted(HttpContext context)
        {
            context.Abort();
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Refused_fields_go_by_the_names_of_parameters()
    {
        await using OddServer service = await OddServer.StartAsync(context => OddServer.JsonAsync(context, "[]"));
        PowerShellSession session = service.Connect();
        service.Answer = context => OddServer.JsonAsync(context, """{"errorStatus":400,"message":"Bad.","errors":{"TenantIds":["must be a guid"],"Other":["is odd"]}}""", 400);
        ErrorRecord error = ErrorRecordAssert.NonTerminating(
            session.Run($"Get-FpxTenant -TenantId {Guid.NewGuid()}"), "RequestRefused", ErrorCategory.InvalidArgument);
        Assert.Contains("-TenantId: must be a guid", error.ErrorDetails.Message);
        Assert.Contains("Other: is odd", error.ErrorDetails.Message);
        Assert.IsType<Guid>(error.TargetObject is PSObject wrapped ? wrapped.BaseObject : error.TargetObject);
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
        await using OddServer service = await OddServer.StartAsync(context => OddServer.JsonAsync(context, "[]"));
        PowerShellSession session = service.Connect();
        service.Answer = context => OddServer.JsonAsync(
            context, context.Request.Query["page"] == "2" ? """{"count":3,"hasMore":false,"things":[{"n":3}]}""" : """{"count":3,"hasMore":true,"things":[{"n":1},{"n":2}]}""");
        SessionResult result = session.Run("Invoke-FpxRequest things -Paginate").Succeeded();
        Assert.Equal([1L, 2L, 3L], result.Output.Select(item => item!.Properties["n"].Value));
        Assert.Equal(3, service.Requests.Count);
    }
}
