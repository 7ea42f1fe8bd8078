namespace FastTrackFpx.Rest.Tests.Requests;

public class RedactedPathTests
{
    [Theory, InlineData("/ftop/v1.2/api/timeZones"), InlineData("/a?x=1"), InlineData("/a?x=1&y=2&x=2&x=3&x=4")]
    public void What_is_short_stays_as_it_is(string path) => Assert.Equal(path.Split('?', '&').Order(), Redacted.Shorten(path).Split('?', '&').Order());

    [Theory, InlineData("/a", "/a?"), InlineData("/a?y=2", "/a?y=2&"), InlineData("?y", "?y&")]
    public void The_query_follows_the_path_and_messages_show_it_shortened(string path, string start)
    {
        var request = new RestRequest("GET", path) { Query = [.. Enumerable.Range(1, 25).Select(number => new KeyValuePair<string, string>("x", $"n {number}"))] };
        Assert.Equal(start + string.Join("&", Enumerable.Range(1, 25).Select(number => $"x=n%20{number}")), request.PathAndQuery);
        Assert.Equal(request.PathAndQuery, request.RedactedPath);
        request.Begin(new RestClientOptions(new Uri("https://service.example"), new FakeService()), CancellationToken.None);
        Assert.Equal(start + "x=n%201&x=n%202&x=n%203&x=...22 more", request.RedactedPath);
    }

    [Fact]
    public void A_name_that_comes_over_and_over_shows_the_first_and_how_many_more_there_are()
    {
        string path = "/a?page=1&" + string.Join("&", Enumerable.Range(1, 25).Select(number => $"tenantIds={number}"));
        Assert.Equal("/a?page=1&tenantIds=1&tenantIds=2&tenantIds=3&tenantIds=...22 more", Redacted.Shorten(path));
    }
}
