using System;
using System.Linq;
using FastTrackFpx.Entitlements;
using FastTrackFpx.Rules;
using static FastTrackFpx.Client.Tests.Entitlements.SeatWorld;

namespace FastTrackFpx.Client.Tests.Entitlements;

public class EntitlementRulesTests
{
    private static readonly EntitlementFacts TwoHundred = Facts(Record(InProgress, 50), Record(NotStarted, 150));

    [Fact]
    public void A_status_may_come_only_once()
    {
        var plan = EntitlementPlanner.FromStatuses(TwoHundred, [Want(InProgress, 50), Want(InProgress, 150)]);

        var finding = Assert.Single(plan.Findings);
        Assert.Equal((EntitlementRules.UniqueL1, "Status"), (finding.RuleId, finding.ParameterName));
        Assert.Contains("Use one record with 200 seats", finding.Message);
    }

    [Fact]
    public void A_change_holds_no_more_records_than_there_are_statuses()
    {
        var wanted = AllL1.Select(l1 => Want(l1, 40)).Append(Want(Status(6, "Paused"), 0)).ToList();
        var present = AllL1.Select(l1 => Record(l1, 30)).Append(Record(Status(6, "Paused"), 50)).ToArray();

        Assert.Equal([EntitlementRules.RecordCount], BrokenRules(EntitlementPlanner.FromStatuses(Facts(present), wanted)));
    }

    [Fact]
    public void No_status_has_fewer_than_zero_seats()
    {
        var plan = EntitlementPlanner.FromStatuses(TwoHundred, [Want(InProgress, -1), Want(NotStarted, 201)]);

        Assert.Equal([EntitlementRules.CountNotNegative], BrokenRules(plan));
    }

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
    public void The_total_is_judged_on_all_records_not_on_those_that_were_edited()
    {
        Assert.Equal([EntitlementRules.SeatTotal], BrokenRules(EntitlementPlanner.FromRecords(TwoHundred, [Record(InProgress, 200)])));
    }

    [Fact]
    public void A_service_that_tells_no_total_is_not_judged_by_one()
    {
        var facts = FactsWith(null, Record(InProgress, 50));

        Assert.Empty(EntitlementPlanner.FromStatuses(facts, [Want(InProgress, 70)]).Findings);
    }

    [Fact]
    public void A_record_names_a_status()
    {
        var plan = EntitlementPlanner.FromRecords(TwoHundred, [Record(NotStarted, 100), new FpxEntitlement { EntitlementCount = 50 }]);

        Assert.Equal([EntitlementRules.L1Required], BrokenRules(plan));
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
            var wanted = new WantedStatus { L1 = l1, Count = 200, Details = { [EntitlementField.L2] = l2, [EntitlementField.L3] = l3 } };
            var finding = Assert.Single(EntitlementPlanner.FromStatuses(TwoHundred, [wanted]).Findings);
            Assert.Equal(EntitlementRules.Combination, finding.RuleId);
            Assert.Contains(words, finding.Message);
        }
    }

    [Fact]
    public void An_odd_combination_that_the_service_holds_already_does_not_stop_a_change_elsewhere()
    {
        var odd = Record(Completed, 10);
        odd.L2 = Technical;

        var plan = EntitlementPlanner.FromMove(Facts(odd, Record(InProgress, 5)), InProgress, NotStarted, 2);

        Assert.Empty(plan.Findings);
    }

    [Fact]
    public void A_record_id_cannot_be_chosen_or_used_twice()
    {
        var stranger = Record(InProgress, 50);
        stranger.ServiceIntentId = Guid.NewGuid();
        var plan = EntitlementPlanner.FromRecords(FactsWith(150, Record(NotStarted, 150)), [Record(NotStarted, 100), stranger]);
        Assert.Equal([EntitlementRules.RecordId], BrokenRules(plan));

        var again = Record(InProgress, 100);
        again.L1 = Blocked;
        again.L2 = Technical;
        again.L3 = Network;
        var twice = EntitlementPlanner.FromRecords(TwoHundred, [Record(NotStarted, 50), Record(InProgress, 50), again]);
        Assert.Equal([EntitlementRules.RecordId], BrokenRules(twice));
        Assert.Contains("twice", twice.Findings[0].Message);
    }

    [Theory]
    [InlineData(51, EntitlementRules.MoveCount)]
    [InlineData(0, EntitlementRules.MoveCount)]
    [InlineData(-3, EntitlementRules.MoveCount)]
    public void A_move_takes_at_least_one_seat_and_no_more_than_there_are(long count, string rule)
    {
        var finding = Assert.Single(EntitlementPlanner.FromMove(TwoHundred, InProgress, Completed, count).Findings);

        Assert.Equal((rule, "Count"), (finding.RuleId, finding.ParameterName));
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
    public void A_target_date_on_a_finished_status_warns_and_does_not_refuse()
    {
        var wanted = new WantedStatus { L1 = Completed, Count = 200, Details = { [EntitlementField.TargetDate] = DateTimeOffset.UnixEpoch } };

        var plan = EntitlementPlanner.FromStatuses(TwoHundred, [wanted]);

        var finding = Assert.Single(plan.Findings);
        Assert.Equal((EntitlementRules.TargetDateStatus, FpxRuleSeverity.Warn), (finding.RuleId, finding.Severity));
        Assert.True(plan.IsAccepted);
        plan.ThrowIfRefused();
    }

    [Fact]
    public void A_status_with_levels_below_it_warns_when_none_is_named_and_only_when_it_is_new()
    {
        var added = EntitlementPlanner.FromMove(TwoHundred, InProgress, Blocked, 1);
        Assert.Equal([EntitlementRules.StatusChain], BrokenRules(added));
        Assert.Contains("'Technical'", added.Findings[0].Message);

        var present = Facts(Record(InProgress, 50), Record(Blocked, 2));
        Assert.Empty(EntitlementPlanner.FromMove(present, InProgress, Blocked, 1).Findings);

        var half = new WantedStatus { L1 = Blocked, Count = 200, Details = { [EntitlementField.L2] = Technical } };
        Assert.Contains("'Network'", Assert.Single(EntitlementPlanner.FromStatuses(TwoHundred, [half]).Findings).Message);
    }
}
