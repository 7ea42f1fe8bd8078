namespace FastTrackFpx.Client.Tests.Lookups;

public class LookupNamesTests
{
    private static readonly FpxService[] Services =
    [
        new() { Id = "1", Name = "Exchange Online" },
        new() { Id = "2", Name = "SharePoint Online" },
        new() { Id = "3", Name = "Windows 365" },
        new() { Id = "4", Name = "Twin" },
        new() { Id = "5", Name = "Twin" },
        new() { Id = "6", Name = "1" },
    ];

    [Theory]
    [InlineData("exchange online", "1")]
    [InlineData(" SharePoint Online ", "2")]
    [InlineData("03", "3")]
    [InlineData("5", "5")]
    [InlineData("1", "6")] // A name goes before an id.
    public void An_entry_is_found_by_its_name_in_any_case_or_its_id(string wanted, string id) => Assert.Equal(id, LookupNames.Find(Services, wanted, "Service").Id);

    [Theory]
    [InlineData("Exchagne", FpxErrorCode.UnknownName, "'Exchange Online' (1)")]
    [InlineData("365", FpxErrorCode.UnknownName, "Did you mean 'Windows 365' (3)")]
    [InlineData("twin", FpxErrorCode.AmbiguousName, "4, 5")]
    [InlineData("Atlantis", FpxErrorCode.UnknownName, null)]
    public void A_name_that_nothing_or_several_have_is_refused_with_the_nearest(string wanted, string code, string? words)
    {
        var fault = Assert.Throws<InputException>(() => LookupNames.Find(Services, wanted, "Service"));
        Assert.Equal((code, "Service"), (fault.ErrorCode, fault.ParameterName));
        if (words is null) Assert.Equal("-Service: 'Atlantis' is not a known name or id.", fault.Message);
        else Assert.Contains(words, fault.Message);
    }
}
