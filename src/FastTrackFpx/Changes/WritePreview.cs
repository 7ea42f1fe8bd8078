using FastTrackFpx.Connection;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.Changes;

/// <summary>The request of a write before it goes out, for eyes: what names people, customers and secrets is masked.</summary>
public sealed class WritePreview
{
    internal WritePreview(RestRequest request)
    {
        Method = request.Method;
        Path = Redacted.Path(FpxProfile.Instance, request);
        Body = request.Body is { Length: > 0 } body ? Redacted.Body(FpxProfile.Instance, request, body) : null;
    }

    /// <summary>The HTTP method.</summary>
    public string Method { get; }

    /// <summary>Path and query from the root of the host.</summary>
    public string Path { get; }

    /// <summary>The masked body; null when there is none.</summary>
    public string? Body { get; }

    /// <summary>Method, path and body in one line.</summary>
    public override string ToString() => Describe(Method, Path, Body);

    /// <summary>A request in one line, as previews have it.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">Path and query.</param>
    /// <param name="maskedBody">The body, if there is one.</param>
    public static string Describe(string method, string path, string? maskedBody) =>
        maskedBody is null ? $"{method} {path} without a body" : $"{method} {path} with {maskedBody}";
}
