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
            "incentives/Programs", (request, response) => WriteArray(response.Json, IncentiveCatalog.Programs, StatementJson.WriteProgram));
        routes.Get(
            "incentives/Workloads", (request, response) => WriteArray(response.Json, IncentiveCatalog.Workloads,
                StatementJson.WriteWorkload));
        routes.Get(
            "incentives/YearPeriods", (request, response) => WriteArray(response.Json, IncentiveCatalog.Periods,
                StatementJson.WritePeriod));
        routes.Get("incentives/Statements", Statements);
    }

    private void Statements(ServiceRequest request, ServiceResponse response)
    {
        List<YearPeriod> periods = Periods(request);
        List<int> programs = request.QueryIntegers("ProgramIds");
        List<TenantRecord> found = Tenants(request);
        Utf8JsonWriter json = response.Json;
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

    private static List<YearPeriod> Periods(ServiceRequest request)
    {
        List<int> wanted = request.QueryIntegers("PaymentPeriodIds");
        return wanted.Count == 0
            ? [.. IncentiveCatalog.Periods.TakeLast(PeriodsUnlessAsked)]
            : [.. IncentiveCatalog.Periods.Where(period => wanted.Contains(period.Id))];
    }

    private List<TenantRecord> Tenants(ServiceRequest request)
    {
        List<string> wanted = request.QueryGuids("Tenants");
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
