using System.Collections.Immutable;
using System.Text.Json;

namespace FastTrackFpx.Sandbox.Fpx.Lookups;

/// <summary>The field of a service; decides which statuses it can have.</summary>
internal enum ServiceField
{
    Productivity,
    Identity,
    Devices,
    Security,
    Compliance,
}

/// <summary>A Microsoft 365 service.</summary>
/// <param name="Id">Its id in the lookups.</param>
/// <param name="Name">Its name.</param>
/// <param name="Field">Its field.</param>
/// <param name="ByPartners">True if partners can claim it, so that it is in services/frp.</param>
internal sealed record Service(int Id, string Name, ServiceField Field, bool ByPartners);

/// <summary>All services of the sandbox.</summary>
internal static class ServiceCatalog
{
    public static ImmutableArray<Service> All { get; } = CatalogFile.Content.Services;

    public static ImmutableArray<Service> ByPartners { get; } = [.. All.Where(service => service.ByPartners)];

    private static readonly Dictionary<int, Service> ById = All.ToDictionary(service => service.Id);

    public static Service? Find(int id) => ById.GetValueOrDefault(id);

    public static void Write(Utf8JsonWriter json, Service service)
    {
        json.WriteStartObject();
        json.WriteNumber("id"u8, service.Id);
        json.WriteString("name"u8, service.Name);
        json.WriteEndObject();
    }

    /// <summary>Writes a list of services by their ids.</summary>
    public static void WriteList(Utf8JsonWriter json, string property, IEnumerable<int> ids)
    {
        json.WriteStartArray(property);
        foreach (int id in ids)
        {
            if (Find(id) is { } service) Write(json, service);
        }

        json.WriteEndArray();
    }
}
