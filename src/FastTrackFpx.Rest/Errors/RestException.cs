namespace FastTrackFpx.Rest.Errors;

/// <summary>A failure in words that a user can act on.</summary>
public class RestException(string errorCode, string message, string? recommendedAction = null, Exception? innerException = null)
    : Exception(null, innerException)
{
    private string _message = MessageText.Of(message);

    public override string Message => _message;

    /// <summary>The id of the error, the first part of the error record's FullyQualifiedErrorId.</summary>
    public string ErrorCode { get; private set; } = errorCode;

    public string? RecommendedAction { get; private set; } = recommendedAction;

    /// <summary>How far the request got, all attempts counted. The engine sets it; until then it is the worst case.</summary>
    public Delivery Delivery { get; internal set; } = Delivery.MayHaveArrived;

    private protected void Reword(string message, string action, string? newErrorCode)
    {
        (_message, RecommendedAction) = (MessageText.Of(message), action);
        ErrorCode = newErrorCode ?? ErrorCode;
    }
}

/// <summary>A client certificate that cannot be used; nothing was sent.</summary>
public class CertificateException : RestException
{
    public CertificateException(string errorCode, string message, string? recommendedAction = null, Exception? innerException = null)
        : base(errorCode, message, recommendedAction, innerException) => Delivery = Delivery.NotSent;
}

/// <summary>Input that is rejected before anything is sent.</summary>
public class InputException : RestException
{
    public InputException(string errorCode, string message, string? parameterName = null, string? recommendedAction = null)
        : base(errorCode, message, recommendedAction)
    {
        ParameterName = parameterName;
        Delivery = Delivery.NotSent;
    }

    /// <summary>The cmdlet's parameter that has the wrong value.</summary>
    public string? ParameterName { get; }
}

/// <summary>A request that failed: method, path, attempts, and the service's id of it.</summary>
public class RequestException(
    string errorCode, string message, string method, string path, string? recommendedAction = null, Exception? innerException = null)
    : RestException(errorCode, message, recommendedAction, innerException)
{
    public string Method { get; } = method;

    /// <summary>The path and query, from the root of the host.</summary>
    public string Path { get; } = path;

    public int Attempts { get; set; } = 1;

    /// <summary>The service's id of the request, if it sent one.</summary>
    public string? CorrelationId { get; set; }
}

/// <summary>No response arrived: the connection was refused, reset or timed out, or the TLS handshake failed.</summary>
public class NetworkException(
    string errorCode, string message, string method, string path, string? recommendedAction = null, Exception? innerException = null)
    : RequestException(errorCode, message, method, path, recommendedAction, innerException);

/// <summary>The body of a response could not be read.</summary>
public class ContentException(
    string errorCode, string message, string method, string path, string? recommendedAction = null, Exception? innerException = null)
    : RequestException(errorCode, message, method, path, recommendedAction, innerException)
{
    public int StatusCode { get; set; }

    /// <summary>The first characters of the body, 200 at most.</summary>
    public string? Excerpt { get; set; }
}

/// <summary>The service responded with an error status.</summary>
public class ServiceException(
    string errorCode, string message, string method, string path, string? recommendedAction = null, Exception? innerException = null)
    : RequestException(errorCode, message, method, path, recommendedAction, innerException)
{
    public int StatusCode { get; set; }

    public string? ServiceMessage { get; set; }

    /// <summary>Which of the service's parts failed, such as SQL Server or Azure Search.</summary>
    public string? DependencyType { get; set; }

    public string? DependencyOwner { get; set; }

    public string? DependencyErrorCode { get; set; }

    /// <summary>For a 400: the rejected fields by the service's names, with its messages.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> FieldErrors { get; set; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>For 429 and 503: how long the service asks to wait.</summary>
    public TimeSpan? RetryAfter { get; set; }

    /// <summary>True if the body is the service's own error document, so that a 404 means the record and not the route.</summary>
    public bool IsDocumentedError { get; set; }

    /// <summary>The same error with a message, and possibly an id, that says more than the service could know.</summary>
    internal ServiceException Reworded(string message, string action, string? errorCode = null)
    {
        var copy = (ServiceException)MemberwiseClone();
        copy.Reword(message, action, errorCode);
        return copy;
    }
}

/// <summary>How far a request got, as far as it can be proved, from nowhere to furthest. Decides whether a write may have been carried out.</summary>
public enum Delivery
{
    /// <summary>No byte of the request was sent: connecting failed, a proxy refused the tunnel, or no attempt was made.</summary>
    NotSent,

    /// <summary>The service rejected the request with a 4xx status, so it did not carry it out.</summary>
    Refused,

    /// <summary>The request may have reached the service. Every 5xx status, lost connection and timeout counts, also a 503 with Retry-After.</summary>
    MayHaveArrived,
}
