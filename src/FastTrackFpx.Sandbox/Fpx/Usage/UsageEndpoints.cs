using System.Globalization;
using System.Text.Json;
using FastTrackFpx.Sandbox.Fpx.Entitlements;
using FastTrackFpx.Sandbox.Fpx.Lookups;
using FastTrackFpx.Sandbox.Fpx.Tenants;
using FastTrackFpx.Sandbox.Http;
using FastTrackFpx.Sandbox.MadeUp;

namespace FastTrackFpx.Sandbox.Fpx.Usage;

/// <summary>Current usage of every workload of every claimed tenant. It matches the seats, and no request changes it.</summary>
internal sealed class UsageEndpoints(TenantStore tenants, EntitlementMaker seats, int seed)
{
    /// <summary>More than 32 bits can hold: a tenant whose high-water marks count something other than people.</summary>
    private const long ManyUnits = 3_221_225_472;

    // Usage identifies workloads by a code: the service's name without Microsoft and blanks.
    private static readonly Dictionary<int, string> Codes = ServiceCatalog.All.ToDictionary(
        service => service.Id, service => service.Name.Replace("Microsoft ", "", StringComparison.Ordinal)
            .Replace(" ", "", StringComparison.Ordinal));

    public void Map(FpxRoutes routes) => routes.Get("usage/current", Current);

    private void Current(ServiceRequest request, ServiceResponse response)
    {
        Utf8JsonWriter json = response.Json;
        json.WriteStartObject();
        json.WriteString("dateLastUpdated"u8, MadeUpTime.Text(MadeUpTime.Today.AddHours(3)));
        json.WriteStartArray("customers"u8);
        foreach (TenantRecord tenant in tenants.Claimed(0, int.MaxValue)) WriteCustomer(json, tenant);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteCustomer(Utf8JsonWriter json, TenantRecord tenant)
    {
        var dice = new Dice(seed, "usage", tenant.Ordinal);
        IReadOnlyList<SeatTotal> totals = seats.Totals(tenant);
        json.WriteStartObject();
        json.WriteString("customerId"u8, tenant.TenantId);
        json.WriteString("customerName"u8, tenant.Name);
        json.WriteString("domainName"u8, tenant.Domain);
        json.WriteString("tags"u8, dice.Chance(75) ? "FRP" : dice.Chance(50) ? "EDU" : "Unknown");
        json.WriteStartArray("workloads"u8);
        foreach (SeatTotal total in totals.Where(total => tenant.Workloads.Contains(total.ServiceId))) WriteClaimed(json, tenant, total);
        json.WriteEndArray();
        json.WriteStartArray("unclaimedWorkloads"u8);
        foreach (SeatTotal total in totals.Where(total => !tenant.Workloads.Contains(total.ServiceId)))
        {
            json.WriteStartObject();
            WriteFigures(json, tenant, total);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("excludedWorkloads"u8);
        if (dice.Chance(30)) json.WriteStringValue(WorkloadCode(ServiceCatalog.All[dice.Below(ServiceCatalog.All.Length)].Id));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteClaimed(Utf8JsonWriter json, TenantRecord tenant, SeatTotal total)
    {
        var dice = new Dice(seed, "claim", tenant.Ordinal, total.ServiceId);
        json.WriteStartObject();
        json.WriteString("mpnId"u8, "610440" + dice.Between(1, 6).ToString(CultureInfo.InvariantCulture));
        json.WriteString("tags"u8, dice.Chance(85) ? "FRP" : "Unknown");
        json.WriteString("dateAssociated"u8, MadeUpTime.Text(MadeUpTime.At(ref dice, -600, -30)));
        json.WriteString("claimId"u8, "CPOR-" + dice.Between(100_000, 999_999).ToString(CultureInfo.InvariantCulture));
        if (dice.Chance(90)) json.WriteNumber("usageAtClaim"u8, dice.Below(4000) / 100.0);
        else json.WriteNull("usageAtClaim"u8);
        WriteFigures(json, tenant, total);
        json.WriteEndObject();
    }

    private void WriteFigures(Utf8JsonWriter json, TenantRecord tenant, SeatTotal total)
    {
        var dice = new Dice(seed, "figures", tenant.Ordinal, total.ServiceId);
        int active = (int)((long)total.Seats * dice.Between(0, 100) / 100);
        long highest = tenant.Ordinal % 25 == 3 ? ManyUnits + active : active + (active * dice.Below(20) / 100L);
        json.WriteString("workloadId"u8, WorkloadCode(total.ServiceId));
        json.WriteNumber("activeEntitlements"u8, active);
        json.WriteNumber("qualifiedEntitlements"u8, total.Seats);
        json.WriteNumber("usage"u8, Math.Round(100.0 * active / total.Seats, 2));
        WriteOrNull(json, "priorHwm", dice.Chance(80) ? highest * 9 / 10 : null);
        json.WriteNumber("hwm"u8, highest);
        WriteOrNull(json, "month1Hwm", dice.Chance(70) ? highest / 3 : null);
        WriteOrNull(json, "compUnits", dice.Chance(70) ? highest / 10 : null);
        if (dice.Chance(60)) json.WriteNumber("potentialEarnings"u8, total.Seats * dice.Between(1, 6));
        else json.WriteNull("potentialEarnings"u8);
    }

    private static void WriteOrNull(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } known) json.WriteNumber(name, known);
        else json.WriteNull(name);
    }

    private static string WorkloadCode(int serviceId) => Codes.GetValueOrDefault(serviceId, "Unknown");
}
