namespace FastTrackFpx.Requests;

/// <summary>A request that a user composed, to a path below <c>/ftop/{version}/api</c>, such as <c>timeZones</c>.</summary>
internal sealed record RawRequest(
    string Method = "GET", string Path = "", IReadOnlyList<KeyValuePair<string, string>>? Query = null, string? Body = null, string? ApiVersion = null);

internal static class RequestsEndpoint
{
    private static readonly string[] Methods = ["GET", "POST", "PATCH", "PUT", "DELETE"];

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
            Query = [.. path.Query, .. request.Query ?? []],
            Body = request.Body is { } body ? FpxProfile.Instance.Content.ToBytes(body) : null,
        };
    }
}

internal sealed record RawPath(string Path, IReadOnlyList<KeyValuePair<string, string>> Query)
{
    private const string Action = "Pass the part below /ftop/{version}/api, for example timeZones.";

    internal static RawPath Parse(string? text, string version)
    {
        RequestPath path = RequestPath.Parse(text, string.Empty, Action);
        if (Is(path.Segments[0], Routes.Root))
        {
            // A path that was copied whole has its version.
            if (path.Segments.Count < 4 || !Is(path.Segments[2], "api")) throw RequestPath.Invalid($"is not below /{Routes.Root}/{{version}}/api", Action);
            version = Routes.RequireVersion(path.Segments[1]);
            path = path with { Segments = [.. path.Segments.Skip(3)] };
        }

        return new RawPath(Routes.Path(version, path.Path), path.Query);
    }

    private static bool Is(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
