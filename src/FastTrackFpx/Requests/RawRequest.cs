namespace FastTrackFpx.Requests;

/// <summary>A call that has no method of its own.</summary>
public sealed class RawRequest
{
    /// <summary>GET, POST, PATCH, PUT or DELETE.</summary>
    public string Method { get; set; } = "GET";

    /// <summary>The path below <c>/ftop/{version}/api</c>, for instance <c>timeZones</c>. Never another host.</summary>
    public string Path { get; set; } = string.Empty;

    /// <summary>Query parameters; a name may come several times.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query { get; set; } = new List<KeyValuePair<string, string>>();

    /// <summary>The body as JSON text, if there is one.</summary>
    public string? Body { get; set; }

    /// <summary>Another API version than the connection's.</summary>
    public string? ApiVersion { get; set; }
}

/// <summary>The answer to a <see cref="RawRequest"/>.</summary>
public sealed class RawResponse
{
    /// <summary>The HTTP status, 200 to 299.</summary>
    public int StatusCode { get; set; }

    /// <summary>The body as it came.</summary>
    public string Text { get; set; } = string.Empty;

    /// <summary>
    /// The body as plain values: null, bool, string, long, decimal, double, <c>List&lt;object?&gt;</c> for an array and
    /// <c>List&lt;KeyValuePair&lt;string, object?&gt;&gt;</c> for an object.
    /// </summary>
    public object? Value { get; set; }

    /// <summary>The answer's headers.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; set; } = new List<KeyValuePair<string, string>>();
}
