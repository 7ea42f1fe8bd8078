namespace FastTrackFpx;

/// <summary>Anything that went wrong in words a user can act on. Each kind of failure has its own <see cref="ErrorCode"/>.</summary>
/// <param name="errorCode">One of <see cref="FpxErrorCode"/>.</param>
/// <param name="message">What happened, ending in a period.</param>
/// <param name="recommendedAction">What the user can do about it.</param>
/// <param name="innerException">The cause, if there is one.</param>
public class FpxException(string errorCode, string message, string? recommendedAction = null, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>One of <see cref="FpxErrorCode"/>; the first part of the error record's FullyQualifiedErrorId.</summary>
    public string ErrorCode { get; } = errorCode;
    /// <summary>What the user can do about it.</summary>
    public string? RecommendedAction { get; } = recommendedAction;
}

/// <summary>A client certificate that cannot be used; nothing was sent.</summary>
public class FpxCertificateException(string errorCode, string message, string? recommendedAction = null, Exception? innerException = null)
    : FpxException(errorCode, message, recommendedAction, innerException);

/// <summary>Input that is refused before anything is sent.</summary>
/// <param name="errorCode">One of <see cref="FpxErrorCode"/>.</param>
/// <param name="message">What is wrong with the input.</param>
/// <param name="parameterName">The cmdlet's parameter that carries it.</param>
/// <param name="recommendedAction">What the user can do about it.</param>
public class FpxInputException(string errorCode, string message, string? parameterName = null, string? recommendedAction = null)
    : FpxException(errorCode, message, recommendedAction)
{
    /// <summary>The cmdlet's parameter that carries the wrong value.</summary>
    public string? ParameterName { get; } = parameterName;
}

/// <summary>A write that breaks documented rules; nothing was sent.</summary>
/// <param name="findings">The rules that are broken, at least one.</param>
/// <param name="message">What is wrong with the input.</param>
/// <param name="recommendedAction">What the user can do about it.</param>
public class FpxRuleException(IReadOnlyList<FpxRuleFinding> findings, string message, string? recommendedAction = null)
    : FpxInputException(FpxErrorCode.RuleBroken, message, findings[0].ParameterName, recommendedAction)
{
    /// <summary>The rules that are broken.</summary>
    public IReadOnlyList<FpxRuleFinding> Findings { get; } = findings;
}

/// <summary>A request that failed, with its attempts and the service's own id for it.</summary>
/// <param name="errorCode">One of <see cref="FpxErrorCode"/>.</param>
/// <param name="message">What happened.</param>
/// <param name="method">The HTTP method.</param>
/// <param name="path">The path and query, from the root of the host.</param>
/// <param name="recommendedAction">What the user can do about it.</param>
/// <param name="innerException">The cause, if there is one.</param>
public class FpxCallException(
    string errorCode, string message, string method, string path, string? recommendedAction = null, Exception? innerException = null)
    : FpxException(errorCode, message, recommendedAction, innerException)
{
    /// <summary>The HTTP method.</summary>
    public string Method { get; } = method;
    /// <summary>The path and query, from the root of the host.</summary>
    public string Path { get; } = path;
    /// <summary>The number of attempts.</summary>
    public int Attempts { get; set; } = 1;
    /// <summary>The id under which the service logged the request, if the response has one.</summary>
    public string? CorrelationId { get; set; }
}

/// <summary>No response: refused, reset, timed out, or the TLS handshake failed.</summary>
public class FpxNetworkException(
    string errorCode, string message, string method, string path, string? recommendedAction = null, Exception? innerException = null)
    : FpxCallException(errorCode, message, method, path, recommendedAction, innerException);

/// <summary>A response that is not the JSON it should be.</summary>
public class FpxContentException(
    string errorCode, string message, string method, string path, string? recommendedAction = null, Exception? innerException = null)
    : FpxCallException(errorCode, message, method, path, recommendedAction, innerException)
{
    /// <summary>The HTTP status of the response.</summary>
    public int StatusCode { get; set; }
    /// <summary>The first characters of what came, 200 at most.</summary>
    public string? Excerpt { get; set; }
}

/// <summary>The service responded with an error status.</summary>
public class FpxServiceException(
    string errorCode, string message, string method, string path, string? recommendedAction = null, Exception? innerException = null)
    : FpxCallException(errorCode, message, method, path, recommendedAction, innerException)
{
    /// <summary>The HTTP status.</summary>
    public int StatusCode { get; set; }
    /// <summary>The service's own words.</summary>
    public string? ServiceMessage { get; set; }
    /// <summary>Which of the service's parts failed: SQL Server, Azure Search, Dynamics, Redis, Internal.</summary>
    public string? DependencyType { get; set; }
    /// <summary>The team that owns the part.</summary>
    public string? DependencyOwner { get; set; }
    /// <summary>What that part said, as text.</summary>
    public string? DependencyErrorCode { get; set; }
    /// <summary>For a 400: the fields that were refused, by the service's names, with the messages for each.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> FieldErrors { get; set; } = new Dictionary<string, IReadOnlyList<string>>();
    /// <summary>For 429 and 503: how long the service asks to wait.</summary>
    public TimeSpan? RetryAfter { get; set; }
    /// <summary>For a 404: true when the body is the service's own error document, so that the record is missing and not the route.</summary>
    public bool IsDocumentedError { get; set; }
}
