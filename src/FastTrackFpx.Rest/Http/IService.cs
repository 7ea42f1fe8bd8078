namespace FastTrackFpx.Rest.Http;

internal interface IService
{
    string Name { get; }

    /// <summary>How bodies are written and read, unless a request says otherwise.</summary>
    IContent Content { get; }

    ServiceException ErrorOf(RestResponse response);

    /// <summary>The body of a request or response with secrets and personal data redacted. It may be cut off, or of another format.</summary>
    string RedactBody(string body, string path);

    /// <summary>Text of the service without personal data and secrets: those of the request, and those known by their form.</summary>
    string RedactText(string text, RestRequest request);

    string RedactPath(string pathAndQuery);
}

/// <summary>Who shares the limit of requests per minute.</summary>
public enum RateLimitScope
{
    /// <summary>All connections of this process to the service.</summary>
    Process,

    /// <summary>All processes of this machine and user that use this value.</summary>
    Machine,

    /// <summary>All processes, on any machine, that name the same Redis server. PowerShell 7.</summary>
    Redis,
}
