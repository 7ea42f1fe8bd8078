using FsCheck;
using FsCheck.Fluent;

namespace FastTrackFpx.Client.Tests.Requests;

public class RawRequestTests
{
    [Theory]
    [InlineData("timeZones", "/ftop/v1.2/api/timeZones")]
    [InlineData("/timeZones/", "/ftop/v1.2/api/timeZones")]
    [InlineData("/ftop/v1.1/api/timeZones", "/ftop/v1.1/api/timeZones")]
    [InlineData("FTOP/V1/API/timeZones", "/ftop/v1/api/timeZones")]
    [InlineData("tenants/a b/notes", "/ftop/v1.2/api/tenants/a%20b/notes")]
    public void A_path_is_put_below_the_root(string text, string path) => Assert.Equal(path, RawPath.Parse(text, "v1.2").Path);

    [Theory, InlineData(""), InlineData("/"), InlineData("https://evil.example/x"), InlineData("//evil.example/x")]
    [InlineData("../../admin"), InlineData("a/../b"), InlineData("a/%2e%2e/b"), InlineData("a/%2E./b"), InlineData("a%2f..%2f..%2fb")]
    [InlineData("a%252fb"), InlineData("a\\..\\b"), InlineData("a%5c..%5cb"), InlineData("a//b"), InlineData("a#b")]
    [InlineData("a\r\nHost: evil"), InlineData("a%0d%0aHost: evil"), InlineData("ftop/v9/api/a"), InlineData("ftop/v1.2/other/a")]
    public void A_path_that_leads_elsewhere_is_refused(string text) =>
        Assert.Equal(FpxErrorCode.InvalidInput, Assert.Throws<InputException>(() => RawPath.Parse(text, "v1.2")).ErrorCode);

    [Fact]
    public void No_path_leaves_the_host_or_the_root_whatever_it_holds()
    {
        Prop.ForAll<string>(text =>
        {
            try
            {
                var address = new Uri(new Uri("https://host.example:7443/"), RawPath.Parse(text, "v1.2").Path);
                return address.Authority == "host.example:7443" && address.AbsolutePath.StartsWith("/ftop/v1", StringComparison.Ordinal) && address.Query.Length == 0;
            }
            catch (InputException)
            {
                return true;
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task Query_values_arrive_as_they_were_given()
    {
        string? arrived = null;
        string odd = "a&b=c d+e%20#ü\r\nX: 1";
        await using OddServer server = await OddServer.StartAsync(context =>
        {
            arrived = context.Request.Query["searchTerm"].Single();
            return OddServer.JsonAsync(context, "{}");
        });

        await server.Connect().SendAsync(new RawRequest { Path = "partnerReferrals?page=2", Query = [new("searchTerm", odd)] }, CancellationToken.None);

        Assert.Equal(odd, arrived);
        Assert.StartsWith("GET /ftop/v1.2/api/partnerReferrals?page=2&searchTerm=", server.Requests[0]);
    }

    [Fact]
    public async Task Answers_come_as_plain_values_and_an_origin_carries_no_header_along()
    {
        await using OddServer server = await OddServer.StartAsync(context => OddServer.JsonAsync(context, """{"a":[1,12345678901234567890,1.10,1e400,"x",true,null],"a":2}"""));
        RawResponse response = await server.Connect().SendAsync(new RawRequest { Path = "any" }, CancellationToken.None);
        var pairs = Assert.IsType<List<KeyValuePair<string, object?>>>(response.Value);
        Assert.Equal(["a", "a"], pairs.Select(pair => pair.Key));
        Assert.Equal([1L, 12345678901234567890m, 1.10m, double.PositiveInfinity, "x", true, null], Assert.IsType<List<object?>>(pairs[0].Value));
        Assert.Equal(200, response.StatusCode);
        FpxClientOptions options = OddServer.OptionsFor(server.BaseUri);
        options.Origin = "https://a\r\nX: 1";
        Assert.Equal("Origin", Assert.Throws<InputException>(() => new FpxClient(options)).ParameterName);
    }

    [Fact]
    public void A_body_that_is_not_json_is_refused() =>
        Assert.Equal("Body", Assert.Throws<InputException>(() => JsonBody.Instance.ToBytes("{not json")).ParameterName);

    [Theory, InlineData("http://127.0.0.1:1"), InlineData("https://user:pass@127.0.0.1:1"), InlineData("https://127.0.0.1:1/other")]
    [InlineData("https://127.0.0.1:1/?x=1")]
    public void An_address_that_is_more_than_a_host_is_refused(string address)
    {
        var refused = Assert.Throws<InputException>(() => new FpxClient(OddServer.OptionsFor(new Uri(address))));
        Assert.Equal("BaseUri", refused.ParameterName);
        Assert.DoesNotContain("pass", refused.Message);
    }

    [Fact]
    public void More_than_the_service_allows_may_be_asked_of_this_machine_alone()
    {
        InputException fault = Assert.Throws<InputException>(() => Open("https://fpx.example.org", 601));
        Assert.Equal(("RequestsPerMinute", FpxErrorCode.InvalidInput), (fault.ParameterName, fault.ErrorCode));

        using FpxClient local = Open("https://127.0.0.1:7443", 1_000_000);
        Assert.Equal(1_000_000, local.Rest.RequestsPerMinute);

        static FpxClient Open(string service, int requestsPerMinute)
        {
            FpxClientOptions options = OddServer.OptionsFor(new Uri(service));
            options.RequestsPerMinute = requestsPerMinute;
            return new FpxClient(options);
        }
    }
}
