namespace FastTrackFpx.Models.Tests;

public class FpxLookupTests
{
    [Fact]
    public void An_entry_equals_its_name_in_any_case() =>
        Assert.Equal(new FpxLookup("blocked"), new FpxLookup { Id = "ffaf46b3-a59a-8bca-b0d9-696337528992", Name = "Blocked" });

    [Fact]
    public void Ids_decide_where_both_have_one()
    {
        var one = new FpxLookup { Id = "1", Name = "Customer" };

        Assert.Equal(one, new FpxLookup { Id = "1", Name = "Kunde" });
        Assert.NotEqual(one, new FpxLookup { Id = "2", Name = "Customer" });
        Assert.False(one.Equals("Customer"));
    }

    [Fact]
    public void Equal_entries_have_equal_hashes() =>
        Assert.Equal(new FpxLookup { Id = "1", Name = "Customer" }.GetHashCode(), new FpxLookup("customer").GetHashCode());
}
