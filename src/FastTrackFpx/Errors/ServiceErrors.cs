namespace FastTrackFpx.Errors;

internal static class ServiceErrors
{
    internal static ServiceException Of(RestResponse answer)
    {
        ErrorDocument document = ErrorDocument.Of(answer);
        ServiceException error = new ErrorResponse(answer)
        {
            Message = document.Message,
            Fields = document.FieldErrors,
            Detail = DetailOf(document),
            IsDocumented = document.IsDocumented,
            Explain = code => Explain(code, answer),
        }.ToException();
        (error.DependencyType, error.DependencyOwner) = (document.DependencyType, document.DependencyOwner);
        error.DependencyErrorCode = document.DependencyErrorCode;
        return error;
    }

    private static string DetailOf(ErrorDocument document)
    {
        string owner = document.DependencyOwner is { } name ? $", owned by {name}" : string.Empty;
        string part = document.DependencyType is null && owner.Length == 0 ? string.Empty : $" Failing part: {document.DependencyType ?? "not named"}{owner}.";
        return document.DependencyErrorCode is { } code && document.FieldErrors.Count == 0 ? $"{part} It says: {ErrorResponse.Sentence(code)}" : part;
    }

    private static (string What, string Action)? Explain(string code, RestResponse answer) => code switch
    {
        ErrorCode.NotAuthenticated => ("FPX did not accept the certificate or token",
            "Check that the certificate is registered for this environment and the token, if one is used, has not expired; then connect again."),
        ErrorCode.NotAuthorized => ("FPX does not allow this request",
            "Check that this partner has a claim on the tenant, and that certificate, token and origin are the registered ones."),
        ErrorCode.NotFound => ("The record does not exist, or this partner may not read it", ListOf(answer.Request.RedactedPath)),
        ErrorCode.RouteNotFound => ("FPX has no such address", "Check the path and the API version of the connection."),
        ErrorCode.ServiceFailed when answer is { CorrelationId: not null, StatusCode: not 501 } =>
            ("FPX failed", "Try again later. If it keeps failing, give the correlation id to the service's support."),
        ErrorCode.UnexpectedStatus when answer.StatusCode is >= 400 and < 500 =>
            ("FPX responded with an unexpected status", "The service does not support this request; check the path and the API version."),
        _ => null,
    };

    // An unknown id is found in the list of its own kind.
    private static string ListOf(string path) =>
        path.IndexOf("/contacts", StringComparison.OrdinalIgnoreCase) >= 0
            ? "Check the id. Run Get-FpxContact to list the contacts of a tenant, and Get-FpxTenant to list the tenants."
        : path.IndexOf("/partnerReferrals", StringComparison.OrdinalIgnoreCase) >= 0 ? "Check the id. Run Get-FpxReferral to list the referrals."
        : "Check the id. Run Get-FpxTenant to list the tenants that this partner may see.";
}
