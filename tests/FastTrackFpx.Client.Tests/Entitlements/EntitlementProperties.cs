using FsCheck;
using FsCheck.Fluent;
using static FastTrackFpx.Client.Tests.Entitlements.SeatWorld;

namespace FastTrackFpx.Client.Tests.Entitlements;

/// <summary>What holds for every set and every change, against a model of the service.</summary>
public class EntitlementProperties
{
    [Fact]
    public void An_accepted_full_set_gives_the_wanted_state_by_both_readings() =>
        ForAll(Sets(), Sets(), (current, wanted) =>
        {
            var facts = FactsWith(wanted.Sum(record => record.EntitlementCount), current);
            var plan = EntitlementPlanner.FromStatuses(facts, wanted);

            return plan.IsAccepted && Gives(plan, current, wanted);
        });

    [Fact]
    public void Edited_records_give_the_wanted_state_by_both_readings() =>
        ForAll(Sets(), Gen.Choose(-40, 40).ListOf(5).Select(list => list.ToArray()), (current, differences) =>
        {
            var edited = current.Select((record, index) => Record(record.L1!, Math.Max(0, record.EntitlementCount + differences[index]))).ToList();
            var facts = FactsWith(edited.Sum(record => record.EntitlementCount), current);
            var plan = EntitlementPlanner.FromRecords(facts, edited);

            return plan.IsAccepted && Gives(plan, current, edited);
        });

    [Fact]
    public void A_move_never_changes_the_total_and_a_refused_one_sends_nothing() =>
        ForAll(Sets(), Moves(), (current, move) =>
        {
            var total = current.Sum(record => record.EntitlementCount);
            var plan = EntitlementPlanner.FromMove(Facts(current), AllL1[move.From], AllL1[move.To], move.Count);

            return plan.Expected.Sum(record => record.EntitlementCount) == total
                && (plan.IsAccepted || plan.ToSend.Count == 0) && plan.Expected.All(record => record.EntitlementCount > 0);
        });

    [Fact]
    public void A_change_put_back_gives_the_set_before() =>
        ForAll(Sets(), Sets(), (before, after) =>
        {
            var facts = FactsWith(before.Sum(record => record.EntitlementCount), after);
            var plan = EntitlementPlanner.FromStatuses(facts, before);

            return EntitlementRecords.SameSet(WithoutIds(Apply(after, plan.ToSend, unsentStay: true)), WithoutIds(before), exactly: true);
        });

    [Fact]
    public void What_is_not_the_total_is_refused_however_it_is_split() =>
        ForAll(Sets(), Gen.Choose(1, 1000), (wanted, off) =>
        {
            var facts = FactsWith(wanted.Sum(record => record.EntitlementCount) + off);
            return BrokenRules(EntitlementPlanner.FromStatuses(facts, wanted)).Contains(EntitlementRules.SeatTotal);
        });

    private static bool Gives(EntitlementPlan plan, FpxEntitlement[] current, IEnumerable<FpxEntitlement> wanted)
    {
        var target = WithoutIds(wanted);
        return EntitlementRecords.SameSet(WithoutIds(plan.Expected), target, exactly: true)
            && (plan.ChangesNothing
                || (EntitlementRecords.SameSet(WithoutIds(Apply(current, plan.ToSend, unsentStay: true)), target, exactly: true)
                    && EntitlementRecords.SameSet(WithoutIds(Apply(current, plan.ToSend, unsentStay: false)), target, exactly: true)));
    }

    private static List<FpxEntitlement> WithoutIds(IEnumerable<FpxEntitlement> records) =>
        records.Select(record =>
        {
            var copy = record.Copy();
            copy.ServiceIntentId = null;
            return copy;
        }).ToList();

    /// <summary>One to five records of different statuses, each with its details.</summary>
    private static Gen<FpxEntitlement[]> Sets() =>
        from statuses in Gen.Shuffle(AllL1)
        from size in Gen.Choose(1, AllL1.Length)
        from counts in Gen.Choose(1, 500).ListOf(size)
        from owners in Gen.Elements(null, "Ada", "Grace").ListOf(size)
        select statuses.Take(size).Select((l1, index) => Detailed(l1, counts[index], owners[index])).ToArray();

    private static Gen<(int From, int To, long? Count)> Moves() =>
        from @from in Gen.Choose(0, AllL1.Length - 1)
        from to in Gen.Choose(0, AllL1.Length - 1)
        from count in Gen.OneOf(Gen.Constant<long?>(null), Gen.Choose(-5, 600).Select(number => (long?)number))
        select (@from, to, count);

    private static FpxEntitlement Detailed(FpxLookup l1, int count, string? owner)
    {
        var record = Record(l1, count);
        record.Owner = owner;
        if (l1 == Blocked)
            (record.L2, record.L3) = (Technical, Network);
        if (l1 == Declined)
            record.L2 = Budget;
        return record;
    }

    private static void ForAll<TOne, TTwo>(Gen<TOne> one, Gen<TTwo> two, Func<TOne, TTwo, bool> holds) =>
        Prop.ForAll(one.ToArbitrary(), two.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithQuietOnSuccess(true));
}
