namespace FastTrackFpx.Rest.Tests.Changes;

/// <summary>Which of several equal records a create made: certainty or none.</summary>
public sealed class CreateMatchTests
{
    private static readonly DateTimeOffset Sent = new(2027, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("", "Unchanged")]
    [InlineData("0", "Found 0")]
    [InlineData("-9", "Found -9")]
    [InlineData("-11", "Ambiguous")]
    [InlineData("-299", "Ambiguous")]
    [InlineData("-301", "Unchanged")]
    [InlineData("-301 5", "Found 5")]
    [InlineData("-20 5", "Found 5")]
    [InlineData("1 5", "Ambiguous")]
    [InlineData("60", "Found 60")]
    [InlineData("none", "Ambiguous")]
    public void A_record_counts_by_when_the_service_says_it_was_created(string seconds, string expected) => Assert.Equal(expected, Find(seconds, new ReadBackContext { Sent = Sent }));

    [Theory]
    [InlineData(60, "60", "Found 60")]
    [InlineData(60, "45", "Ambiguous")]
    [InlineData(-60, "-60", "Found -60")]
    [InlineData(-60, "-45", "Found -45")]
    public void The_service_s_clock_counts_and_not_ours(int skew, string seconds, string expected) =>
        Assert.Equal(expected, Find(seconds, new ReadBackContext { Sent = Sent, ClockSkew = TimeSpan.FromSeconds(skew) }));

    [Theory]
    [InlineData("3", "Ambiguous")]
    [InlineData("-30 3", "Found 3")]
    [InlineData("-30 1 3", "Ambiguous")]
    public void An_equal_write_whose_outcome_is_not_known_may_have_made_it(string seconds, string expected) =>
        Assert.Equal(expected, Find(seconds, new ReadBackContext { Sent = Sent, Rivals = [Sent.AddSeconds(-31)] }));

    [Theory]
    [InlineData("3", 1, "Unchanged")]
    [InlineData("3 3", 1, "Found 3")]
    [InlineData("3 3 3", 1, "Ambiguous")]
    public void Records_of_other_writes_are_left_out_as_often_as_they_are_claimed(string seconds, int times, string expected) =>
        Assert.Equal(expected, Find(seconds, new ReadBackContext { Sent = Sent, TimesClaimed = _ => times }));

    private static string Find(string seconds, ReadBackContext context)
    {
        var candidates = seconds.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(text => new Candidate<string>(text, text == "none" ? null : Sent.AddSeconds(int.Parse(text)), text));
        var back = CreateMatch.Find(candidates, context);
        return back.Finding == ReadBackFinding.Found ? $"Found {back.Value}" : back.Finding.ToString();
    }
}
