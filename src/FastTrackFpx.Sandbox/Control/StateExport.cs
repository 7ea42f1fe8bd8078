using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FastTrackFpx.Sandbox.Contacts;
using FastTrackFpx.Sandbox.Entitlements;
using FastTrackFpx.Sandbox.Notes;
using FastTrackFpx.Sandbox.Referrals;
using FastTrackFpx.Sandbox.Storage;
using FastTrackFpx.Sandbox.Tenants;

namespace FastTrackFpx.Sandbox.Control;

/// <summary>
/// All that the service holds as one JSON document, to be compared byte for byte. What the service gives by itself (ids of
/// records, times and names of a change) is left out unless asked for: a record that was taken away and put back is the same one.
/// </summary>
internal sealed class StateExport(SandboxData data, Readings readings)
{
    private const int LongestText = 4096;
    private static readonly JsonWriterOptions Format =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true, NewLine = "\n" };
    private static readonly HashSet<string> Given = ["contactId", "serviceIntentId", "created", "createdBy", "modified", "modifiedBy"];

    private readonly ContactJson _contacts = new(readings);

    /// <summary>Writes the document; holds the database for the whole of it, so that no change is half in.</summary>
    public void Write(Utf8JsonWriter json, bool withGiven) => data.Alone(() => WriteAll(json, withGiven));

    public string Text(bool withGiven)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Format)) Write(json, withGiven);
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private void WriteAll(Utf8JsonWriter json, bool withGiven)
    {
        json.WriteStartObject();
        json.WriteStartArray("tenants"u8);
        foreach (TenantRecord tenant in data.Tenants.All()) WriteTenant(json, tenant, withGiven);
        json.WriteEndArray();
        json.WriteStartArray("referrals"u8);
        foreach (ReferralRecord referral in data.Referrals.All()) ReferralJson.Write(json, referral);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteTenant(Utf8JsonWriter json, TenantRecord tenant, bool withGiven)
    {
        json.WriteStartObject();
        json.WriteString("tenantId"u8, tenant.TenantId);
        json.WriteString("name"u8, tenant.Name);
        json.WriteBoolean("claimed"u8, tenant.Claimed);
        json.WriteStartArray("services"u8);
        foreach (SeatTotal total in tenant.Claimed ? data.Entitlements.Totals(tenant) : []) WriteService(json, tenant, total, withGiven);
        json.WriteEndArray();
        WriteSorted(json, "contacts", data.Contacts.All(tenant), (writer, contact) => _contacts.Write(writer, tenant, contact), withGiven);
        WriteSorted(json, "notes", data.Notes.All(tenant), WriteNote, withGiven);
        json.WriteEndObject();
    }

    private void WriteService(Utf8JsonWriter json, TenantRecord tenant, SeatTotal total, bool withGiven)
    {
        json.WriteStartObject();
        json.WriteNumber("serviceId"u8, total.ServiceId);
        json.WriteNumber("seats"u8, total.Seats);
        IEnumerable<EntitlementRecord> records = data.Entitlements.Records(tenant).Where(record => record.ServiceId == total.ServiceId);
        WriteSorted(
            json, "entitlements", records, (writer, record) => EntitlementJson.Write(writer, record, withServiceId: false), withGiven);
        json.WriteEndObject();
    }

    private static void WriteNote(Utf8JsonWriter json, NoteRecord note)
    {
        json.WriteStartObject();
        json.WriteNumber("category"u8, note.Category);
        json.WriteString("author"u8, note.Author);
        json.WriteString("created"u8, note.Created);
        // A megabyte is as well told apart by its hash.
        string text = note.Text.Length <= LongestText ? note.Text : string.Create(
            CultureInfo.InvariantCulture,
            $"{note.Text.Length} characters, SHA-256 {Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(note.Text)))}");
        json.WriteString("text"u8, text);
        json.WriteEndObject();
    }

    private static void WriteSorted<T>(
        Utf8JsonWriter json, string name, IEnumerable<T> records, Action<Utf8JsonWriter, T> write, bool withGiven)
    {
        json.WriteStartArray(name);
        foreach (string record in records.Select(record => Json(writer => write(writer, record), withGiven)).Order(StringComparer.Ordinal))
        {
            using JsonDocument document = JsonDocument.Parse(record);
            document.RootElement.WriteTo(json);
        }

        json.WriteEndArray();
    }

    private static string Json(Action<Utf8JsonWriter> write, bool withGiven)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Format with { Indented = false })) write(json);
        if (withGiven) return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
        using JsonDocument whole = JsonDocument.Parse(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
        using var lean = new MemoryStream();
        using (var json = new Utf8JsonWriter(lean, Format with { Indented = false }))
        {
            json.WriteStartObject();
            foreach (JsonProperty property in whole.RootElement.EnumerateObject().Where(property => !Given.Contains(property.Name)))
            {
                property.WriteTo(json);
            }
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(lean.GetBuffer(), 0, (int)lean.Length);
    }
}
