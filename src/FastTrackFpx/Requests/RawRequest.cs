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
