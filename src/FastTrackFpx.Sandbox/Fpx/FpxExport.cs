using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FastTrackFpx.Sandbox.Fpx.Contacts;
using FastTrackFpx.Sandbox.Fpx.Entitlements;
using FastTrackFpx.Sandbox.Fpx.Notes;
using FastTrackFpx.Sandbox.Fpx.Referrals;
using FastTrackFpx.Sandbox.Fpx.Tenants;

namespace FastTrackFpx.Sandbox.Fpx;

/// <summary>
/// Everything FPX stores, to be compared byte for byte. What the service assigns by itself (ids of records, times and authors of changes)
/// is left out unless it is requested: a record that was removed and created again is the same one.
/// </summary>
internal sealed class FpxExport(FpxData data, Readings readings)
{
    private const int LongestText = 4096;
    private static readonly JsonWriterOptions Format =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly HashSet<string> Assigned = ["contactId", "serviceIntentId", "created", "createdBy", "modified", "modifiedBy"];

    private readonly ContactJson _contacts = new(readings);

    /// <summary>Writes the properties; uses the database exclusively, so that no change is half visible.</summary>
    public void Write(Utf8JsonWriter json, bool withAssigned) => data.Exclusively(() => WriteAll(json, withAssigned));

    private void WriteAll(Utf8JsonWriter json, bool withAssigned)
    {
        json.WriteStartArray("tenants"u8);
        foreach (TenantRecord tenant in data.Tenants.All()) WriteTenant(json, tenant, withAssigned);
        json.WriteEndArray();
        json.WriteStartArray("referrals"u8);
        foreach (ReferralRecord referral in data.Referrals.All()) ReferralJson.Write(json, referral);
        json.WriteEndArray();
    }

    private void WriteTenant(Utf8JsonWriter json, TenantRecord tenant, bool withAssigned)
    {
        json.WriteStartObject();
        json.WriteString("tenantId"u8, tenant.TenantId);
        json.WriteString("name"u8, tenant.Name);
        json.WriteBoolean("claimed"u8, tenant.Claimed);
        json.WriteStartArray("services"u8);
        foreach (SeatTotal total in tenant.Claimed ? data.Entitlements.Totals(tenant) : []) WriteService(json, tenant, total, withAssigned);
        json.WriteEndArray();
        WriteSorted(json, "contacts", data.Contacts.All(tenant), (writer, contact) => _contacts.Write(writer, tenant, contact),
            withAssigned);
        WriteSorted(json, "notes", data.Notes.All(tenant), WriteNote, withAssigned);
        json.WriteEndObject();
    }

    private void WriteService(Utf8JsonWriter json, TenantRecord tenant, SeatTotal total, bool withAssigned)
    {
        json.WriteStartObject();
        json.WriteNumber("serviceId"u8, total.ServiceId);
        json.WriteNumber("seats"u8, total.Seats);
        IEnumerable<EntitlementRecord> records = data.Entitlements.Records(tenant).Where(record => record.ServiceId == total.ServiceId);
        WriteSorted(
            json, "entitlements", records, (writer, record) => EntitlementJson.Write(writer, record, withServiceId: false), withAssigned);
        json.WriteEndObject();
    }

    private static void WriteNote(Utf8JsonWriter json, NoteRecord note)
    {
        json.WriteStartObject();
        json.WriteNumber("category"u8, note.Category);
        json.WriteString("author"u8, note.Author);
        json.WriteString("created"u8, note.Created);
        // A hash is enough to compare megabytes.
        string text = note.Text.Length <= LongestText ? note.Text : string.Create(
            CultureInfo.InvariantCulture,
            $"{note.Text.Length} characters, SHA-256 {Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(note.Text)))}");
        json.WriteString("text"u8, text);
        json.WriteEndObject();
    }

    private static void WriteSorted<T>(
        Utf8JsonWriter json, string name, IEnumerable<T> records, Action<Utf8JsonWriter, T> write, bool withAssigned)
    {
        json.WriteStartArray(name);
        foreach (string record in records.Select(record => Json(writer => write(writer, record),
            withAssigned)).Order(StringComparer.Ordinal))
        {
            using JsonDocument document = JsonDocument.Parse(record);
            document.RootElement.WriteTo(json);
        }

        json.WriteEndArray();
    }

    private static string Json(Action<Utf8JsonWriter> write, bool withAssigned)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Format)) write(json);
        if (withAssigned) return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
        using JsonDocument whole = JsonDocument.Parse(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
        using var lean = new MemoryStream();
        using (var json = new Utf8JsonWriter(lean, Format))
        {
            json.WriteStartObject();
            foreach (JsonProperty property in whole.RootElement.EnumerateObject().Where(property => !Assigned.Contains(property.Name)))
            {
                property.WriteTo(json);
            }
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(lean.GetBuffer(), 0, (int)lean.Length);
    }
}
