namespace FastTrackFpx.Entitlements;

/// <summary>A cmdlet that changes the status records of a tenant's service, or shows what a change would do.</summary>
public abstract class SeatCmdlet : WritingCmdlet
{
    private protected async Task<EntitlementFacts> FactsAsync(CmdletRun run, FpxClient client, FpxWrites writes, Guid tenantId, string service)
    {
        IReadOnlyList<FpxService> services = await new LookupsEndpoint(client).GetAsync<FpxService>(refresh: false, run.Stopping).ConfigureAwait(false);
        FpxService? found = Faults.Collect(() => LookupNames.Find(services, service, "Service"));
        if (found is null) Faults.ThrowIfAny([]);
        return await new EntitlementChanges(client, writes.Context).ReadFactsAsync(tenantId, found!, run.Stopping).ConfigureAwait(false);
    }

    private protected async Task CarryOutAsync(CmdletRun run, FpxWrites writes, EntitlementPlan plan, bool force, bool passThru)
    {
        Validate(run, plan.Findings);
        IReadOnlyList<FpxEntitlement> records = plan.Facts.Current;
        PlannedChange<IReadOnlyList<FpxEntitlement>> change = new EntitlementChanges(writes.Fpx, writes.Context).PlanSet(plan, force);
        if (change.ChangesNothing) run.Verbose($"The seats of {plan.Target} already match. Nothing to send.");
        else if (await ChangeAsync(run, writes, change).ConfigureAwait(false) is { } result) records = result.Value;
        else return;
        if (passThru) await run.WriteAllAsync(records).ConfigureAwait(false);
    }
}
