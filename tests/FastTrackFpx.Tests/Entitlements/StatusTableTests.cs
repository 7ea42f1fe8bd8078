using FastTrackFpx.Entitlements;

namespace FastTrackFpx.Tests.Entitlements;

public class StatusTableTests
{
    [Fact]
    public void Details_that_were_not_given_keep_their_values_and_given_ones_replace_or_clear()
    {
        var now = Record("In Progress", 50);
        now.Owner = "Ada";
        now.Notes = "wave 1";
        now.TargetDate = new DateTimeOffset(2027, 3, 1, 0, 0, 0, TimeSpan.Zero);
        var facts = Facts(now);
        var plan = EntitlementPlanner.FromStatuses(facts, StatusTable.Read([new("In Progress", Details(("Owner", "Grace"), ("TargetDate", null)))], facts));
        Assert.Equal("In Progress: 50 seats, target date 2027-03-01 -> none, owner 'Ada' -> 'Grace'", plan.ToString());
        Assert.Equal("wave 1", Assert.Single(plan.ToSend).Notes);
    }

    [Fact]
    public void A_new_second_level_drops_the_third_level_of_the_old_one()
    {
        var now = Record("Blocked", 10);
        (now.L2, now.L3) = (Status("Technical"), Status("Network"));
        var facts = Facts(now);
        var after = Assert.Single(EntitlementPlanner.FromStatuses(facts, StatusTable.Read([new("Blocked", Details(("L2", null)))], facts)).Expected);
        Assert.Null(after.L2);
        Assert.Null(after.L3);
    }

    private static EntitlementFacts Facts(FpxEntitlement now) => new() { ServiceId = "14", Current = [now] };

    private static FpxEntitlement Record(string l1, long count) => new() { ServiceIntentId = Guid.NewGuid(), L1 = Status(l1), EntitlementCount = count };

    private static FpxLookup Status(string name) => new() { Id = name, Name = name };

    private static KeyValuePair<string, object?>[] Details(params (string Name, object? Value)[] details) =>
        [.. details.Select(detail => new KeyValuePair<string, object?>(detail.Name, detail.Value))];
}
