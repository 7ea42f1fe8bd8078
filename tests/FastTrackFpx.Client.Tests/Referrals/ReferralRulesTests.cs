namespace FastTrackFpx.Client.Tests.Referrals;

public class ReferralRulesTests
{
    private static readonly FpxLookup Accepted = new() { Id = "a0000000-0000-0000-0000-000000000001", Name = "Accepted" };
    private static readonly FpxLookup Declined = new() { Id = "a0000000-0000-0000-0000-000000000002", Name = "Declined" };
    private static readonly FpxLookup Reason = new() { Id = "b0000000-0000-0000-0000-000000000001", Name = "No capacity" };
    private static readonly FpxLookup Working = new() { Id = "c0000000-0000-0000-0000-000000000001", Name = "Working" };
    private static readonly FpxLookup Small = new() { Id = "d0000000-0000-0000-0000-000000000001", Name = "Up to 10,000" };

    [Fact]
    public void A_decline_has_nothing_else_and_an_acceptance_no_reason()
    {
        var change = new ReferralChange
        {
            Action = ReferralAction.Deny, Acceptance = Declined, DeclineReason = Reason, ReferralStatus = Working, ServicesSold = false, EstimatedValue = Small,
        };
        var findings = ReferralRules.Check(change, new FpxReferral());
        Assert.All(findings, finding => Assert.Equal(ReferralRules.DeclineHasNothingElse, finding.RuleId));
        Assert.Equal(["ReferralStatus", "ServicesSold", "EstimatedValue"], findings.Select(finding => finding.ParameterName));
        findings = ReferralRules.Check(new ReferralChange { Acceptance = Accepted, DeclineReason = Reason }, new FpxReferral());
        Assert.Equal(ReferralRules.AcceptedHasNoReason, Assert.Single(findings).RuleId);
    }

    [Fact]
    public void A_change_keeps_what_was_not_given_and_drops_a_value_that_no_longer_fits()
    {
        var current = new FpxReferral { ReferralId = 12, Acceptance = Accepted, ReferralStatus = Working, ValueAddedServicesSold = true, ServicesEstimatedValue = Small };
        var same = ReferralChange.ForAccepted(current, null, null, null);
        Assert.True(same.IsHeldBy(current));
        var notSold = ReferralChange.ForAccepted(current, null, new Optional<bool?>(false), null);
        Assert.Same(Working, notSold.ReferralStatus);
        Assert.Null(notSold.EstimatedValue);
        Assert.Equal(["services sold yes -> no", "their value Up to 10,000 -> none"], notSold.Describe(current));
        Assert.Empty(ReferralRules.Check(notSold, current));
    }

    [Fact]
    public void Names_that_tell_no_decision_are_an_error()
    {
        var error = Assert.Throws<InputException>(() => ReferralStates.Find([new FpxLookup { Name = "Yes" }, new FpxLookup { Name = "No" }], accepted: true));
        Assert.Contains("Yes, No", error.Message);
    }
}
