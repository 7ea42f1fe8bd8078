namespace FastTrackFpx.Models.Tests;

public class FpxValueTests
{
    [Theory, InlineData("2027-03-31"), InlineData("2027-03-31T00:00:00Z"), InlineData("2027-03-31T00:00:00+09:00")]
    [InlineData("2027-03-30T20:00:00-04:00"), InlineData(" 2027-03-31 00:00 ")]
    public void An_ISO_date_is_that_calendar_day_at_midnight_UTC(string text) =>
        Assert.Equal(new DateTimeOffset(2027, 3, 31, 0, 0, 0, TimeSpan.Zero), FpxValue.Date(text));

    [Fact]
    public void A_date_of_any_type_keeps_its_day()
    {
        var day = new DateTimeOffset(2027, 3, 31, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(day, FpxValue.Date(new DateTime(2027, 3, 31)));
        Assert.Equal(day, FpxValue.Date(new DateTime(2027, 3, 31, 14, 35, 12, DateTimeKind.Local)));
        Assert.Equal(day, FpxValue.Date(new DateOnly(2027, 3, 31)));
        Assert.Equal(day, FpxValue.Date(new DateTimeOffset(2027, 3, 31, 0, 0, 0, TimeSpan.FromHours(9))));
        Assert.Equal(day, FpxValue.Date(new DateTimeOffset(2027, 3, 31, 0, 0, 0, TimeSpan.FromHours(-5))));
    }

    [Theory, InlineData("1.4.2027"), InlineData("03/04/2027"), InlineData("13/04/2027"), InlineData("12:30"), InlineData("2027-4-1")]
    [InlineData("tomorrow")]
    public void A_date_that_is_not_ISO_is_an_error(string text) =>
        Assert.Contains("2027-03-31", Assert.Throws<FormatException>(() => FpxValue.Date(text)).Message);

    [Theory, InlineData("th-TH"), InlineData("fa-IR"), InlineData("ar-SA"), InlineData("de-DE")]
    public void A_date_reads_as_ISO_text_in_every_culture(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            Assert.Equal("2027-03-31", FpxValue.DateText(new DateTimeOffset(2027, 3, 31, 0, 0, 0, TimeSpan.Zero)));
            Assert.Equal("2027-03-31T10:15:00Z", FpxValue.DateText(new DateTimeOffset(2027, 3, 31, 12, 15, 0, TimeSpan.FromHours(2))));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("no", false)]
    [InlineData(" YES ", true)]
    [InlineData("0", false)]
    [InlineData(1, true)]
    [InlineData(true, true)]
    [InlineData("", null)]
    public void True_and_false_are_read_as_people_write_them(object value, bool? flag) => Assert.Equal(flag, FpxValue.Flag(value));

    [Theory, InlineData("vielleicht"), InlineData(2), InlineData("2")]
    public void What_is_neither_true_nor_false_is_an_error(object value) =>
        Assert.Contains("yes", Assert.Throws<FormatException>(() => FpxValue.Flag(value)).Message);

    [Theory, InlineData("1.000"), InlineData("1,0"), InlineData("1.5"), InlineData(1.5), InlineData("5kb"), InlineData("0x10")]
    public void A_number_that_is_not_whole_or_has_separators_is_an_error(object value) => Assert.Throws<FormatException>(() => FpxValue.Whole(value));

    [Theory]
    [InlineData("1000", 1000L)]
    [InlineData(" -3 ", -3L)]
    [InlineData(7, 7L)]
    [InlineData(2.0, 2L)]
    public void Whole_numbers_are_read(object value, long number) => Assert.Equal(number, FpxValue.Whole(value));
}
