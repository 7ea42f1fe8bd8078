namespace FastTrackFpx.Client.Tests.Referrals;

public class ReferralRulesTests
{
    private static readonly FpxLookup Accepted = new() { Id = "a0000000-0000-0000-0000-000000000001", Name = "Accepted" };
    private static readonly FpxLookup Declined = new() { Id = "a0000000-0000-0000-0000-000000000002", Name = "Declined" };
    private static readonly FpxLookup Reason = new() { Id = "b0000000-0000-0000-0000-000000000001", Name = "No capacity" };
    private static readonly FpxLookup Working = new() { Id = "c0000000-0000-0000-0000-000000000001", Name = "Working" };
    private static readonly FpxLookup Small = new() { Id = "d0000000-0000-0000-0000-000000000001", Name = "Up to 10,000" };

    [Fact]
    public void A_change_is_described_old_to_new()
    {
        var current = new FpxReferral { Acceptance = Accepted, ReferralStatus = Working, ValueAddedServicesSold = true, ServicesEstimatedValue = Small };
        Assert.True(new ReferralChange(ReferralAction.Set, current).IsHeldBy(current.Copy()));
        var notSold = new ReferralChange(ReferralAction.Set, new FpxReferral { Acceptance = Accepted, ReferralStatus = Working, ValueAddedServicesSold = false });
        Assert.Equal(["services sold yes -> no", "their value Up to 10,000 -> none"], notSold.Describe(current));
        Assert.Equal(["status Working", "services sold no"], notSold.Describe(null));
    }

    [Fact]
    public void Names_that_tell_no_decision_are_an_error()
    {
        var denied = new FpxReferral { Acceptance = Declined, DeclineReason = Reason };
        Assert.Equal(
            $$"""{"acceptanceStatusId":"{{Declined.Id}}","declineReasonId":"{{Reason.Id}}","referralStatusId":null,"valueAddedServicesSold":null,"servicesEstimatedValueId":null}""",
            ReferralChanges.Body(denied, ReferralSpelling.Recommended));
        Assert.StartsWith("""{"AceptanceStatusId":""", ReferralChanges.Body(denied, ReferralSpelling.Printed));
    }

    [Fact]
    public void Names_tell_which_status_means_what()
    {
        Assert.Same(Accepted, ReferralStates.Find([Declined, Accepted, new FpxLookup { Name = "Pending" }], accepted: true));
        Assert.Same(Declined, ReferralStates.Find([Declined, Accepted], accepted: false));
        var error = Assert.Throws<InputException>(() => ReferralStates.Find([new FpxLookup { Name = "Yes" }, new FpxLookup { Name = "No" }], accepted: true));
        Assert.Contains("Yes, No", error.Message);
    }
}
