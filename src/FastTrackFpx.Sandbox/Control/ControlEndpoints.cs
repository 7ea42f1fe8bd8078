using System.Globalization;
using System.Text.Json;
using FastTrackFpx.Sandbox.Faults;
using FastTrackFpx.Sandbox.Http;
using FastTrackFpx.Sandbox.Storage;
using FastTrackFpx.Sandbox.Tenants;

namespace FastTrackFpx.Sandbox.Control;

/// <summary>
/// What is not part of the API: seeing and changing the sandbox itself, at /sandbox/ on the same port with the same client
/// certificate. These calls are neither counted nor logged, and no fault strikes them.
/// </summary>
internal sealed class ControlEndpoints(SandboxData data, StateExport export, RequestLog log, FaultInjector faults)
{
    public void Map(RouteTable routes)
    {
        routes.Get("export", (in call, reply) => export.Write(reply.Json, call.QueryBoolean("withGiven", "WithGiven", otherwise: false)));
        routes.Get("log", WriteLog);
        routes.Add("DELETE", "log", ApiVersions.All, ClearLog);
        routes.Get("faults", (in call, reply) => faults.Plan.Write(reply.Json));
        routes.Add("PUT", "faults", ApiVersions.All, SetFaults);
        routes.Add("DELETE", "faults", ApiVersions.All, ClearFaults);
        routes.Add("POST", "tenants", ApiVersions.All, AddTenant);
        routes.Add("DELETE", "tenants/{tenantId}", ApiVersions.All, RemoveTenant);
    }

    private void SetFaults(in Call call, Reply reply)
    {
        try
        {
            faults.Plan = FaultPlanReader.Read(call.Body);
        }
        catch (FaultPlanException e)
        {
            throw Refusal.Field("Faults", "The fault plan is wrong: " + e.Message);
        }

        faults.Plan.Write(reply.Json);
    }

    private void ClearFaults(in Call call, Reply reply)
    {
        faults.Plan = FaultPlan.None;
        reply.Status = 204;
    }

    private void AddTenant(in Call call, Reply reply)
    {
        TenantRecord added = data.Tenants.Add();
        reply.Json.WriteStartObject();
        reply.Json.WriteString("tenantId"u8, added.TenantId);
        reply.Json.WriteString("name"u8, added.Name);
        reply.Json.WriteEndObject();
    }

    private void RemoveTenant(in Call call, Reply reply)
    {
        string id = call.Guid(0, "TenantId");
        if (!data.Tenants.Remove(id)) throw Refusal.NoRecord("Tenant", id);
        reply.Status = 204;
    }

    private void ClearLog(in Call call, Reply reply)
    {
        log.Clear();
        reply.Status = 204;
    }

    private void WriteLog(in Call call, Reply reply)
    {
        Utf8JsonWriter json = reply.Json;
        json.WriteStartObject();
        json.WriteNumber("mostInAnyMinute"u8, log.MostInAnyMinute());
        json.WriteStartObject("callsPerMinute"u8);
        foreach ((System.DateTimeOffset minute, int calls) in log.CallsPerMinute())
        {
            json.WriteNumber(minute.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture), calls);
        }

        json.WriteEndObject();
        json.WriteStartArray("calls"u8);
        foreach (LoggedRequest entry in log.Entries) WriteEntry(json, entry);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter json, LoggedRequest entry)
    {
        json.WriteStartObject();
        json.WriteString("time"u8, entry.Time);
        json.WriteString("method"u8, entry.Method);
        json.WriteString("version"u8, entry.Version);
        json.WriteString("path"u8, entry.Path);
        json.WriteString("query"u8, entry.Query);
        json.WriteNumber("status"u8, entry.Status);
        json.WriteNumber("milliseconds"u8, entry.Elapsed.TotalMilliseconds);
        json.WriteString("identity"u8, entry.Identity);
        json.WriteString("correlationId"u8, entry.CorrelationId);
        json.WriteNumber("bodyBytes"u8, entry.BodyBytes);
        json.WriteString("fault"u8, entry.Fault);
        json.WriteEndObject();
    }
}
