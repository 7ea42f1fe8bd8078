namespace FastTrackFpx.Entitlements;

/// <summary>A cmdlet that changes the status records of a tenant's service, or shows what a change would do.</summary>
public abstract class SeatCmdlet : WritingCmdlet
{
    private protected async Task<EntitlementFacts> FactsAsync(CmdletRun run, FpxClient client, FpxWrites writes, Guid tenantId, string service)
    {
        IReadOnlyList<FpxService> services = await client.Lookups.GetAsync<FpxService>(refresh: false, run.Stopping).ConfigureAwait(false);
        FpxService? found = Faults.Collect(() => LookupNames.Find(services, service, "Service"));
        if (found is null) Faults.ThrowIfAny([]);
        return await writes.Entitlements.ReadFactsAsync(tenantId, found!, run.Stopping).ConfigureAwait(false);
    }

    private protected async Task CarryOutAsync(CmdletRun run, FpxWrites writes, EntitlementPlan plan, bool force, bool passThru)
    {
        Validate(run, plan.Findings);
        IReadOnlyList<FpxEntitlement> records = plan.Facts.Current;
        if (plan.ChangesNothing) run.Verbose($"The seats of {plan.Target} already match. Nothing to send.");
        else if (await ChangeAsync(run, writes, writes.Entitlements.PlanSet(plan, force)).ConfigureAwait(false) is { } result) records = result.Value;
        else return;
        if (passThru) await run.WriteAllAsync(records).ConfigureAwait(false);
    }
}
