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
    public void An_entry_is_found_by_its_name_in_any_case_or_its_id(string wanted, string id) =>
        Assert.Equal(id, LookupNames.Find(Services, wanted, "Service").Id);

    [Fact]
    public void A_name_goes_before_an_id_that_reads_the_same() => Assert.Equal("6", LookupNames.Find(Services, "1", "Service").Id);

    [Fact]
    public void A_name_that_nothing_has_is_refused_with_the_nearest_ones()
    {
        var fault = Assert.Throws<InputException>(() => LookupNames.Find(Services, "Exchagne", "Service"));
        Assert.Equal(FpxErrorCode.UnknownName, fault.ErrorCode);
        Assert.Equal("Service", fault.ParameterName);
        Assert.Contains("'Exchange Online' (1)", fault.Message);
    }

    [Fact]
    public void A_name_that_several_have_is_refused_with_their_ids()
    {
        var fault = Assert.Throws<InputException>(() => LookupNames.Find(Services, "twin", "Service"));
        Assert.Equal(FpxErrorCode.AmbiguousName, fault.ErrorCode);
        Assert.Contains("4, 5", fault.Message);
    }

    [Fact]
    public void Part_of_a_name_brings_the_names_that_contain_it_first()
    {
        var fault = Assert.Throws<InputException>(() => LookupNames.Find(Services, "365", "Service"));
        Assert.Contains("Did you mean 'Windows 365' (3)", fault.Message);
    }

    [Fact]
    public void A_name_that_resembles_none_brings_no_suggestion()
    {
        var fault = Assert.Throws<InputException>(() => LookupNames.Find(Services, "Atlantis", "Service"));
        Assert.Equal("-Service: 'Atlantis' is not a known name or id.", fault.Message);
    }

    [Theory]
    [InlineData("0A0B0C0D000000000000000000000001", "0a0b0c0d-0000-0000-0000-000000000001")]
    [InlineData("007", "7")]
    public void Ids_are_the_same_however_they_are_written(string one, string other) => Assert.True(Identifier.Same(one, other));
}
