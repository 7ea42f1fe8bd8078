using System.Text;
using System.Text.Json;
using FastTrackFpx.Connection;
using FastTrackFpx.Rest.Content;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.Requests;

/// <summary>Calls that have no method of their own.</summary>
internal sealed class RequestsEndpoint
{
    private static readonly string[] Methods = ["GET", "POST", "PATCH", "PUT", "DELETE"];

    private readonly FpxCaller _caller;

    internal RequestsEndpoint(FpxCaller caller) => _caller = caller;

    internal Task<RawResponse> SendAsync(RawRequest request, CancellationToken cancellationToken)
    {
        if (request is null) throw new ArgumentNullException(nameof(request));
        return SendAsync(Compose(request), cancellationToken);
    }

    internal Task<RawResponse> SendAsync(RestRequest composed, CancellationToken cancellationToken) => _caller.Session.Service.SendAsync(composed, Read, cancellationToken);

    internal RestRequest Compose(RawRequest request)
    {
        string method = (request.Method ?? string.Empty).Trim().ToUpperInvariant();
        if (!Methods.Contains(method, StringComparer.Ordinal))
        {
            throw new InputException(FpxErrorCode.InvalidInput, $"'{request.Method}' is not a method of this API.", "Method", $"Use one of {string.Join(", ", Methods)}.");
        }

        string version = request.ApiVersion is null ? _caller.Session.ApiVersion : Routes.RequireVersion(request.ApiVersion);
        RawPath path = RawPath.Parse(request.Path, version);
        return new RestRequest(method, path.Path)
        {
            Query = [.. path.Query, .. request.Query],
            Body = request.Body is { } body ? CheckJson(body) : null,
            Observer = _caller.Observer,
        };
    }

    private static byte[] CheckJson(string body)
    {
        try
        {
            JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = JsonBody.Depth }).Dispose();
        }
        catch (JsonException wrong)
        {
            throw new InputException(
                FpxErrorCode.InvalidInput, $"The body is not JSON: line {wrong.LineNumber + 1}, byte {wrong.BytePositionInLine + 1}.", "Body", "Pass the body as JSON text.");
        }
        catch (ArgumentException)
        {
            throw new InputException(
                FpxErrorCode.InvalidInput, "The body has half of a surrogate pair, which JSON cannot carry.", "Body", "Correct the value.");
        }

        return Encoding.UTF8.GetBytes(body);
    }

    private static RawResponse Read(RestResponse answer)
    {
        var response = new RawResponse { StatusCode = answer.StatusCode, Headers = answer.Headers, Text = Encoding.UTF8.GetString(answer.Body.ToArray()) };
        if (answer.Body.Length == 0) return response;
        response.Value = JsonBody.Read(answer, FpxProfile.Instance, PlainValue.Of);
        return response;
    }
}
