namespace FastTrackFpx.Models.Tests;

public class FpxListTests
{
    [Fact]
    public void A_list_reads_as_its_values_and_one_with_a_semicolon_is_quoted()
    {
        var workloads = new FpxList<FpxLookup>([new FpxLookup { Id = "1", Name = "Exchange Online" }, new FpxLookup { Id = "7" }]);
        Assert.Equal("Exchange Online; 7", workloads.ToString());
        Assert.Equal(string.Empty, new FpxList<string>().ToString());
        var names = new FpxList<string>(["A; B", "say \"x\"", "\"quoted\""]);
        Assert.Equal("\"A; B\"; say \"x\"; \"\"\"quoted\"\"\"", names.ToString());
        Assert.Equal(names, FpxListText.Split(names.ToString()));
    }
}
