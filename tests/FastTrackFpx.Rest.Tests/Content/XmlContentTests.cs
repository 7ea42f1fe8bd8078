using FastTrackFpx.Rest.Content;
using FastTrackFpx.Rest.Tests.Requests;

namespace FastTrackFpx.Rest.Tests.Content;

public sealed class XmlContentTests
{
    [Theory]
    [InlineData("not XML")]
    [InlineData("<a></b>")]
    [InlineData("<!DOCTYPE a [<!ENTITY e \"x\">]><a>&e;</a>")]
    [InlineData("<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>")]
    public void A_body_that_is_not_plain_XML_is_an_error(string body)
    {
        ContentException error = Assert.Throws<ContentException>(() => Read(body));
        Assert.Equal(ErrorCode.ResponseNotXml, error.ErrorCode);
    }

    [Fact]
    public void Plain_XML_is_read_as_names_and_values_unless_it_is_nested_too_deeply()
    {
        var members = Assert.IsType<List<KeyValuePair<string, object?>>>(Read("<platform><id>7</id></platform>"));
        Assert.Equal("platform", Assert.Single(members).Key);
        string open = string.Concat(Enumerable.Repeat("<a>", XmlContent.MaxDepth * 2)), close = string.Concat(Enumerable.Repeat("</a>", XmlContent.MaxDepth * 2));
        Assert.Throws<ContentException>(() => Read(open + close));
    }

    private static object? Read(string body)
    {
        using var service = new FakeService();
        var response = new RestResponse(new RestRequest("GET", "/a"), service, 200);
        response.Hold(ResponseBody.Of(Encoding.UTF8.GetBytes(body)));
        return new XmlContent().ReadPlain(response);
    }
}
