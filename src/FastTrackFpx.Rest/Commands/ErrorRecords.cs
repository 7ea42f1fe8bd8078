using System.Globalization;
using System.Management.Automation;
using System.Text;

namespace FastTrackFpx.Rest.Commands;

internal static class ErrorRecords
{
    private static readonly Dictionary<string, ErrorCategory> Categories = new(StringComparer.Ordinal)
    {
        [ErrorCode.NotConnected] = ErrorCategory.ConnectionError,
        [ErrorCode.ConnectionDeserialized] = ErrorCategory.InvalidArgument,
        [ErrorCode.SandboxNotFound] = ErrorCategory.ObjectNotFound,
        [ErrorCode.CertificateMissing] = ErrorCategory.InvalidArgument,
        [ErrorCode.CertificateFileNotFound] = ErrorCategory.ObjectNotFound,
        [ErrorCode.CertificateFileNotReadable] = ErrorCategory.PermissionDenied,
        [ErrorCode.CertificateUnreadable] = ErrorCategory.InvalidData,
        [ErrorCode.CertificateNotFoundInStore] = ErrorCategory.ObjectNotFound,
        [ErrorCode.CertificatePasswordWrong] = ErrorCategory.AuthenticationError,
        [ErrorCode.CertificateHasNoPrivateKey] = ErrorCategory.InvalidData,
        [ErrorCode.CertificateKeyNotReadable] = ErrorCategory.PermissionDenied,
        [ErrorCode.CertificateExpired] = ErrorCategory.InvalidData,
        [ErrorCode.CertificateNotYetValid] = ErrorCategory.InvalidData,
        [ErrorCode.CertificateNotForClientAuthentication] = ErrorCategory.InvalidData,
        [ErrorCode.CertificateFormNotSupported] = ErrorCategory.NotImplemented,
        [ErrorCode.CertificateEncryptionNotSupported] = ErrorCategory.NotImplemented,
        [ErrorCode.ProxyUnreachable] = ErrorCategory.ConnectionError,
        [ErrorCode.ProxyAuthenticationRequired] = ErrorCategory.AuthenticationError,
        [ErrorCode.ProxyRefused] = ErrorCategory.PermissionDenied,
        [ErrorCode.ResponseTooLarge] = ErrorCategory.LimitsExceeded,
        [ErrorCode.ResponseNotXml] = ErrorCategory.InvalidResult,
        [ErrorCode.ResponseNotHttp] = ErrorCategory.ProtocolError,
        [ErrorCode.HostNotFound] = ErrorCategory.ConnectionError,
        [ErrorCode.ConnectionRefused] = ErrorCategory.ConnectionError,
        [ErrorCode.ConnectionLost] = ErrorCategory.ConnectionError,
        [ErrorCode.ServerCertificateUntrusted] = ErrorCategory.SecurityError,
        [ErrorCode.ClientCertificateRefused] = ErrorCategory.AuthenticationError,
        [ErrorCode.TlsFailed] = ErrorCategory.ProtocolError,
        [ErrorCode.OperationTimeout] = ErrorCategory.OperationTimeout,
        [ErrorCode.CircuitOpen] = ErrorCategory.ResourceUnavailable,
        [ErrorCode.ResponseNotJson] = ErrorCategory.InvalidResult,
        [ErrorCode.ResponseTruncated] = ErrorCategory.InvalidResult,
        [ErrorCode.ResponseUnexpected] = ErrorCategory.InvalidResult,
        [ErrorCode.RedirectRefused] = ErrorCategory.SecurityError,
        [ErrorCode.RequestRefused] = ErrorCategory.InvalidArgument,
        [ErrorCode.NotAuthenticated] = ErrorCategory.AuthenticationError,
        [ErrorCode.TokenProviderFailed] = ErrorCategory.AuthenticationError,
        [ErrorCode.NotAuthorized] = ErrorCategory.PermissionDenied,
        [ErrorCode.NotFound] = ErrorCategory.ObjectNotFound,
        [ErrorCode.RouteNotFound] = ErrorCategory.NotImplemented,
        [ErrorCode.Conflict] = ErrorCategory.ResourceExists,
        [ErrorCode.Throttled] = ErrorCategory.LimitsExceeded,
        [ErrorCode.RateLimitUnavailable] = ErrorCategory.ResourceUnavailable,
        [ErrorCode.ServiceFailed] = ErrorCategory.ResourceUnavailable,
        [ErrorCode.UnexpectedStatus] = ErrorCategory.InvalidResult,
        [ErrorCode.UnknownName] = ErrorCategory.ObjectNotFound,
        [ErrorCode.AmbiguousName] = ErrorCategory.InvalidArgument,
        [ErrorCode.InvalidInput] = ErrorCategory.InvalidArgument,
        [ErrorCode.RuleBroken] = ErrorCategory.InvalidArgument,
        [ErrorCode.JournalNotWritable] = ErrorCategory.WriteError,
        [ErrorCode.JournalNotReadable] = ErrorCategory.ReadError,
        [ErrorCode.WriteUnsettled] = ErrorCategory.InvalidResult,
        [ErrorCode.WriteMismatch] = ErrorCategory.InvalidResult,
        [ErrorCode.CannotBeUndone] = ErrorCategory.NotImplemented,
        [ErrorCode.DatabaseUnavailable] = ErrorCategory.ResourceUnavailable,
        [ErrorCode.DatabaseInvalid] = ErrorCategory.InvalidData,
        [ErrorCode.DatabaseNewer] = ErrorCategory.InvalidOperation,
        [ErrorCode.DatabaseLocked] = ErrorCategory.ResourceBusy,
        [ErrorCode.DatabaseFull] = ErrorCategory.LimitsExceeded,
        [ErrorCode.DatabaseReadOnly] = ErrorCategory.PermissionDenied,
        [ErrorCode.FileNotWritable] = ErrorCategory.WriteError,
        [ErrorCode.EditionNotSupported] = ErrorCategory.NotImplemented,
    };

    // Without a connection, or with rejected credentials, the next item fails as well.
    private static readonly HashSet<string> Endings = new(StringComparer.Ordinal)
    {
        ErrorCode.NotConnected,
        ErrorCode.ConnectionDeserialized,
        ErrorCode.ClientCertificateRefused,
        ErrorCode.NotAuthenticated,
        ErrorCode.TokenProviderFailed,
        ErrorCode.RateLimitUnavailable,
        ErrorCode.RedirectRefused,
        ErrorCode.ServerCertificateUntrusted,
        ErrorCode.ProxyAuthenticationRequired,
        ErrorCode.ProxyRefused,
        ErrorCode.ProxyUnreachable,
        ErrorCode.EditionNotSupported,
    };

    /// <summary>True if nothing can go on after such an error.</summary>
    internal static bool EndsEverything(string errorCode) =>
        Endings.Contains(errorCode) || errorCode.StartsWith("Certificate", StringComparison.Ordinal);

    internal static ErrorCategory CategoryOf(string errorCode) =>
        Categories.TryGetValue(errorCode, out ErrorCategory category) ? category : ErrorCategory.NotSpecified;

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
