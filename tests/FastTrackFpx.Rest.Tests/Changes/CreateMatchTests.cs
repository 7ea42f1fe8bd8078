namespace FastTrackFpx.Rest.Tests.Changes;

/// <summary>Which of several equal records a create made: certainty or none.</summary>
public sealed class CreateMatchTests
{
    private static readonly DateTimeOffset Sent = new(2027, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("", "Unchanged")]
    [InlineData("0", "Found 0")]
    [InlineData("-9", "Found -9")]
    [InlineData("-10", "Found -10")]
    [InlineData("-11", "Ambiguous")]
    [InlineData("-86400", "Ambiguous")]
    [InlineData("-86401", "Unchanged")]
    [InlineData("-86401 5", "Found 5")]
    [InlineData("-20 5", "Found 5")]
    [InlineData("1 5", "Ambiguous")]
    [InlineData("60", "Found 60")]
    [InlineData("none", "Ambiguous")]
    [InlineData("610", "Found 610")]
    [InlineData("611", "Ambiguous")]
    public void A_record_counts_by_when_the_service_says_it_was_created(string seconds, string expected) => Assert.Equal(expected, Find(seconds));

    [Theory]
    [InlineData(60, "60", "Found 60")]
    [InlineData(60, "45", "Ambiguous")]
    [InlineData(-60, "-60", "Found -60")]
    [InlineData(-60, "-45", "Found -45")]
    public void The_service_s_clock_counts_and_not_ours(int skew, string seconds, string expected) =>
        Assert.Equal(expected, Find(seconds, TimeSpan.FromSeconds(skew)));

    [Theory]
    [InlineData("3", "Ambiguous")]
    [InlineData("-30 3", "Found 3")]
    [InlineData("-30 1 3", "Ambiguous")]
    public void An_equal_write_whose_outcome_is_not_known_may_have_made_it(string seconds, string expected) =>
        Assert.Equal(expected, Find(seconds, null, Write with { Time = Sent.AddSeconds(-31) }));

    [Theory]
    [InlineData("3", 1, "Unchanged")]
    [InlineData("3 3", 1, "Found 3")]
    [InlineData("3 3 3", 1, "Ambiguous")]
    public void Records_of_other_writes_are_left_out_as_often_as_they_are_claimed(string seconds, int times, string expected) =>
        Assert.Equal(expected, Find(seconds, null, [.. Enumerable.Repeat(Write with { Claim = "3", Fingerprint = "other" }, times)]));

    [Theory]
    [InlineData("3", "Ambiguous")]
    [InlineData("3 5", "Found 5")]
    public void The_record_of_an_equal_write_is_among_them_although_its_response_named_it_otherwise(string seconds, string expected) =>
        Assert.Equal(expected, Find(seconds, null, Write with { Time = Sent.AddSeconds(-2), Claim = "unlike" }));

    [Fact]
    public void A_write_of_a_day_ago_is_a_rival_and_one_of_another_record_text_or_of_days_ago_is_none()
    {
        Assert.Equal("Found 5", Find("3 5", null, Write with { Time = Sent.AddSeconds(-2), Claim = "3" }));
        Assert.Equal("Ambiguous", Find("3", null, Write with { Time = Sent.AddDays(-1) }));
        Assert.Equal("Found 3", Find("3", null, Write with { Fingerprint = "other" }, Write with { Time = Sent.AddDays(-2) }));
        Assert.Throws<InvalidOperationException>(() => ReadBack<string>.Unchanged().Value);
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public void A_request_may_arrive_for_a_day(int seconds, bool may) =>
        Assert.Equal(may, new ReadBackContext { Sent = Write, Now = () => Sent.AddDays(1).AddSeconds(seconds) }.MayStillArrive());

    [Fact]
    public void The_skew_when_it_was_sent_counts_and_not_the_present_one()
    {
        var context = new ReadBackContext { Sent = Write with { ClockSkew = TimeSpan.FromHours(-1) }, Now = () => Sent, ClockSkew = () => TimeSpan.Zero };
        Assert.Equal(ReadBackFinding.Found, CreateMatch.Find([new Candidate<string>("x", Sent.AddHours(-1), "x")], context).Finding);
        Assert.Equal(ReadBackFinding.Ambiguous, CreateMatch.Find([new Candidate<string>("x", Sent.AddHours(-2), "x")], context).Finding);
    }

    private static readonly SentCreate Write = new("New", "f", Sent, null);

    private static string Find(string seconds, TimeSpan? skew = null, params SentCreate[] others)
    {
        var candidates = seconds.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(text => new Candidate<string>(text, text == "none" ? null : Sent.AddSeconds(int.Parse(text)), text));
        var context = new ReadBackContext { Sent = Write, Others = others, Now = () => Sent.AddSeconds(600), ClockSkew = () => skew };
        var back = CreateMatch.Find(candidates, context);
        return back.Finding == ReadBackFinding.Found ? $"Found {back.Value}" : back.Finding.ToString();
    }
}
