using FastTrackFpx.Connection;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.Requests;

/// <summary>A request that has no method of its own.</summary>
internal sealed class RawRequest
{
    public string Method { get; set; } = "GET";

    /// <summary>The path below <c>/ftop/{version}/api</c>, such as <c>timeZones</c>.</summary>
    public string Path { get; set; } = string.Empty;

    public IReadOnlyList<KeyValuePair<string, string>> Query { get; set; } = [];

    /// <summary>The body as JSON text, if there is one.</summary>
    public string? Body { get; set; }

    /// <summary>Another API version than the connection's.</summary>
    public string? ApiVersion { get; set; }
}

/// <summary>Sends requests that have no method of their own.</summary>
internal static class RequestsEndpoint
{
    private static readonly string[] Methods = ["GET", "POST", "PATCH", "PUT", "DELETE"];

    /// <exception cref="InputException">Method, path or body cannot be sent.</exception>
    internal static Task<RawResponse> SendAsync(this FpxClient client, RawRequest request, CancellationToken cancellationToken) =>
        client.Rest.SendAsync(Compose(request, client.ApiVersion), RawResponse.Read, cancellationToken);

    internal static RestRequest Compose(RawRequest request, string apiVersion)
    {
        string method = request.Method.Trim().ToUpperInvariant();
        if (!Methods.Contains(method, StringComparer.Ordinal))
            throw new InputException(ErrorCode.InvalidInput, $"'{request.Method}' is not a method of this API.", "Method", $"Use one of {string.Join(", ", Methods)}.");
        RawPath path = RawPath.Parse(request.Path, request.ApiVersion is null ? apiVersion : Routes.RequireVersion(request.ApiVersion));
        return new RestRequest(method, path.Path)
        {
            Query = [.. path.Query, .. request.Query],
            Body = request.Body is { } body ? FpxProfile.Instance.Content.ToBytes(body) : null,
        };
    }
}
