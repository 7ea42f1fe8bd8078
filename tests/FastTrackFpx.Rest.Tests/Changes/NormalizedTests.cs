namespace FastTrackFpx.Rest.Tests.Changes;

/// <summary>What a service may store differently, and what is another value.</summary>
public sealed class NormalizedTests
{
    [Theory]
    [InlineData("Ada", " Ada ", true)]
    [InlineData("Ada  Lovelace", "Ada Lovelace", true)]
    [InlineData("a\r\nb", "a\nb", true)]
    [InlineData("Ren\u00e9", "Rene\u0301", true)]
    [InlineData(null, "", true)]
    [InlineData(null, "  ", true)]
    [InlineData("Ada", "ada", false)]
    [InlineData("Ada", "Adam", false)]
    [InlineData("\ud83d", "\ud83d", true)]
    public void Texts(string? one, string? other, bool same) => Assert.Equal(same, Normalized.SameText(one, other));

    [Theory]
    [InlineData("Ada@Example.com", "ada@example.com ", true)]
    [InlineData("ada@example.com", "eva@example.com", false)]
    public void Mail_addresses(string one, string other, bool same) => Assert.Equal(same, Normalized.SameMail(one, other));

    [Theory]
    [InlineData("2027-03-31T00:00:00Z", "2027-03-31T00:00:00Z", true)]
    [InlineData("2027-03-31T00:00:00Z", "2027-03-31T00:00:00+02:00", true)]
    [InlineData("2027-03-31T00:00:00Z", "2027-03-30T22:00:00-02:00", true)]
    [InlineData("2027-03-31T00:00:00Z", "2027-04-01T00:00:00Z", false)]
    [InlineData("2027-03-31T00:00:00Z", null, false)]
    [InlineData(null, null, true)]
    public void Dates(string? one, string? other, bool same) => Assert.Equal(same, Normalized.SameDate(Date(one), Date(other)));

    [Theory]
    [InlineData("Boss ", "Boss", "Boss", ReadBackFinding.Unchanged)]
    [InlineData("Boss ", "Boss", "Boss ", ReadBackFinding.Found)]
    [InlineData("Boss ", "Chief", "Boss", ReadBackFinding.Found)]
    [InlineData("Boss", "Chief ", "Chief", ReadBackFinding.Unchanged)]
    [InlineData("Boss", "Chief", "Head", ReadBackFinding.Different)]
    public void A_record_is_compared_exactly_before_it_is_compared_as_stored(string sent, string before, string now, object expected)
    {
        var back = Normalized.ReadBack(
            now,
            exactly => exactly ? now == sent : Normalized.SameText(now, sent),
            exactly => exactly ? now == before : Normalized.SameText(now, before),
            () => "It holds something else.");
        Assert.Equal(expected, back.Finding);
    }

    private static DateTimeOffset? Date(string? text) => text is null ? null : DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
