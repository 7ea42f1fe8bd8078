namespace FastTrackFpx.Sandbox;

/// <summary>One request that arrived at a service.</summary>
/// <param name="Time">When it arrived, by the sandbox's clock.</param>
/// <param name="Method">The method.</param>
/// <param name="Version">The API version, such as v1.2; empty if the path has none.</param>
/// <param name="Path">The path without the query; for FPX, the part after /api/. Secrets and personal data are redacted.</param>
/// <param name="Query">The query with its question mark; empty if there is none.</param>
/// <param name="Status">The status of the response; 0 if the connection was cut, or if the request has not been answered yet.</param>
/// <param name="Elapsed">How long the sandbox worked on it.</param>
/// <param name="Identity">Whose limit it counts against.</param>
/// <param name="CorrelationId">The id in the response's headers.</param>
/// <param name="BodyBytes">Length of the request's body in bytes.</param>
/// <param name="Fault">The rule whose fault was injected; null for none.</param>
public sealed record LoggedRequest(
    DateTimeOffset Time,
    string Method,
    string Version,
    string Path,
    string Query,
    int Status,
    TimeSpan Elapsed,
    string Identity,
    string CorrelationId,
    int BodyBytes,
    string? Fault)
{
    /// <summary>Counts the requests of the sandbox from 1, in the order in which they arrived.</summary>
    public long Number { get; init; }

    /// <summary>The service: fpx, cloudCockpit, longJump, appDirect or proxy.</summary>
    public string Service { get; init; } = "fpx";

    /// <summary>HTTP/1.1 or HTTP/2.</summary>
    public string Protocol { get; init; } = "";

    /// <summary>The number of the TCP connection it came on.</summary>
    public long Connection { get; init; }

    /// <summary>True once the operation was carried out successfully, whatever the response said and whenever it happened.</summary>
    public bool CarriedOut { get; init; }
}
