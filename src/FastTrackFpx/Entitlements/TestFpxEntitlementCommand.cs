namespace FastTrackFpx.Entitlements;

/// <summary>Returns whether a set of status records would be accepted, which rules it breaks and what would change. Sends nothing.</summary>
[Cmdlet(VerbsDiagnostic.Test, "FpxEntitlement", DefaultParameterSetName = ByRecord), OutputType(typeof(FpxEntitlementCheck))]
public sealed class TestFpxEntitlementCommand : SeatSetCmdlet
{
    private protected override bool IsWrite => false;

    private protected override Task HandleAsync(CmdletRun run, FpxWrites writes, EntitlementPlan plan) => run.WriteAsync(new FpxEntitlementCheck
    {
        TenantId = plan.Facts.TenantId,
        ServiceId = plan.Facts.ServiceId,
        ServiceName = plan.Facts.ServiceName,
        IsAccepted = plan.IsAccepted,
        SeatTotal = plan.Facts.SeatTotal,
        SeatsAfter = plan.Expected.Sum(record => record.EntitlementCount),
        Changes = new FpxList<string>(plan.Changes),
        Findings = new FpxList<FpxRuleFinding>(plan.Findings.Select(InOwnTerms)),
    });
}
