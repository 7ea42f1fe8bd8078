using System.Text.Json;
using FastTrackFpx.Sandbox.Fpx.Tenants;

namespace FastTrackFpx.Sandbox.Fpx.Entitlements;

/// <summary>Writes a status record as responses show it.</summary>
internal static class EntitlementJson
{
    /// <param name="json">The writer.</param>
    /// <param name="record">The record.</param>
    /// <param name="withServiceId">True to include its service id.</param>
    /// <param name="tenant">The tenant to include; null for none, as in responses for one tenant.</param>
    /// <param name="countName">Name of the seat count.</param>
    public static void Write(
        Utf8JsonWriter json,
        EntitlementRecord record,
        bool withServiceId,
        TenantRecord? tenant = null,
        string countName = "entitlementCount")
    {
        json.WriteStartObject();
        json.WriteString("serviceIntentId"u8, record.IntentId);
        WriteLevel(json, "l1", record.L1);
        WriteLevel(json, "l2", record.L2);
        WriteLevel(json, "l3", record.L3);
        json.WriteNumber(countName, record.Seats);
        json.WriteString("targetDate"u8, record.TargetDate);
        json.WriteString("owner"u8, record.Owner);
        json.WriteString("nextActionDate"u8, record.NextActionDate);
        json.WriteString("notes"u8, record.Notes);
        if (withServiceId) json.WriteNumber("serviceId"u8, record.ServiceId);
        if (tenant is not null) json.WriteString("tenantId"u8, tenant.TenantId);
        json.WriteEndObject();
    }

    private static void WriteLevel(Utf8JsonWriter json, string property, string? id)
    {
        if (id is null)
        {
            json.WriteNull(property);
            return;
        }

        json.WriteStartObject(property);
        json.WriteString("id"u8, id);
        json.WriteString("name"u8, StatusCatalog.NameOf(id));
        json.WriteEndObject();
    }
}
