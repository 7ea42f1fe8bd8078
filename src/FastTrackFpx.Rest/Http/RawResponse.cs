namespace FastTrackFpx.Rest.Http;

/// <summary>The response to a request that has no method of its own.</summary>
public sealed class RawResponse
{
    public int StatusCode { get; set; }

    public string Text { get; set; } = string.Empty;

    /// <summary>
    /// The body as plain values: null, bool, string, long, decimal, double, <c>List&lt;object?&gt;</c> for an array and
    /// <c>List&lt;KeyValuePair&lt;string, object?&gt;&gt;</c> for an object.
    /// </summary>
    public object? Value { get; set; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; set; } = [];

    internal static RawResponse Read(RestResponse response) => new()
    {
        StatusCode = response.StatusCode,
        Headers = response.Headers,
        Text = Encoding.UTF8.GetString(response.Body.ToArray()),
        Value = response.Body.Length == 0 ? null : response.Service.Content.ReadPlain(response),
    };
}
