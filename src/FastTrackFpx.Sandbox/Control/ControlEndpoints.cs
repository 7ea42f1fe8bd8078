using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FastTrackFpx.Sandbox.Faults;
using FastTrackFpx.Sandbox.Hosting;
using FastTrackFpx.Sandbox.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FastTrackFpx.Sandbox.Control;

/// <summary>
/// Reads and changes the sandbox itself, below /sandbox/ on the port of each service. These requests need the control secret, are
/// neither counted nor logged, and no fault strikes them.
/// </summary>
internal sealed class ControlEndpoints(string secret, RequestLog log, FaultInjector faults)
{
    /// <summary>The header that carries the control secret.</summary>
    public const string SecretHeader = "X-Sandbox-Secret";

    private const string Prefix = "/sandbox/";

    private readonly byte[] _secret = Encoding.UTF8.GetBytes(secret);

    public static bool IsFor(HttpRequest request) => request.Path.Value?.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) == true;

    public void Map(IEndpointRouteBuilder routes, ISandboxService service)
    {
        routes.Map("GET", "/sandbox/export", (request, response) =>
        {
            response.Json.WriteStartObject();
            service.Export(response.Json, request.QueryBoolean("withAssigned", otherwise: false));
            response.Json.WriteEndObject();
        });
        routes.Map("GET", "/sandbox/log", WriteLog);
        routes.Map("DELETE", "/sandbox/log", ClearLog);
        routes.Map("GET", "/sandbox/faults", (_, response) => faults.Plan.Write(response.Json, faults.Pending));
        routes.Map("PUT", "/sandbox/faults", SetFaults);
        routes.Map("DELETE", "/sandbox/faults", ClearFaults);
        routes.Map("DELETE", "/sandbox/sessions", (_, response) =>
        {
            service.EndSessions();
            response.Status = 204;
        });
        service.MapControl(routes);
    }

    /// <summary>Checks the secret, and that no page of another origin sent the request.</summary>
    /// <exception cref="Rejection">401 or 403.</exception>
    public void Admit(HttpRequest request)
    {
        string own = $"{request.Scheme}://{request.Host}";
        foreach (string from in new[] { request.Headers.Origin.ToString(), request.Headers.Referer.ToString() })
        {
            bool isOwn = from.Length == 0 || from == own || from.StartsWith(own + "/", StringComparison.Ordinal);
            if (!isOwn) throw new Rejection(403, "The control endpoint does not accept requests from another origin.");
        }

        byte[] sent = Encoding.UTF8.GetBytes(request.Headers[SecretHeader].ToString());
        if (CryptographicOperations.FixedTimeEquals(sent, _secret)) return;
        throw new Rejection(
            401, $"The header {SecretHeader} must contain the control secret. The discovery file names its file (controlSecretPath).");
    }

    public static void WriteError(ServiceResponse response, Rejection rejection)
    {
        response.Status = rejection.Status;
        response.Json.WriteStartObject();
        response.Json.WriteString("message"u8, rejection.Message);
        if (rejection.Errors is { } errors) errors.Write(response.Json);
        response.Json.WriteEndObject();
    }

    private void SetFaults(ServiceRequest request, ServiceResponse response)
    {
        try
        {
            faults.Plan = FaultPlanReader.Read(request.Body);
        }
        catch (FaultPlanException e)
        {
            throw Rejection.Field("Faults", "The fault plan is invalid: " + e.Message);
        }

        faults.Plan.Write(response.Json, faults.Pending);
    }

    private void ClearFaults(ServiceRequest request, ServiceResponse response)
    {
        faults.Plan = FaultPlan.None;
        response.Status = 204;
    }

    private void ClearLog(ServiceRequest request, ServiceResponse response)
    {
        log.Clear();
        response.Status = 204;
    }

    private void WriteLog(ServiceRequest request, ServiceResponse response)
    {
        Utf8JsonWriter json = response.Json;
        json.WriteStartObject();
        json.WriteNumber("connections"u8, log.Connections);
        json.WriteNumber("mostInAnyMinute"u8, log.MostInAnyMinute());
        json.WriteStartObject("callsPerMinute"u8);
        foreach ((DateTimeOffset minute, int calls) in log.CallsPerMinute())
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
        json.WriteNumber("number"u8, entry.Number);
        json.WriteString("time"u8, entry.Time);
        json.WriteString("service"u8, entry.Service);
        json.WriteString("protocol"u8, entry.Protocol);
        json.WriteNumber("connection"u8, entry.Connection);
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
        json.WriteBoolean("carriedOut"u8, entry.CarriedOut);
        json.WriteEndObject();
    }
}
