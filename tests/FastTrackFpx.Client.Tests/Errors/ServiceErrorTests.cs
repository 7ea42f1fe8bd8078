namespace FastTrackFpx.Client.Tests.Errors;

public class ServiceErrorTests
{
    [Theory]
    [InlineData("""{"errors":{"Email":["The address has no domain"],"ContactTypeId":["Name a type"]},"errorStatus":400,"message":"Two fields are wrong."}""")]
    [InlineData("""{"ErrorStatus":400,"DependencyType":"Internal","DependencyErrorCode":{"errors":{"Email":["The address has no domain"],"ContactTypeId":["Name a type"]}},"Message":"Two fields are wrong."}""")]
    [InlineData("""{"ErrorStatus":400,"DependencyErrorCode":{"Email":["The address has no domain"],"ContactTypeId":"Name a type"},"Message":"Two fields are wrong."}""")]
    [InlineData("""{"ERRORSTATUS":"400","dependencyErrorCode":"{\"errors\":{\"Email\":[\"The address has no domain\"],\"ContactTypeId\":[\"Name a type\"]}}","message":"Two fields are wrong."}""")]
    public async Task Both_documented_bodies_give_one_error(string body)
    {
        ServiceException failure = await FailAsync(400, body, "application/json");
        Assert.Equal(FpxErrorCode.RequestRefused, failure.ErrorCode);
        Assert.Equal(["ContactTypeId", "Email"], failure.FieldErrors.Keys.Order());
        Assert.Equal(["Name a type"], failure.FieldErrors["contacttypeid"]);
        Assert.Equal("Two fields are wrong.", failure.ServiceMessage);
        Assert.StartsWith("Two fields are wrong. ", failure.Message);
        Assert.Contains("Email: The address has no domain.", failure.Message);
        Assert.Contains("(GET /ftop/v1.2/api/timeZones, status 400, correlation id corr-1)", failure.Message);
        Assert.True(failure.IsDocumentedError);
    }

    [Fact]
    public async Task The_failing_part_its_owner_and_objects_in_the_errors_map_are_kept()
    {
        ServiceException failure = await FailAsync(
            500, """{"errorStatus":500,"dependencyType":"Dynamics","dependencyOwner":"V3 Team","dependencyErrorCode":"0x80040216","message":"Plug-in failed"}""", "application/json");
        Assert.Equal(("Dynamics", "V3 Team", "0x80040216"), (failure.DependencyType, failure.DependencyOwner, failure.DependencyErrorCode));
        Assert.Contains("Dynamics, owned by V3 Team", failure.Message);
        Assert.Contains("0x80040216", failure.Message);
        Assert.Contains("correlation id", failure.RecommendedAction);
        ServiceException fields = await FailAsync(400, """{"errorStatus":400,"errors":{"Email":{"message":"Not an address."},"Phone":[{"code":7},"Too long."]}}""", "application/json");
        Assert.Equal("Not an address.", Assert.Single(fields.FieldErrors["Email"]));
        Assert.Equal(["""{"code":7}""", "Too long."], fields.FieldErrors["Phone"]);
        Assert.Contains("Not an address.", fields.Message);
    }

    [Theory]
    [InlineData(400, FpxErrorCode.RequestRefused)]
    [InlineData(401, FpxErrorCode.NotAuthenticated)]
    [InlineData(403, FpxErrorCode.NotAuthorized)]
    [InlineData(404, FpxErrorCode.RouteNotFound)]
    [InlineData(405, FpxErrorCode.RouteNotFound)]
    [InlineData(409, FpxErrorCode.Conflict)]
    [InlineData(412, FpxErrorCode.Conflict)]
    [InlineData(418, FpxErrorCode.UnexpectedStatus)]
    [InlineData(429, FpxErrorCode.Throttled)]
    [InlineData(501, FpxErrorCode.ServiceFailed)]
    [InlineData(503, FpxErrorCode.ServiceFailed)]
    public async Task A_page_of_a_gateway_is_an_error_by_its_status(int status, string code)
    {
        ServiceException failure = await FailAsync(status, "<html><h1>Blocked</h1>\r\n  by the gateway</html>", "text/html");
        Assert.Equal((code, status, false), (failure.ErrorCode, failure.StatusCode, failure.IsDocumentedError));
        Assert.Contains("<h1>Blocked</h1> by the gateway", failure.Message);
        Assert.NotNull(failure.RecommendedAction);
    }

    [Theory]
    [InlineData("""{"errorStatus":400,"dependencyErrorCode":["Code1","Code2"]}""", "Code1 Code2")]
    [InlineData("""{"errorStatus":400,"dependencyErrorCode":[{"message":"Too long"}]}""", "Too long")]
    [InlineData("""{"errorStatus":400,"dependencyErrorCode":{"code":"X1"}}""", "X1")]
    public async Task A_dependency_code_of_any_shape_is_kept(string body, string expected) =>
        Assert.Contains(expected, (await FailAsync(400, body, "application/json")).DependencyErrorCode);

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("""{"errors":[1],"message":{"a":1},"errorStatus":null}""")]
    [InlineData("""{"errors":{"A":null,"B":[null,{}],"C":5},"dependencyErrorCode":"{","errorStatus":[]}""")]
    public async Task A_body_that_makes_no_sense_is_still_an_error_by_its_status(string body)
    {
        ServiceException failure = await FailAsync(400, body, "application/json");
        Assert.Equal(FpxErrorCode.RequestRefused, failure.ErrorCode);
        Assert.Contains("status 400", failure.Message);
    }

    private static async Task<ServiceException> FailAsync(int status, string body, string type)
    {
        await using OddServer server = await OddServer.StartAsync(context =>
        {
            context.Response.Headers["x-ms-request-id"] = "other";
            context.Response.Headers["X-Correlation-Id"] = "corr-1";
            return OddServer.TextAsync(context, body, type, status);
        });
        return await Assert.ThrowsAsync<ServiceException>(() => server.Connect().SendAsync(new RawRequest { Path = "timeZones" }, CancellationToken.None));
    }
}
