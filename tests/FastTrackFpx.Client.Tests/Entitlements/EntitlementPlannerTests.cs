using static FastTrackFpx.Client.Tests.Entitlements.SeatWorld;

namespace FastTrackFpx.Client.Tests.Entitlements;

public class EntitlementPlannerTests
{
    [Fact]
    public void A_full_set_updates_adds_and_removes_by_status_and_sends_nothing_that_stands()
    {
        var facts = Facts(Record(InProgress, 50), Record(NotStarted, 150));
        var plan = EntitlementPlanner.FromStatuses(facts, [Want(InProgress, 60), Want(Completed, 140)]);
        Assert.Empty(plan.Findings);
        Assert.Equal(["In Progress: 50 -> 60 seats", "Completed: new, 140 seats", "Not Started: 150 seats -> removed"], plan.Changes);
        Assert.Equal([RecordId(InProgress), null, RecordId(NotStarted)], plan.ToSend.Select(record => record.ServiceIntentId));
        Assert.Equal([60, 140, 0], plan.ToSend.Select(record => record.EntitlementCount));
        Assert.Equal([60, 140], plan.Expected.Select(record => record.EntitlementCount));
        var same = EntitlementPlanner.FromStatuses(Facts(Record(InProgress, 5)), [Want(InProgress, 5), Want(Blocked, 0)]);
        Assert.True(same.ChangesNothing);
        Assert.Empty(same.ToSend);
        Assert.Equal("no change", same.ToString());
    }

    [Fact]
    public void Records_that_were_not_edited_stay_and_two_may_swap_their_statuses()
    {
        var facts = FactsWith(200, Record(InProgress, 50), Record(NotStarted, 150));
        var edited = Record(InProgress, 40);
        var added = new FpxEntitlement { L1 = Completed, EntitlementCount = 10, ServiceIntentId = Guid.Empty };
        var plan = EntitlementPlanner.FromRecords(facts, [edited, added]);
        Assert.Empty(plan.Findings);
        Assert.Equal(["In Progress: 50 -> 40 seats", "Completed: new, 10 seats"], plan.Changes);
        Assert.Equal(3, plan.ToSend.Count);
        var (one, two) = (Record(InProgress, 50), Record(NotStarted, 150));
        var (oneAfter, twoAfter) = (Record(InProgress, 50), Record(NotStarted, 150));
        (oneAfter.L1, twoAfter.L1) = (NotStarted, InProgress);
        var swap = EntitlementPlanner.FromRecords(Facts(one, two), [oneAfter, twoAfter]);
        Assert.True(swap.IsAccepted);
        Assert.Equal("In Progress -> Not Started: 50 seats", swap.Changes[0]);
    }

    [Fact]
    public void More_present_records_than_a_change_may_hold_are_left_out_where_they_stay()
    {
        var sixth = Record(Status(6, "Paused"), 1);
        var facts = Facts([.. AllL1.Select(l1 => Record(l1, 10)), sixth]);
        facts.Combinations = [];
        var plan = EntitlementPlanner.FromMove(facts, InProgress, Completed, 3);
        Assert.True(plan.IsAccepted);
        Assert.Equal(2, plan.ToSend.Count);
        Assert.Equal(6, plan.Expected.Count);
    }
}
