namespace FastTrackFpx.Rest.Commands;

internal static class ErrorRecords
{
    internal static ErrorCategory CategoryOf(string errorCode) => errorCode switch
    {
        ErrorCode.CertificatePasswordWrong or ErrorCode.ProxyAuthenticationRequired or ErrorCode.ClientCertificateRefused
            or ErrorCode.NotAuthenticated or ErrorCode.TokenProviderFailed => ErrorCategory.AuthenticationError,
        ErrorCode.NotConnected or ErrorCode.ProxyUnreachable or ErrorCode.HostNotFound or ErrorCode.ConnectionRefused
            or ErrorCode.ConnectionLost => ErrorCategory.ConnectionError,
        ErrorCode.ConnectionDeserialized or ErrorCode.CertificateMissing or ErrorCode.RequestRefused or ErrorCode.AmbiguousName
            or ErrorCode.InvalidInput or ErrorCode.RuleBroken => ErrorCategory.InvalidArgument,
        ErrorCode.CertificateUnreadable or ErrorCode.CertificateHasNoPrivateKey or ErrorCode.CertificateExpired or ErrorCode.CertificateNotYetValid
            or ErrorCode.CertificateNotForClientAuthentication or ErrorCode.DatabaseInvalid => ErrorCategory.InvalidData,
        ErrorCode.DatabaseNewer => ErrorCategory.InvalidOperation,
        ErrorCode.ResponseNotXml or ErrorCode.ResponseNotJson or ErrorCode.ResponseTruncated or ErrorCode.ResponseUnexpected
            or ErrorCode.UnexpectedStatus or ErrorCode.WriteUnsettled or ErrorCode.WriteMismatch => ErrorCategory.InvalidResult,
        ErrorCode.ResponseTooLarge or ErrorCode.Throttled or ErrorCode.DatabaseFull => ErrorCategory.LimitsExceeded,
        ErrorCode.CertificateFormNotSupported or ErrorCode.CertificateEncryptionNotSupported or ErrorCode.RouteNotFound or ErrorCode.CannotBeUndone
            or ErrorCode.EditionNotSupported => ErrorCategory.NotImplemented,
        ErrorCode.SandboxNotFound or ErrorCode.CertificateFileNotFound or ErrorCode.CertificateNotFoundInStore or ErrorCode.NotFound
            or ErrorCode.UnknownName => ErrorCategory.ObjectNotFound,
        ErrorCode.OperationTimeout => ErrorCategory.OperationTimeout,
        ErrorCode.CertificateFileNotReadable or ErrorCode.CertificateKeyNotReadable or ErrorCode.ProxyRefused or ErrorCode.NotAuthorized
            or ErrorCode.DatabaseReadOnly => ErrorCategory.PermissionDenied,
        ErrorCode.ResponseNotHttp or ErrorCode.TlsFailed => ErrorCategory.ProtocolError,
        ErrorCode.JournalNotReadable => ErrorCategory.ReadError,
        ErrorCode.DatabaseLocked => ErrorCategory.ResourceBusy,
        ErrorCode.Conflict => ErrorCategory.ResourceExists,
        ErrorCode.CircuitOpen or ErrorCode.RateLimitUnavailable or ErrorCode.ServiceFailed
            or ErrorCode.DatabaseUnavailable => ErrorCategory.ResourceUnavailable,
        ErrorCode.ServerCertificateUntrusted or ErrorCode.RedirectRefused => ErrorCategory.SecurityError,
        ErrorCode.JournalNotWritable or ErrorCode.FileNotWritable => ErrorCategory.WriteError,
        _ => ErrorCategory.NotSpecified,
    };

    /// <summary>True if nothing can go on after such an error: without a connection, or with rejected credentials, the next item fails as well.</summary>
    internal static bool EndsEverything(string errorCode) => errorCode.StartsWith("Certificate", StringComparison.Ordinal)
        || errorCode is ErrorCode.NotConnected or ErrorCode.ConnectionDeserialized or ErrorCode.ClientCertificateRefused or ErrorCode.NotAuthenticated
            or ErrorCode.TokenProviderFailed or ErrorCode.RateLimitUnavailable or ErrorCode.RedirectRefused or ErrorCode.ServerCertificateUntrusted
            or ErrorCode.ProxyAuthenticationRequired or ErrorCode.ProxyRefused or ErrorCode.ProxyUnreachable or ErrorCode.EditionNotSupported;

    internal static ErrorRecord From(RestException exception, Exception shown, object? target, Func<string, string?> parameterFor, string? place)
    {
        string text = (string.IsNullOrEmpty(place) ? string.Empty : place + ": ") + Describe(exception, parameterFor);
        return new ErrorRecord(shown, exception.ErrorCode, CategoryOf(exception.ErrorCode), target)
        {
            ErrorDetails = new ErrorDetails(MessageText.Of(text)) { RecommendedAction = exception.RecommendedAction ?? string.Empty },
        };
    }

    private static string Describe(RestException exception, Func<string, string?> parameterFor)
    {
        var text = new StringBuilder(exception.Message);
        if (exception is ServiceException service) AddFields(text, service, parameterFor);
        if (exception is RequestException call) AddCall(text, call);
        return text.ToString();
    }

    // The service names its own fields; the user typed parameters.
    private static void AddFields(StringBuilder text, ServiceException exception, Func<string, string?> parameterFor)
    {
        foreach (KeyValuePair<string, IReadOnlyList<string>> field in exception.FieldErrors)
        {
            string name = parameterFor(field.Key) is { } parameter ? "-" + parameter : field.Key;

            // With the blank before it: "Name:" is also the end of "ManagerName:".
            string label = $" {field.Key}: ";
            if (exception.Message.Contains(label)) text.Replace(label, $" {name}: ");
            else text.Append(' ').Append(name).Append(": ").Append(string.Join(" ", field.Value));
        }
    }

    private static void AddCall(StringBuilder text, RequestException exception)
    {
        if (!exception.Message.Contains(exception.Path)) text.Append(" (").Append(exception.Method).Append(' ').Append(exception.Path).Append(')');
        if (exception.CorrelationId is { } id && !exception.Message.Contains(id)) text.Append(" Correlation id ").Append(id).Append('.');
        if (exception.Attempts > 1) text.Append(" Tried ").Append(exception.Attempts.ToString(CultureInfo.InvariantCulture)).Append(" times.");
    }
}
