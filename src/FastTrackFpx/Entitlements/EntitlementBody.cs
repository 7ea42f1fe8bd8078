using System.Text.Json;
using FastTrackFpx.Changes;
using FastTrackFpx.Rest.Content;

namespace FastTrackFpx.Entitlements;

/// <summary>The body of <c>PATCH tenants/{tenantId}/services/{serviceId}/entitlements</c>: always an array, also for one record.</summary>
internal static class EntitlementBody
{
    internal static string Write(IEnumerable<FpxEntitlement> records) => JsonWriting.ToText(writer =>
    {
        writer.WriteStartArray();
        foreach (var record in records)
            Write(writer, record);
        writer.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter writer, FpxEntitlement record)
    {
        writer.WriteStartObject();
        if (!EntitlementRecords.HasNoId(record))
            writer.WriteString("serviceIntentId", record.ServiceIntentId!.Value);
        WriteText(writer, "l1id", record.L1?.Id);
        WriteText(writer, "l2id", record.L2?.Id);
        WriteText(writer, "l3id", record.L3?.Id);
        writer.WriteNumber("entitlementCount", record.EntitlementCount);
        WriteDate(writer, "targetDate", record.TargetDate);
        WriteText(writer, "owner", record.Owner);
        WriteDate(writer, "nextActionDate", record.NextActionDate);

        // Not nullable as an input, so none is left out; the planner makes it an empty text where notes are to be cleared.
        if (record.Notes is not null)
            writer.WriteString("notes", record.Notes);
        writer.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is null)
            writer.WriteNull(name);
        else
            writer.WriteString(name, value);
    }

    private static void WriteDate(Utf8JsonWriter writer, string name, DateTimeOffset? value)
    {
        if (value is null)
            writer.WriteNull(name);
        else
            writer.WriteString(name, value.Value.UtcDateTime);
    }
}
