namespace FastTrackFpx.Client.Tests.Tenants;

public sealed class CallPaceTests
{
    [Theory]
    [InlineData(600, null, 5)]
    [InlineData(600, 150, 5)]
    [InlineData(600, 500, 5)]
    [InlineData(600, 600, 6)]
    [InlineData(600, 1000, 10)]
    [InlineData(600, 5000, 12)]
    [InlineData(60, 5000, 5)]
    [InlineData(1_000_000, 1, 5)]
    public void As_many_calls_are_under_way_as_use_the_minute_up(int requestsPerMinute, int? latency, int underWay) =>
        Assert.Equal(underWay, CallPace.UnderWay(requestsPerMinute, latency is { } ms ? TimeSpan.FromMilliseconds(ms) : null));
}
