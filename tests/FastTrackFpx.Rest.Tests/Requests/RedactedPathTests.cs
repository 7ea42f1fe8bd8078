namespace FastTrackFpx.Rest.Tests.Requests;

public class RedactedPathTests
{
    [Theory, InlineData("/ftop/v1.2/api/timeZones"), InlineData("/a?x=1"), InlineData("/a?x=1&y=2&x=2&x=3&x=4")]
    public void What_is_short_stays_as_it_is(string path) => Assert.Equal(path.Split('?', '&').Order(), Redacted.Shorten(path).Split('?', '&').Order());

    [Fact]
    public void A_name_that_comes_over_and_over_shows_the_first_and_how_many_more_there_are()
    {
        string path = "/a?page=1&" + string.Join("&", Enumerable.Range(1, 25).Select(number => $"tenantIds={number}"));
        Assert.Equal("/a?page=1&tenantIds=1&tenantIds=2&tenantIds=3&tenantIds=...22 more", Redacted.Shorten(path));
    }
}
