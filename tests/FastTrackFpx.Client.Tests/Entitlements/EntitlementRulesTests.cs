using FastTrackFpx.Rules;
using static FastTrackFpx.Client.Tests.Entitlements.SeatWorld;

namespace FastTrackFpx.Client.Tests.Entitlements;

public class EntitlementRulesTests
{
    private static readonly EntitlementFacts TwoHundred = Facts(Record(InProgress, 50), Record(NotStarted, 150));

    [Theory]
    [InlineData(149, "1 too few")]
    [InlineData(1151, "1,001 too many")]
    public void The_seats_add_up_to_those_of_the_service(long notStarted, string words)
    {
        var plan = EntitlementPlanner.FromStatuses(TwoHundred, [Want(InProgress, 50), Want(NotStarted, notStarted)]);
        var finding = Assert.Single(plan.Findings);
        Assert.Equal(EntitlementRules.SeatTotal, finding.RuleId);
        Assert.Contains(words, finding.Message);
        Assert.Contains("Exchange Online has 200", finding.Message);
        Assert.Throws<RuleException>(plan.ThrowIfRefused);
    }

    [Fact]
    public void Statuses_are_one_of_the_combinations_of_the_service()
    {
        AssertRefused(Technical, null, InProgress, "'Technical' is not a second level of 'In Progress'");
        AssertRefused(Technical, Budget, Blocked, "'Budget' is not a third level of 'Blocked' / 'Technical' for Exchange Online. It has 'Network'");
        AssertRefused(null, Network, Blocked, "'Network' is a third level and requires its second level");
        AssertRefused(null, null, Status(9, "Dreaming"), "Exchange Online has no status 'Dreaming'");

        static void AssertRefused(FpxLookup? l2, FpxLookup? l3, FpxLookup l1, string words)
        {
            var finding = Assert.Single(EntitlementPlanner.FromStatuses(TwoHundred, [Want(l1, 200, l2, l3)]).Findings);
            Assert.Equal(EntitlementRules.Combination, finding.RuleId);
            Assert.Contains(words, finding.Message);
        }
    }

    [Fact]
    public void The_total_is_judged_on_all_records_if_it_is_known_and_a_status_comes_once()
    {
        Assert.Equal([EntitlementRules.SeatTotal], BrokenRules(EntitlementPlanner.FromRecords(TwoHundred, [Record(InProgress, 200)])));
        Assert.Empty(EntitlementPlanner.FromStatuses(FactsWith(null, Record(InProgress, 50)), [Want(InProgress, 70)]).Findings);
        var odd = Record(Completed, 10);
        odd.L2 = Technical;
        Assert.Empty(EntitlementPlanner.FromMove(Facts(odd, Record(InProgress, 5)), InProgress, NotStarted, 2).Findings);
        var plan = EntitlementPlanner.FromStatuses(TwoHundred, [Want(InProgress, 50), Want(InProgress, 150)]);
        var finding = Assert.Single(plan.Findings);
        Assert.Equal((EntitlementRules.UniqueL1, "Status"), (finding.RuleId, finding.ParameterName));
        Assert.Contains("Use one record with 200 seats", finding.Message);
    }

    [Fact]
    public void A_move_goes_from_a_status_with_seats_to_another_one()
    {
        var none = Assert.Single(EntitlementPlanner.FromMove(TwoHundred, Blocked, Completed, 1).Findings);
        Assert.Equal((EntitlementRules.MoveStatus, "From"), (none.RuleId, none.ParameterName));
        Assert.Contains("There are 'In Progress' with 50, 'Not Started' with 150.", none.Message);
        var same = Assert.Single(EntitlementPlanner.FromMove(TwoHundred, InProgress, InProgress, 1).Findings);
        Assert.Equal((EntitlementRules.MoveStatus, "To"), (same.RuleId, same.ParameterName));
    }

    [Fact]
    public void A_status_with_levels_below_it_warns_when_none_is_named_and_only_when_it_is_new()
    {
        var added = EntitlementPlanner.FromMove(TwoHundred, InProgress, Blocked, 1);
        Assert.Equal([EntitlementRules.StatusChain], BrokenRules(added));
        Assert.Contains("'Technical'", added.Findings[0].Message);
        var present = Facts(Record(InProgress, 50), Record(Blocked, 2));
        Assert.Empty(EntitlementPlanner.FromMove(present, InProgress, Blocked, 1).Findings);
        Assert.Contains("'Network'", Assert.Single(EntitlementPlanner.FromStatuses(TwoHundred, [Want(Blocked, 200, Technical)]).Findings).Message);
    }
}
