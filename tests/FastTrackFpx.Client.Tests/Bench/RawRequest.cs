namespace FastTrackFpx.Client.Tests;

/// <summary>A request of any kind, as <c>Invoke-FpxRequest</c> composes it.</summary>
internal sealed record RawRequest(string Method = "GET", string Path = "", IReadOnlyList<KeyValuePair<string, string>>? Query = null, string? Body = null);

internal static class RawRequests
{
    internal static Task<RawResponse> SendAsync(this FpxClient client, RawRequest request, CancellationToken cancellationToken)
    {
        RawPath path = RawPath.Parse(request.Path, client.ApiVersion);
        var composed = new RestRequest(request.Method, path.Path)
        {
            Query = [.. path.Query, .. request.Query ?? []],
            Body = request.Body is { } body ? FpxProfile.Instance.Content.ToBytes(body) : null,
        };
        return client.Rest.SendAsync(composed, RawResponse.Read, cancellationToken);
    }
}
