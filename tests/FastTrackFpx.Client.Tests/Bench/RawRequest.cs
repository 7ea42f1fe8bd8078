namespace FastTrackFpx.Client.Tests.Bench;

/// <summary>A request to a path below <c>/ftop/{version}/api</c>, as <c>Invoke-FpxRequest</c> sends it.</summary>
internal sealed record RawRequest(string Path = "", string Method = "GET", IReadOnlyList<KeyValuePair<string, string>>? Query = null, string? Body = null);

internal static class RawRequestExtensions
{
    internal static Task<RawResponse> SendAsync(this FpxClient client, RawRequest request, CancellationToken cancellationToken)
    {
        RequestPath path = RawPath.Parse(request.Path, client.ApiVersion);
        var sent = new RestRequest(request.Method, path.Path) { Query = [.. path.Query, .. request.Query ?? []] };
        if (request.Body is { } body) sent.Body = JsonBody.Instance.ToBytes(body);
        return client.Rest.SendAsync(sent, RawResponse.Read, cancellationToken);
    }
}
