using System.Text;

namespace FastTrackFpx.Rest.Http;

/// <summary>One call as its maker means it: what to send, and what the pipeline may do with it.</summary>
internal sealed class RestRequest
{
    private string? _pathAndQuery;
    private string? _shownPath;

    internal RestRequest(string method, string path)
    {
        Method = method;
        Path = path;
    }

    /// <summary>The HTTP method in capitals.</summary>
    internal string Method { get; }

    /// <summary>The escaped path from the root of the host.</summary>
    internal string Path { get; }

    /// <summary>Query parameters, not escaped; a name may come several times.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> Query { get; set; } = [];

    /// <summary>The JSON body, if there is one.</summary>
    internal ReadOnlyMemory<byte>? Body { get; set; }

    /// <summary>Who is told about the call.</summary>
    internal IRequestObserver? Observer { get; set; }

    /// <summary>Fewer repeats than the connection's, for calls that must answer soon.</summary>
    internal int? MaxRetryCount { get; set; }

    /// <summary>A write's mark, which records whether it may have left this machine.</summary>
    internal SendMark? Mark { get; set; }

    /// <summary>Other sockets than the connection's, to try a certificate before it is used for good.</summary>
    internal ClientSockets? Via { get; set; }

    /// <summary>One id for the call and all its tries, sent along so that both sides' logs can be laid side by side.</summary>
    internal Guid ClientRequestId { get; } = Guid.NewGuid();

    /// <summary>Whether the call changes nothing, so that it may be repeated at will.</summary>
    internal bool IsRead => Method is "GET" or "HEAD";

    /// <summary>Path and query, escaped, as they go out.</summary>
    internal string PathAndQuery => _pathAndQuery ??= Compose();

    /// <summary>Path and query for eyes: what could be personal is masked.</summary>
    internal string RedactedPath { get => _shownPath ?? PathAndQuery; set => _shownPath = value; }

    /// <summary>The same call to another place of the same service.</summary>
    internal RestRequest At(string newPathAndQuery) =>
        new(Method, newPathAndQuery) { Body = Body, Observer = Observer, MaxRetryCount = MaxRetryCount, Via = Via, Mark = Mark };

    private string Compose()
    {
        if (Query.Count == 0) return Path;
        var text = new StringBuilder(Path);
        char separator = '?';
        foreach (KeyValuePair<string, string> pair in Query)
        {
            text.Append(separator).Append(Uri.EscapeDataString(pair.Key)).Append('=').Append(Uri.EscapeDataString(pair.Value));
            separator = '&';
        }

        return text.ToString();
    }
}
