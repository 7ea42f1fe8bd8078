namespace FastTrackFpx.Rest.Http;

/// <summary>What the pipeline has to know of the service it talks to. The pipeline itself serves any JSON service.</summary>
internal abstract class ServiceProfile
{
    /// <summary>The service's name in messages.</summary>
    internal abstract string Name { get; }

    /// <summary>Sent with every call.</summary>
    internal abstract string UserAgent { get; }

    /// <summary>Answer headers that may carry the service's id of a call, best first.</summary>
    internal abstract string[] CorrelationHeaders { get; }

    /// <summary>What an answer with an error status means.</summary>
    internal abstract ServiceException ErrorOf(RestResponse answer);

    /// <summary>The body of a call to or from that path with secrets and personal data masked; it may be broken off or no JSON at all.</summary>
    internal abstract string RedactBody(string body, string path);

    /// <summary>What a service says, without what is personal or secret: of the call that it answers, or known as such wherever it stands.</summary>
    internal abstract string RedactText(string words, RestRequest request);

    /// <summary>Path and query with personal data masked.</summary>
    internal abstract string RedactPath(string pathAndQuery);
}
