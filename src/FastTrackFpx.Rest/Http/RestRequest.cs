namespace FastTrackFpx.Rest.Http;

internal sealed class RestRequest(string method, string path)
{
    private string? _pathAndQuery;
    private string? _redactedPath;
    private SendMark? _mark;

    internal string Method { get; } = method;

    /// <summary>The escaped path from the root of the host.</summary>
    internal string Path { get; } = path;

    /// <summary>Query parameters, not escaped; a name may occur several times.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> Query { get; set; } = [];

    internal ReadOnlyMemory<byte>? Body { get; set; }

    /// <summary>Opens a body that is sent as it is read, such as a file; null if <see cref="Body"/> has it all.</summary>
    internal Func<HttpContent>? Stream { get; set; }

    internal string? ContentType { get; set; }

    internal string? Accept { get; set; }

    internal IReadOnlyList<KeyValuePair<string, string>> Headers { get; set; } = [];

    internal IRequestObserver? Observer { get; set; }

    internal int? MaxRetryCount { get; set; }

    internal SendMark? Mark
    {
        get => _mark;
        set
        {
            _mark = value;
            value?.Add(this);
        }
    }

    /// <summary>Other sockets than the connection's, to try a certificate before it is used.</summary>
    internal SocketPool? Via { get; set; }

    /// <summary>True if a redirect is the response: its reader follows it, without our credentials.</summary>
    internal bool ReadsRedirect { get; set; }

    /// <summary>One id for the request and all its attempts, sent along so that the logs of both sides can be compared.</summary>
    internal Guid ClientRequestId { get; } = Guid.NewGuid();

    /// <summary>True if the request changes nothing, so that it may be retried freely. Set it for a POST that only reads.</summary>
    internal bool IsRead { get; set; } = method is "GET" or "HEAD";

    /// <summary>How far the request has got, all attempts counted, whatever ended it.</summary>
    internal Delivery Delivery { get; set; }

    internal string PathAndQuery => _pathAndQuery ??= Compose();

    /// <summary>The service that knows what is personal in the path; set when the request is sent.</summary>
    internal IService? Service { get; set; }

    /// <summary>Path and query with personal data redacted, for messages and traces.</summary>
    internal string RedactedPath => Service is null ? PathAndQuery : _redactedPath ??= Redacted.Path(Service, this);

    /// <summary>The same request at another place of the same service.</summary>
    internal RestRequest At(string newPathAndQuery) => new(Method, newPathAndQuery)
    {
        Body = Body,
        Stream = Stream,
        ContentType = ContentType,
        Accept = Accept,
        Headers = Headers,
        Observer = Observer,
        MaxRetryCount = MaxRetryCount,
        Via = Via,
        IsRead = IsRead,
        Mark = Mark,
    };

    internal NetworkException Failure(string code, string sentence, string action, Exception? cause) =>
        new(code, $"{sentence} ({Method} {RedactedPath})", Method, RedactedPath, action, cause);

    private string Compose()
    {
        if (Query.Count == 0) return Path;
        IEnumerable<string> pairs = Query.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}");
        return Path + (Path.IndexOf('?') < 0 ? "?" : "&") + string.Join("&", pairs);
    }
}

/// <summary>How far a write got, all its requests counted: it may be sent in a second documented form, and what is read afterwards does not count.</summary>
internal sealed class SendMark
{
    private readonly List<RestRequest> _requests = [];

    internal Delivery Delivery => _requests.Count == 0 ? Delivery.NotSent : _requests.Max(static request => request.Delivery);

    internal void Add(RestRequest request) => _requests.Add(request);
}

internal static class Redacted
{
    private const int ShownValues = 3;
    private const int LongestPath = 400;

    /// <summary>A body of many megabytes would only flood a trace.</summary>
    private const int LongestBody = 64 * 1024;

    /// <summary>A request's path and query. A name that is repeated many times shows the first few values and how many follow.</summary>
    internal static string Path(IService service, RestRequest request) => Shorten(service.RedactPath(request.PathAndQuery));

    internal static string Body(IService service, RestRequest request, ReadOnlyMemory<byte> body)
    {
        int shown = Math.Min(body.Length, LongestBody);
        string text = service.RedactBody(Encoding.UTF8.GetString(body.Slice(0, shown).ToArray()), request.Path);
        text = service.RedactText(text, request);
        return shown == body.Length ? text : text + $"... ({body.Length - shown:N0} more bytes)";
    }

    internal static string Shorten(string pathAndQuery)
    {
        int start = pathAndQuery.IndexOf('?');
        if (start < 0) return Cut(pathAndQuery);
        IEnumerable<string> parts = pathAndQuery.Substring(start + 1).Split('&')
            .GroupBy(static part => part.Split('=')[0], StringComparer.OrdinalIgnoreCase)
            .SelectMany(static same => Shorten(same.Key, [.. same]));
        return Cut(pathAndQuery.Substring(0, start + 1) + string.Join("&", parts));
    }

    private static string Cut(string path) => path.Length <= LongestPath ? path : path.Substring(0, LongestPath) + "...";

    private static IEnumerable<string> Shorten(string name, string[] parts)
    {
        if (parts.Length <= ShownValues + 1) return parts;
        string more = (parts.Length - ShownValues).ToString(CultureInfo.InvariantCulture);
        return parts.Take(ShownValues).Append($"{name}=...{more} more");
    }
}
