using FastTrackFpx.Changes;
using FastTrackFpx.Connection;
using FastTrackFpx.Lookups;
using FastTrackFpx.Pipeline;

namespace FastTrackFpx.Entitlements;

/// <summary>A cmdlet that changes the status records of a tenant's service, or says what a change would come to.</summary>
public abstract class SeatCmdlet : WritingCmdlet
{
    private protected SeatCmdlet()
    {
    }

    /// <summary>Reads what the rules are judged by: <see cref="EntitlementFacts"/>, as an object because this assembly's types must load without the client.</summary>
    private protected static async Task<object> FactsAsync(CmdletRun run, FpxClient client, FpxWrites writes, Guid tenantId, string service)
    {
        IReadOnlyList<FpxService> services = await client.Lookups.GetAsync<FpxService>(refresh: false, run.Stopping).ConfigureAwait(false);
        FpxService found = LookupNames.Find(services, service, "Service");
        return await writes.Entitlements.ReadFactsAsync(tenantId, found, run.Stopping).AsObject().ConfigureAwait(false);
    }

    /// <summary>Judges a plan, asks, carries it out and gives the records there are afterwards.</summary>
    private protected async Task CarryOutAsync(CmdletRun run, FpxWrites writes, EntitlementPlan plan, bool force)
    {
        Judge(run, plan.Findings);
        if (plan.ChangesNothing)
        {
            run.Verbose($"The seats of {SeatDeeds.Of(plan)} stand as wanted already; nothing is sent.");
            await run.WriteAllAsync(plan.Facts.Current).ConfigureAwait(false);
            return;
        }

        if (!await ShallAsync(run, SeatDeeds.Set(plan), () => Task.FromResult(writes.Entitlements.Preview(plan).ToString())).ConfigureAwait(false)) return;
        (IReadOnlyList<FpxEntitlement> records, string? warning) = await writes.Entitlements.SetAsync(plan, force, run.Stopping)
            .Select(result => (result.Value, result.Warning)).ConfigureAwait(false);
        Tell(run, warning);
        await run.WriteAllAsync(records).ConfigureAwait(false);
    }

    /// <summary>The records that were piped in, by tenant and service, in the order in which they first came.</summary>
    private protected static IEnumerable<IGrouping<(Guid Tenant, string Service), FpxEntitlement>> ByService(IEnumerable<FpxEntitlement> records) =>
        records.GroupBy(record => (record.TenantId, record.ServiceId ?? throw new InputException(
            FpxErrorCode.InvalidInput,
            $"The record '{record}' of tenant {record.TenantId} does not tell its service.",
            "InputObject",
            "Read it with Get-FpxEntitlement -Service, or with -ResolveService.")));
}
