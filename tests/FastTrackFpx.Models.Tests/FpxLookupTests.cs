namespace FastTrackFpx.Models.Tests;

public class FpxLookupTests
{
    [Fact]
    public void An_entry_equals_its_name_or_id_in_any_case_so_that_comparisons_work_in_constrained_language_mode()
    {
        Assert.Equal(new FpxLookup("blocked"), new FpxLookup { Id = "ffaf46b3-a59a-8bca-b0d9-696337528992", Name = "Blocked" });
        Assert.Equal(new FpxLookup { Id = "1", Name = "Customer" }.GetHashCode(), new FpxLookup("customer").GetHashCode());
        var one = new FpxLookup { Id = "1", Name = "Customer" };
        Assert.True(one.Equals("customer"));
        Assert.True(one.Equals("1"));
        Assert.Equal(new FpxLookup("1"), one);
        Assert.False(one.Equals("2"));
    }

    [Fact]
    public void Ids_decide_where_both_have_one_and_order_as_numbers()
    {
        var one = new FpxLookup { Id = "1", Name = "Customer" };
        Assert.Equal(one, new FpxLookup { Id = "1", Name = "Kunde" });
        Assert.NotEqual(one, new FpxLookup { Id = "2", Name = "Customer" });
        FpxLookup[] entries = [new() { Id = "10" }, new() { Id = "9" }, new() { Id = "a" }, new() { Id = "1" }];
        Array.Sort(entries);
        Assert.Equal(["1", "9", "10", "a"], entries.Select(entry => entry.Id));
    }

    [Fact]
    public void Editing_the_name_of_an_entry_that_was_read_means_another_entry()
    {
        var one = new FpxLookup { Id = "1", Name = "Customer", IsRead = true };
        one.Name = "Partner";
        Assert.Null(one.Id);
        Assert.Equal("Partner", one.ToString());
    }
}
