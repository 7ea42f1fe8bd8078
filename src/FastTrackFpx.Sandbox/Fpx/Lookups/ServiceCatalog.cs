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
    public static ImmutableArray<Service> All { get; } =
    [
        new(1, "Exchange Online", ServiceField.Productivity, true),
        new(2, "SharePoint Online", ServiceField.Productivity, true),
        new(3, "Microsoft Teams", ServiceField.Productivity, true),
        new(4, "OneDrive", ServiceField.Productivity, true),
        new(5, "Microsoft 365 Apps", ServiceField.Productivity, true),
        new(7, "Microsoft Viva Engage", ServiceField.Productivity, true),
        new(9, "Microsoft Entra ID P1", ServiceField.Identity, true),
        new(10, "Microsoft Entra ID P2", ServiceField.Identity, true),
        new(12, "Microsoft Intune", ServiceField.Devices, true),
        new(14, "Windows 11 Enterprise", ServiceField.Devices, true),
        new(15, "Windows 365", ServiceField.Devices, false),
        new(17, "Microsoft Defender for Office 365", ServiceField.Security, true),
        new(18, "Microsoft Defender for Endpoint", ServiceField.Security, true),
        new(19, "Microsoft Defender for Identity", ServiceField.Security, true),
        new(20, "Microsoft Defender for Cloud Apps", ServiceField.Security, true),
        new(23, "Microsoft Purview Information Protection", ServiceField.Compliance, true),
        new(24, "Microsoft Purview Data Loss Prevention", ServiceField.Compliance, false),
        new(25, "Microsoft Purview Insider Risk Management", ServiceField.Compliance, true),
        new(31, "Microsoft Teams Phone", ServiceField.Productivity, true),
        new(33, "Microsoft 365 Copilot", ServiceField.Productivity, true),
        new(36, "Microsoft Viva Insights", ServiceField.Productivity, false),
        new(37, "Microsoft Viva Learning", ServiceField.Productivity, false),
        new(40, "Power BI Pro", ServiceField.Productivity, false),
        new(41, "Project Online", ServiceField.Productivity, false),
    ];

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
