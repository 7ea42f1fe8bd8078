namespace FastTrackFpx.Entitlements;

/// <summary>Sets the status records of a tenant's service: <c>PATCH tenants/{tenantId}/services/{serviceId}/entitlements</c>.</summary>
[Cmdlet(VerbsCommon.Set, "FpxEntitlement", SupportsShouldProcess = true, DefaultParameterSetName = ByRecord), OutputType(typeof(FpxEntitlement))]
public sealed class SetFpxEntitlementCommand : SeatSetCmdlet
{
    /// <summary>Sets the records even if the service has changed them since they were read.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Skips the checks of the documented rules, and their warnings. The service decides.</summary>
    [Parameter]
    public SwitchParameter SkipValidation { get; set; }

    /// <summary>Returns the records as the service stores them afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override bool SkipsValidation => SkipValidation;

    private protected override bool IgnoresChanges => Force;

    private protected override Task HandleAsync(CmdletRun run, FpxWrites writes, EntitlementPlan plan) => CarryOutAsync(run, writes, plan, Force, PassThru);
}
