namespace FastTrackFpx.Rest.Http;

/// <summary>The response to a request without a method of its own; <paramref name="Value"/> is its body as <see cref="IContent.ReadPlain"/> reads it.</summary>
public sealed record RawResponse(int StatusCode, string Text, object? Value, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    internal static RawResponse Read(RestResponse response) => new(
        response.StatusCode,
        Encoding.UTF8.GetString(response.Body.ToArray()),
        response.Body.Length == 0 ? null : response.Service.Content.ReadPlain(response),
        response.Headers);
}
