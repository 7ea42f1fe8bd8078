namespace FastTrackFpx.Errors;

internal static class ServiceErrors
{
    internal static ServiceException Of(RestResponse answer, IService service)
    {
        ErrorDocument document = ErrorDocument.Of(answer, words => service.RedactText(words, answer.Request));
        string code = ErrorResponse.CodeOf(answer.StatusCode, document.IsDocumented);
        (string what, string action) = Explain(code, answer, service.Name);
        return new ServiceException(code, Compose(answer, document, service, what), answer.Request.Method, answer.Request.RedactedPath, action)
        {
            StatusCode = answer.StatusCode,
            ServiceMessage = document.Message,
            DependencyType = document.DependencyType,
            DependencyOwner = document.DependencyOwner,
            DependencyErrorCode = document.DependencyErrorCode,
            FieldErrors = document.FieldErrors,
            RetryAfter = answer.RetryAfter,
            IsDocumentedError = document.IsDocumented,
            CorrelationId = answer.CorrelationId,
            Delivery = ErrorResponse.DeliveryOf(answer.StatusCode),
        };
    }

    private static string Compose(RestResponse answer, ErrorDocument document, IService service, string what)
    {
        string fields = string.Concat(document.FieldErrors.Select(field => $" {field.Key}: {string.Join(" ", field.Value.Select(ErrorResponse.Sentence))}"));
        string part = document.DependencyType is null && document.DependencyOwner is null ? string.Empty
            : $" Failing part: {document.DependencyType ?? "not named"}{(document.DependencyOwner is { } owner ? $", owned by {owner}" : string.Empty)}.";
        string detail = document.DependencyErrorCode is { } code && document.FieldErrors.Count == 0 ? $" It says: {ErrorResponse.Sentence(code)}" : string.Empty;
        string id = answer.CorrelationId is { } correlation ? $", correlation id {correlation}" : string.Empty;
        return $"{ErrorResponse.Sentence(document.Message ?? Fallback(answer, service, what))}{fields}{part}{detail} ({answer.Request.Method} {answer.Request.RedactedPath}, status {answer.StatusCode}{id})";
    }

    private static string Fallback(RestResponse answer, IService service, string what)
    {
        string excerpt = JsonBody.Excerpt(answer);
        return excerpt.Length == 0 ? what : $"{what}; the response begins: {excerpt}";
    }

    /// <summary>What happened, if the response does not say it, and what to do about it.</summary>
    private static (string What, string Action) Explain(string code, RestResponse answer, string service) => code switch
    {
        ErrorCode.RequestRefused => ($"{service} rejected the request without a reason", "Correct the fields that the message names, and try again."),
        ErrorCode.NotAuthenticated => ($"{service} did not accept the certificate or token",
            "Check that the certificate is registered for this environment and the token, if one is used, has not expired; then connect again."),
        ErrorCode.NotAuthorized => ($"{service} does not allow this request", "Check that this partner has a claim on the tenant, and that certificate, token and origin are the registered ones."),
        ErrorCode.NotFound => ("The record does not exist, or this partner may not read it", ListOf(answer.Request.RedactedPath)),
        ErrorCode.RouteNotFound => ($"{service} has no such address", "Check the path and the API version of the connection."),
        ErrorCode.OperationTimeout => ($"{service} took too long", "Try again later."),
        ErrorCode.Conflict => ("The record has changed in the meantime", "Read the record again and repeat the change."),
        ErrorCode.Throttled => ($"{service} received too many requests", "Wait a minute, or connect with a smaller number of requests per minute: others may share the limit."),
        ErrorCode.ServiceFailed => ($"{service} failed", answer.StatusCode == 501 ? "The service does not support this request; trying again will not help."
            : answer.CorrelationId is null ? "Try again later."
            : "Try again later. If it keeps failing, give the correlation id to the service's support."),
        _ => ($"{service} responded with an unexpected status", answer.StatusCode is >= 400 and < 500
            ? "The service does not support this request; check the path and the API version."
            : "Try again later. If it keeps happening, check proxies on the way."),
    };

    // An unknown id is found in the list of its own kind.
    private static string ListOf(string path) =>
        path.IndexOf("/contacts", StringComparison.OrdinalIgnoreCase) >= 0 ? "Check the id. Run Get-FpxContact to list the contacts of a tenant, and Get-FpxTenant to list the tenants."
        : path.IndexOf("/partnerReferrals", StringComparison.OrdinalIgnoreCase) >= 0 ? "Check the id. Run Get-FpxReferral to list the referrals."
        : "Check the id. Run Get-FpxTenant to list the tenants that this partner may see.";
}
