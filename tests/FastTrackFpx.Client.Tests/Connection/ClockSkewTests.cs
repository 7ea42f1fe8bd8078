namespace FastTrackFpx.Client.Tests.Connection;

public class ClockSkewTests
{
    private static readonly DateTimeOffset Stamped = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0.9, 0.1, 0)]
    [InlineData(1.4, 0.5, 0)]
    [InlineData(-0.2, 0.1, 0.2)]
    [InlineData(-30, 0.1, 30)]
    [InlineData(61, 2, -58)]
    public void Whole_seconds_and_the_calls_own_time_are_no_skew(double nowAfterStamp, double elapsed, double skew)
    {
        TimeSpan? told = ConnectionCheck.SkewOf(Stamped, Stamped.AddSeconds(nowAfterStamp), TimeSpan.FromSeconds(elapsed));
        Assert.Equal(TimeSpan.FromSeconds(skew), told);
    }

    [Fact]
    public void An_answer_without_a_date_tells_nothing() => Assert.Null(ConnectionCheck.SkewOf(null, Stamped, TimeSpan.Zero));
}
