namespace FastTrackFpx.Errors;

internal static class ServiceErrors
{
    internal static ServiceException Of(RestResponse answer, IService service)
    {
        ErrorDocument document = ErrorDocument.Of(answer, words => service.RedactText(words, answer.Request));
        string code = ErrorResponse.CodeOf(answer.StatusCode, document.IsDocumented);
        return new ServiceException(
            code, Compose(answer, document, service, code), answer.Request.Method, answer.Request.RedactedPath, ActionFor(code, answer))
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

    private static string Compose(RestResponse answer, ErrorDocument document, IService service, string code)
    {
        var text = new StringBuilder(ErrorResponse.Sentence(document.Message ?? Fallback(answer, service, code)));
        foreach (KeyValuePair<string, IReadOnlyList<string>> field in document.FieldErrors)
        {
            text.Append(' ').Append(field.Key).Append(": ").Append(string.Join(" ", field.Value.Select(ErrorResponse.Sentence)));
        }

        if (document.DependencyType is not null || document.DependencyOwner is not null)
        {
            text.Append(" Failing part: ").Append(string.Join(", owned by ", new[] { document.DependencyType ?? "not named", document.DependencyOwner }.Where(part => part is not null))).Append('.');
        }

        if (document.DependencyErrorCode is { } detail && document.FieldErrors.Count == 0) text.Append(" It says: ").Append(ErrorResponse.Sentence(detail));
        text.Append(" (").Append(answer.Request.Method).Append(' ').Append(answer.Request.RedactedPath).Append(", status ").Append(answer.StatusCode);
        if (answer.CorrelationId is { } id) text.Append(", correlation id ").Append(id);
        return text.Append(')').ToString();
    }

    private static string Fallback(RestResponse answer, IService service, string code)
    {
        string what = code switch
        {
            ErrorCode.RequestRefused => $"{service.Name} rejected the request without a reason",
            ErrorCode.NotAuthenticated => $"{service.Name} did not accept the certificate or token",
            ErrorCode.NotAuthorized => $"{service.Name} does not allow this request",
            ErrorCode.NotFound => "The record does not exist, or this partner may not read it",
            ErrorCode.RouteNotFound => $"{service.Name} has no such address",
            ErrorCode.OperationTimeout => $"{service.Name} took too long",
            ErrorCode.Conflict => "The record has changed in the meantime",
            ErrorCode.Throttled => $"{service.Name} received too many requests",
            ErrorCode.ServiceFailed => $"{service.Name} failed",
            _ => $"{service.Name} responded with an unexpected status",
        };
        string excerpt = JsonBody.Excerpt(answer, service);
        return excerpt.Length == 0 ? what : $"{what}; the response begins: {excerpt}";
    }

    private static string ActionFor(string code, RestResponse answer) => code switch
    {
        ErrorCode.RequestRefused => "Correct the fields that the message names, and try again.",
        ErrorCode.NotAuthenticated => "Check that the certificate is registered for this environment and the token, if one is used, has not expired; then connect again.",
        ErrorCode.NotAuthorized => "Check that this partner has a claim on the tenant, and that certificate, token and origin are the registered ones.",
        ErrorCode.NotFound => ListOf(answer.Request.RedactedPath),
        ErrorCode.RouteNotFound => "Check the path and the API version of the connection.",
        ErrorCode.OperationTimeout => "Try again later.",
        ErrorCode.Conflict => "Read the record again and repeat the change.",
        ErrorCode.Throttled => "Wait a minute, or connect with a smaller number of requests per minute: others may share the limit.",
        ErrorCode.ServiceFailed when answer.StatusCode == 501 => "The service does not support this request; trying again will not help.",
        ErrorCode.UnexpectedStatus when answer.StatusCode is >= 400 and < 500 => "The service does not support this request; check the path and the API version.",
        ErrorCode.ServiceFailed => answer.CorrelationId is null
            ? "Try again later."
            : "Try again later. If it keeps failing, give the correlation id to the service's support.",
        _ => "Try again later. If it keeps happening, check proxies on the way.",
    };

    // An unknown id is found in the list of its own kind.
    private static string ListOf(string path) =>
        path.IndexOf("/contacts", StringComparison.OrdinalIgnoreCase) >= 0 ? "Check the id. Run Get-FpxContact to list the contacts of a tenant, and Get-FpxTenant to list the tenants."
        : path.IndexOf("/partnerReferrals", StringComparison.OrdinalIgnoreCase) >= 0 ? "Check the id. Run Get-FpxReferral to list the referrals."
        : "Check the id. Run Get-FpxTenant to list the tenants that this partner may see.";
}
