using System.Text.Json;
using FastTrackFpx.Sandbox.Fpx.Tenants;
using FastTrackFpx.Sandbox.Http;

namespace FastTrackFpx.Sandbox.Fpx.Incentives;

/// <summary>Incentive programs, workloads, periods and statements.</summary>
internal sealed class IncentiveEndpoints(TenantStore tenants, StatementMaker maker)
{
    private const int PeriodsUnlessAsked = 3;

    public void Map(FpxRoutes routes)
    {
        routes.Get(
            "incentives/Programs", (call, reply) => WriteArray(reply.Json, IncentiveCatalog.Programs, StatementJson.WriteProgram));
        routes.Get(
            "incentives/Workloads", (call, reply) => WriteArray(reply.Json, IncentiveCatalog.Workloads, StatementJson.WriteWorkload));
        routes.Get(
            "incentives/YearPeriods", (call, reply) => WriteArray(reply.Json, IncentiveCatalog.Periods, StatementJson.WritePeriod));
        routes.Get("incentives/Statements", Statements);
    }

    private void Statements(Call call, Reply reply)
    {
        List<YearPeriod> periods = Periods(call);
        List<int> programs = call.QueryIntegers("ProgramIds");
        List<TenantRecord> found = Tenants(call);
        Utf8JsonWriter json = reply.Json;
        json.WriteStartArray();
        foreach (YearPeriod period in periods)
        {
            ILookup<Membership, Transaction> byMembership = found
                .SelectMany(tenant => maker.Transactions(tenant, period))
                .Where(transaction => programs.Count == 0 || programs.Contains(transaction.Workload.Program.Id))
                .ToLookup(transaction => transaction.Membership);
            foreach (Membership membership in IncentiveCatalog.Memberships.Where(byMembership.Contains))
            {
                StatementJson.WriteStatement(json, membership, period, [.. byMembership[membership]]);
            }
        }

        json.WriteEndArray();
    }

    private static List<YearPeriod> Periods(Call call)
    {
        List<int> wanted = call.QueryIntegers("PaymentPeriodIds");
        return wanted.Count == 0
            ? [.. IncentiveCatalog.Periods.TakeLast(PeriodsUnlessAsked)]
            : [.. IncentiveCatalog.Periods.Where(period => wanted.Contains(period.Id))];
    }

    private List<TenantRecord> Tenants(Call call)
    {
        List<string> wanted = call.QueryGuids("Tenants");
        return wanted.Count == 0
            ? [.. tenants.Claimed(0, int.MaxValue)]
            : [.. wanted.Distinct().Select(tenants.Find).OfType<TenantRecord>().Where(tenant => tenant.Claimed)];
    }

    private static void WriteArray<T>(Utf8JsonWriter json, IEnumerable<T> items, System.Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray();
        foreach (T item in items) write(json, item);
        json.WriteEndArray();
    }
}
