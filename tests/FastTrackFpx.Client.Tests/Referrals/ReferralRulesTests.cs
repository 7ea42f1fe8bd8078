using FastTrackFpx.Referrals;

namespace FastTrackFpx.Client.Tests.Referrals;

public class ReferralRulesTests
{
    private static readonly FpxLookup Accepted = new() { Id = "a0000000-0000-0000-0000-000000000001", Name = "Accepted" };
    private static readonly FpxLookup Declined = new() { Id = "a0000000-0000-0000-0000-000000000002", Name = "Declined" };
    private static readonly FpxLookup Reason = new() { Id = "b0000000-0000-0000-0000-000000000001", Name = "No capacity" };
    private static readonly FpxLookup Working = new() { Id = "c0000000-0000-0000-0000-000000000001", Name = "Working" };
    private static readonly FpxLookup Small = new() { Id = "d0000000-0000-0000-0000-000000000001", Name = "Up to 10,000" };

    [Fact]
    public void A_decline_has_neither_status_nor_services_nor_value()
    {
        var change = Deny();
        (change.ReferralStatus, change.ServicesSold, change.EstimatedValue) = (Working, false, Small);

        var findings = ReferralRules.Check(change, Open());

        Assert.All(findings, finding => Assert.Equal(ReferralRules.DeclineHasNothingElse, finding.RuleId));
        Assert.Equal(["ReferralStatus", "ServicesSold", "EstimatedValue"], findings.Select(finding => finding.ParameterName));
    }

    [Fact]
    public void An_acceptance_has_no_decline_reason() =>
        AssertBroken(new ReferralChange { Acceptance = Accepted, DeclineReason = Reason }, Open(), ReferralRules.AcceptedHasNoReason);

    [Theory]
    [InlineData(true, false, ReferralRules.SoldNeedsValue)]
    [InlineData(false, true, ReferralRules.ValueNeedsSold)]
    [InlineData(null, true, ReferralRules.ValueNeedsSold)]
    [InlineData(true, true, null)]
    [InlineData(false, false, null)]
    [InlineData(null, false, null)]
    public void A_value_goes_with_services_that_were_sold(bool? sold, bool hasValue, string? rule)
    {
        var change = new ReferralChange { Acceptance = Accepted, ServicesSold = sold, EstimatedValue = hasValue ? Small : null };

        AssertBroken(change, Open(), rule is null ? [] : [rule]);
    }

    [Fact]
    public void A_change_keeps_what_was_not_given_and_drops_a_value_that_no_longer_fits()
    {
        var current = With(Accepted);
        (current.ReferralStatus, current.ValueAddedServicesSold, current.ServicesEstimatedValue) = (Working, true, Small);

        var same = ReferralChange.ForAccepted(current, null, null, null);
        Assert.True(same.IsHeldBy(current));

        var notSold = ReferralChange.ForAccepted(current, null, new Optional<bool?>(false), null);
        Assert.Same(Working, notSold.ReferralStatus);
        Assert.Null(notSold.EstimatedValue);
        Assert.Equal(["services sold yes -> no", "their value Up to 10,000 -> none"], notSold.Describe(current));
        AssertBroken(notSold, current);
    }

    [Fact]
    public void All_five_fields_go_out_under_any_spelling()
    {
        Assert.Equal(
            $$"""{"acceptanceStatusId":"{{Declined.Id}}","declineReasonId":"{{Reason.Id}}","referralStatusId":null,"valueAddedServicesSold":null,"servicesEstimatedValueId":null}""",
            ReferralChanges.Body(Deny(), ReferralSpelling.Recommended));
        Assert.StartsWith("""{"AceptanceStatusId":""", ReferralChanges.Body(Deny(), ReferralSpelling.Printed));
    }

    [Fact]
    public void Names_tell_which_status_means_what()
    {
        Assert.Same(Accepted, ReferralStates.Find([Declined, Accepted, new FpxLookup { Name = "Pending" }], accepted: true));
        Assert.Same(Declined, ReferralStates.Find([Declined, Accepted], accepted: false));
        var error = Assert.Throws<InputException>(() => ReferralStates.Find([new FpxLookup { Name = "Yes" }, new FpxLookup { Name = "No" }], accepted: true));
        Assert.Contains("Yes, No", error.Message);
    }

    private static void AssertBroken(ReferralChange change, FpxReferral current, params string[] rules) =>
        Assert.Equal(rules, ReferralRules.Check(change, current).Select(finding => finding.RuleId));

    private static ReferralChange Deny() => new() { Action = ReferralAction.Deny, Acceptance = Declined, DeclineReason = Reason };

    private static FpxReferral Open() => With(null);

    private static FpxReferral With(FpxLookup? acceptance) => new() { ReferralId = 12, TenantName = "Contoso", Acceptance = acceptance };
}
