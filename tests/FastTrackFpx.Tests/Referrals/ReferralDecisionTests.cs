namespace FastTrackFpx.Tests.Referrals;

public sealed class ReferralDecisionTests : WriteBench
{
    private IReadOnlyList<FpxReferral> Undecided =>
        [.. Session.Run("Get-FpxReferral").Succeeded().Values<FpxReferral>().Where(referral => referral.Acceptance is null)];

    private string AnyValue => Session.Run("Get-FpxReferralServiceValue").Succeeded().Values<FpxReferralServiceValue>()[0].Name!;

    protected override void Adjust(SandboxOptions options) => options.Tenants = 60;

    [Fact]
    public void An_acceptance_says_what_it_does_and_what_is_known_of_it_can_be_changed_and_put_back()
    {
        FpxReferral open = Undecided[0];
        SessionResult whatIf = Session.Run($"{open} | Approve-FpxReferral -ServicesSold $true -EstimatedValue {AnyValue} -WhatIf").Succeeded();
        Assert.Equal([$"What if: Accept the referral {open.PartnerReferralNumber ?? $"{open.ReferralId}"} ('{open.TenantName}'): services sold yes; their value {AnyValue}."], whatIf.HostLines);
        Assert.Empty(WriteCalls);
        FpxReferral accepted = Session.Run($"Approve-FpxReferral -RfaId {open.ReferralId} -ServicesSold yes -EstimatedValue {AnyValue} -PassThru")
            .Succeeded().Values<FpxReferral>().Single();
        Assert.Equal((true, AnyValue), (accepted.ValueAddedServicesSold, accepted.ServicesEstimatedValue!.Name));
        string before = Service.Export();
        FpxReferral changed = Session.Run($"{accepted} | Set-FpxReferral -ServicesSold:$false -PassThru").Succeeded().Values<FpxReferral>().Single();
        Assert.Null(changed.ServicesEstimatedValue);
        Session.Run($"{Journal[0]} | Undo-FpxChange").Succeeded();
        Assert.Equal(before, Service.Export());
        FpxChange approval = Journal.Single(change => change.Kind == FpxChangeKind.ReferralApprove);
        ErrorRecordAssert.NonTerminating(Session.Run($"{approval} | Undo-FpxChange"), "CannotBeUndone", ErrorCategory.NotImplemented);
    }
}
