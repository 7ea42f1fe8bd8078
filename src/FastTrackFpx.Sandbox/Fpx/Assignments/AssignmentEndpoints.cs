using System.Text.Json;
using FastTrackFpx.Sandbox.Fpx.Lookups;
using FastTrackFpx.Sandbox.Fpx.Tenants;
using FastTrackFpx.Sandbox.Http;
using FastTrackFpx.Sandbox.MadeUp;

namespace FastTrackFpx.Sandbox.Fpx.Assignments;

/// <summary>The people who are responsible for a tenant. No request changes them, so they are made up for each response.</summary>
internal sealed class AssignmentEndpoints(TenantFinder tenants, Readings readings, int seed)
{
    private static readonly string[] Roles =
        ["FastTrack Manager", "FastTrack Architect", "Partner Engagement Lead", "Migration Specialist", "Adoption Specialist"];

    private static readonly string[] People =
    [
        "Ingrid Solheim", "Kwame Mensah", "Rosalind Achterberg", "Hiroshi Tanabe", "Leila Farahani", "Piotr Zieliński",
        "Camille Rousseau", "Devon Whitaker", "Nuria Ballester", "Tobias Lindgren",
    ];

    public void Map(FpxRoutes routes)
    {
        if (readings.Is("F6", "old"))
        {
            routes.Get("tenant/{tenantId}/assignments", InPath);
            routes.Get("tenant/assignments/{tenantId}", InPath);
            routes.Get("tenant/assignments", InQuery);
        }
        else
        {
            routes.Get("tenants/{tenantId}/assignments", InPath);
        }
    }

    private void InPath(ServiceRequest request, ServiceResponse response) => Write(response.Json, tenants.Claimed(request));

    private void InQuery(ServiceRequest request, ServiceResponse response) => Write(response.Json, tenants.ClaimedInQuery(request));

    private void Write(Utf8JsonWriter json, TenantRecord tenant)
    {
        var dice = new Dice(seed, "assignments", tenant.Ordinal);
        int count = dice.Between(1, Roles.Length);
        int first = dice.Below(People.Length);
        json.WriteStartObject();
        for (int i = 0; i < count; i++)
        {
            string name = People[(first + i) % People.Length];
            json.WriteStartObject(Roles[i]);
            json.WriteString("id"u8, StableId.Of("Assignee", name));
            json.WriteString("email"u8, MailOf(name));
            json.WriteString("name"u8, name);
            json.WriteBoolean("isPrimary"u8, i == 0);
            ServiceCatalog.WriteList(json, "primaryServices", tenant.Workloads.Where((_, n) => n % count == i));
            ServiceCatalog.WriteList(json, "additionalServices", Additional(tenant, i, ref dice));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static List<int> Additional(TenantRecord tenant, int index, ref Dice dice)
    {
        var services = new List<int>();
        if (index == 0 || !dice.Chance(40)) return services;
        services.Add(tenant.Workloads[dice.Below(tenant.Workloads.Length)]);
        return services;
    }

    private static string MailOf(string name) =>
        name.ToLowerInvariant().Replace(' ', '.').Replace('ń', 'n') + "@fasttrack.example.com";
}
