using FastTrackFpx.Connection;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.Requests;

/// <summary>Calls that have no method of their own.</summary>
internal static class RequestsEndpoint
{
    private static readonly string[] Methods = ["GET", "POST", "PATCH", "PUT", "DELETE"];

    internal static Task<RawResponse> SendAsync(FpxCaller caller, RawRequest request, CancellationToken cancellationToken)
    {
        if (request is null) throw new ArgumentNullException(nameof(request));
        RestRequest composed = Compose(request, caller.Session.ApiVersion);
        composed.Observer = caller.Observer;
        return caller.Session.Service.SendAsync(composed, RawResponse.Read, cancellationToken);
    }

    internal static RestRequest Compose(RawRequest request, string apiVersion)
    {
        string method = (request.Method ?? string.Empty).Trim().ToUpperInvariant();
        if (!Methods.Contains(method, StringComparer.Ordinal))
        {
            throw new InputException(FpxErrorCode.InvalidInput, $"'{request.Method}' is not a method of this API.", "Method", $"Use one of {string.Join(", ", Methods)}.");
        }

        RawPath path = RawPath.Parse(request.Path, request.ApiVersion is null ? apiVersion : Routes.RequireVersion(request.ApiVersion));
        return new RestRequest(method, path.Path)
        {
            Query = [.. path.Query, .. request.Query],
            Body = request.Body is { } body ? FpxProfile.Instance.Content.ToBytes(body) : null,
        };
    }
}
