using FastTrackFpx.Sandbox.Http;

namespace FastTrackFpx.Sandbox.Fpx;

/// <summary>A rejection that names the system behind the API that caused it.</summary>
internal sealed class FpxRejection(int status, string message, string dependencyType, string dependencyOwner, string dependencyErrorCode)
    : Rejection(status, message)
{
    public string DependencyType { get; } = dependencyType;

    public string DependencyOwner { get; } = dependencyOwner;

    public string DependencyErrorCode { get; } = dependencyErrorCode;

    /// <summary>A 404 for a record. The dependency distinguishes it from a 404 for an address that does not exist.</summary>
    public static FpxRejection NotFound(string what, string id) =>
        new(404, $"{what} {id} was not found.", "Dynamics", "FT_FCU API Team", "RecordNotFound");

    /// <summary>A 403 for a tenant that the partner knows only from a referral.</summary>
    public static FpxRejection NotClaimed(string tenantId) =>
        new(403, $"Tenant {tenantId} has no workload that this partner has claimed.", "SQL Server", "FTR CPOR Team", "NoClaim");
}

/// <summary>Writes the documented error body.</summary>
internal static class FpxError
{
    public static void Write(ServiceResponse response, Rejection rejection)
    {
        var dependency = rejection as FpxRejection;
        response.Status = rejection.Status;
        response.Json.WriteStartObject();
        rejection.Errors?.Write(response.Json);
        response.Json.WriteNumber("errorStatus"u8, rejection.Status);
        if (rejection is not RouteRejection)
        {
            response.Json.WriteString("dependencyType"u8, dependency?.DependencyType ?? "Internal");
            response.Json.WriteString("dependencyOwner"u8, dependency?.DependencyOwner ?? "FT_FCU API Team");
        }

        if (dependency is not null) response.Json.WriteString("dependencyErrorCode"u8, dependency.DependencyErrorCode);
        response.Json.WriteString("message"u8, rejection.Message);
        response.Json.WriteEndObject();
    }
}
