using System;

namespace FastTrackFpx.Sandbox;

/// <summary>One call that reached the service with a certificate it accepts.</summary>
/// <param name="Time">When it came in, by the service's clock.</param>
/// <param name="Method">The method.</param>
/// <param name="Version">The API version, such as v1.2; empty when the path names none.</param>
/// <param name="Path">The path after /api/, as it was sent, without the query.</param>
/// <param name="Query">The query with its question mark; empty without one.</param>
/// <param name="Status">The status of the answer; 0 when the connection was cut instead.</param>
/// <param name="Elapsed">How long the service worked on it.</param>
/// <param name="Identity">Whose budget it was counted on.</param>
/// <param name="CorrelationId">The id that the answer carries.</param>
/// <param name="BodyBytes">Length of the request's body.</param>
/// <param name="Fault">The fault that was injected; null for none.</param>
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
    string? Fault);
