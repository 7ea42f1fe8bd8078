namespace FastTrackFpx.Rest.Content;

internal sealed class ErrorResponse(RestResponse response)
{
    private const string TryLater = "Try again later. If it keeps failing, give the message to the service's support.";

    internal string? Message { get; init; }

    internal string? Code { get; init; }

    /// <summary>Refused fields by the service's names, with what it says of each.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<string>> Fields { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>What follows the message and the fields, such as which part failed; with personal data redacted.</summary>
    internal string Detail { get; init; } = string.Empty;

    /// <summary>What an error code means for this service, and what to do; null if the general words will do.</summary>
    internal Func<string, (string What, string Action)?> Explain { get; init; } = static _ => null;

    internal string? CorrelationId { get; init; }

    /// <summary>True if the body is the service's own error document, so that a 404 means the record and not the route.</summary>
    internal bool IsDocumented { get; init; }

    /// <summary>The status that the error means, if it is not that of the response.</summary>
    internal int? Status { get; init; }

    internal string CredentialAction { get; init; } = "Check the credentials and connect again.";

    internal ServiceException ToException()
    {
        string Redact(string text) => response.Service.RedactText(text, response.Request);
        int status = Status ?? response.StatusCode;
        string code = CodeOf(status, IsDocumented);
        string? id = RestResponse.IsId(CorrelationId) ? CorrelationId : response.CorrelationId;
        (string what, string action) = Explain(code) ?? Describe(code, status);
        string excerpt = Message is { Length: > 0 } ? string.Empty : JsonBody.Excerpt(response);
        var text = new StringBuilder(Sentence(
            Message is { Length: > 0 } words ? Redact(words) : excerpt.Length == 0 ? what : $"{what}; the response begins: {excerpt}"));
        foreach (KeyValuePair<string, IReadOnlyList<string>> field in Fields)
            text.Append(' ').Append(field.Key).Append(": ").Append(string.Join(" ", field.Value.Select(word => Sentence(Redact(word)))));
        text.Append(Detail);
        text.Append(" (").Append(response.Request.Method).Append(' ').Append(response.Request.RedactedPath).Append(", status ").Append(response.StatusCode);
        if (Code is not null) text.Append(", code ").Append(Code);
        if (id is not null) text.Append(", correlation id ").Append(id);
        return new ServiceException(code, text.Append(')').ToString(), response.Request.Method, response.Request.RedactedPath, action)
        {
            StatusCode = response.StatusCode,
            ServiceMessage = Message is null ? null : Redact(Message),
            DependencyErrorCode = Code,
            FieldErrors = Fields,
            RetryAfter = response.RetryAfter,
            IsDocumentedError = IsDocumented,
            CorrelationId = id,
            Delivery = DeliveryOf(status),
        };
    }

    /// <summary>A service that rejects a request has not carried it out. After 408 or 5xx it may have.</summary>
    internal static Delivery DeliveryOf(int status) => status is >= 400 and < 500 and not 408 ? Delivery.Refused : Delivery.MayHaveArrived;

    internal static string CodeOf(int status, bool isDocumented) => status switch
    {
        400 or 413 or 415 or 422 => ErrorCode.RequestRefused,
        401 => ErrorCode.NotAuthenticated,
        403 => ErrorCode.NotAuthorized,
        404 => isDocumented ? ErrorCode.NotFound : ErrorCode.RouteNotFound,
        405 => ErrorCode.RouteNotFound,
        408 => ErrorCode.OperationTimeout,
        409 or 412 => ErrorCode.Conflict,
        429 => ErrorCode.Throttled,
        >= 500 => ErrorCode.ServiceFailed,
        _ => ErrorCode.UnexpectedStatus,
    };

    /// <summary>What happened, if the service does not say it, and what to do.</summary>
    private (string What, string Action) Describe(string code, int status)
    {
        string name = response.Service.Name;
        return code switch
        {
            ErrorCode.RequestRefused => ($"{name} rejected the request without a reason", "Correct what the message names, and try again."),
            ErrorCode.NotAuthenticated => ($"{name} did not accept the credentials", CredentialAction),
            ErrorCode.NotAuthorized => (
                $"{name} does not allow this request", "Ask the administrator of the service for the role or permission that the request requires."),
            ErrorCode.NotFound => ("The record does not exist", "Check the id."),
            ErrorCode.RouteNotFound => ($"{name} has no such address", "Check the path, and the address of the connection."),
            ErrorCode.OperationTimeout => ($"{name} took too long", TryLater),
            ErrorCode.Conflict => ("The record has changed in the meantime", "Read the record again and repeat the change."),
            ErrorCode.Throttled => (
                $"{name} received too many requests", "Wait a minute, or connect with a smaller number of requests per minute: others may share the limit."),
            ErrorCode.ServiceFailed => ($"{name} failed", status == 501 ? "The service does not support this request; trying again will not help." : TryLater),
            _ => ($"{name} responded with an unexpected status", TryLater),
        };
    }

    internal static string Sentence(string text) => text.Length > 0 && ".!?".IndexOf(text[text.Length - 1]) >= 0 ? text : text + ".";
}
