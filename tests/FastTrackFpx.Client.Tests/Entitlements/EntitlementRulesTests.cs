using static FastTrackFpx.Client.Tests.Entitlements.SeatWorld;

namespace FastTrackFpx.Client.Tests.Entitlements;

/// <summary>What a finding says, and what is none. That each rule is checked is tested with the cmdlets.</summary>
public class EntitlementRulesTests
{
    private static readonly EntitlementFacts TwoHundred = Facts(Record(InProgress, 50), Record(NotStarted, 150));

    [Fact]
    public void A_finding_says_what_is_wrong_and_what_there_is()
    {
        Says("Exchange Online has 200", EntitlementPlanner.FromStatuses(TwoHundred, [Want(InProgress, 50), Want(NotStarted, 149)]));
        Says("1 too few", EntitlementPlanner.FromStatuses(TwoHundred, [Want(InProgress, 50), Want(NotStarted, 149)]));
        Says("1,001 too many", EntitlementPlanner.FromStatuses(TwoHundred, [Want(InProgress, 50), Want(NotStarted, 1151)]));
        Says("Use one record with 200 seats", EntitlementPlanner.FromStatuses(TwoHundred, [Want(InProgress, 50), Want(InProgress, 150)]));
        Says("There are 'In Progress' with 50, 'Not Started' with 150.", EntitlementPlanner.FromMove(TwoHundred, Blocked, Completed, 1));
        Says("'Technical' is not a second level of 'In Progress'", All(InProgress, Technical, null));
        Says("'Budget' is not a third level of 'Blocked' / 'Technical' for Exchange Online. It has 'Network'", All(Blocked, Technical, Budget));
        Says("'Network' is a third level and requires its second level", All(Blocked, null, Network));
        Says("Exchange Online has no status 'Dreaming'", All(Status(9, "Dreaming"), null, null));
        Says("'Technical'", EntitlementPlanner.FromMove(TwoHundred, InProgress, Blocked, 1));
        Says("'Network'", All(Blocked, Technical, null));

        static void Says(string words, EntitlementPlan plan) => Assert.Contains(words, Assert.Single(plan.Findings).Message);

        static EntitlementPlan All(FpxLookup l1, FpxLookup? l2, FpxLookup? l3) =>
            EntitlementPlanner.FromStatuses(TwoHundred, [Want(l1, 200, l2, l3)]);
    }

    [Fact]
    public void A_total_that_is_not_known_and_levels_that_were_there_before_are_no_finding()
    {
        Assert.Empty(EntitlementPlanner.FromStatuses(FactsWith(null, Record(InProgress, 50)), [Want(InProgress, 70)]).Findings);
        Assert.Empty(EntitlementPlanner.FromMove(Facts(Record(InProgress, 50), Record(Blocked, 2)), InProgress, Blocked, 1).Findings);
        FpxEntitlement odd = Record(Completed, 10);
        odd.L2 = Technical;
        Assert.Empty(EntitlementPlanner.FromMove(Facts(odd, Record(InProgress, 5)), InProgress, NotStarted, 2).Findings);
        Assert.Equal([EntitlementRules.SeatTotal], BrokenRules(EntitlementPlanner.FromRecords(TwoHundred, [Record(InProgress, 200)])));
    }
}
