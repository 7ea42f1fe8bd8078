using System.Globalization;
using System.Text;
using FastTrackFpx.Errors;

namespace FastTrackFpx.Pipeline;

/// <summary>Error records for what went wrong: id, category, target, what to do about it.</summary>
internal static class ErrorRecords
{
    private static readonly Dictionary<string, ErrorCategory> Categories = new(StringComparer.Ordinal)
    {
        [FpxErrorCode.NotConnected] = ErrorCategory.ConnectionError,
        [FpxErrorCode.ConnectionDeserialized] = ErrorCategory.InvalidArgument,
        [FpxErrorCode.SandboxNotFound] = ErrorCategory.ObjectNotFound,
        [FpxErrorCode.CertificateMissing] = ErrorCategory.InvalidArgument,
        [FpxErrorCode.CertificateFileNotFound] = ErrorCategory.ObjectNotFound,
        [FpxErrorCode.CertificateFileNotReadable] = ErrorCategory.PermissionDenied,
        [FpxErrorCode.CertificateUnreadable] = ErrorCategory.InvalidData,
        [FpxErrorCode.CertificateNotFoundInStore] = ErrorCategory.ObjectNotFound,
        [FpxErrorCode.CertificatePasswordWrong] = ErrorCategory.AuthenticationError,
        [FpxErrorCode.CertificateHasNoPrivateKey] = ErrorCategory.InvalidData,
        [FpxErrorCode.CertificateKeyNotReadable] = ErrorCategory.PermissionDenied,
        [FpxErrorCode.CertificateExpired] = ErrorCategory.InvalidData,
        [FpxErrorCode.CertificateNotYetValid] = ErrorCategory.InvalidData,
        [FpxErrorCode.CertificateNotForClientAuthentication] = ErrorCategory.InvalidData,
        [FpxErrorCode.CertificateFormNotSupported] = ErrorCategory.NotImplemented,
        [FpxErrorCode.HostNotFound] = ErrorCategory.ConnectionError,
        [FpxErrorCode.ConnectionRefused] = ErrorCategory.ConnectionError,
        [FpxErrorCode.ConnectionLost] = ErrorCategory.ConnectionError,
        [FpxErrorCode.ServerCertificateUntrusted] = ErrorCategory.SecurityError,
        [FpxErrorCode.ClientCertificateRefused] = ErrorCategory.AuthenticationError,
        [FpxErrorCode.TlsFailed] = ErrorCategory.ProtocolError,
        [FpxErrorCode.OperationTimeout] = ErrorCategory.OperationTimeout,
        [FpxErrorCode.CircuitOpen] = ErrorCategory.ResourceUnavailable,
        [FpxErrorCode.ResponseNotJson] = ErrorCategory.InvalidResult,
        [FpxErrorCode.ResponseTruncated] = ErrorCategory.InvalidResult,
        [FpxErrorCode.ResponseUnexpected] = ErrorCategory.InvalidResult,
        [FpxErrorCode.RedirectRefused] = ErrorCategory.SecurityError,
        [FpxErrorCode.RequestRefused] = ErrorCategory.InvalidArgument,
        [FpxErrorCode.NotAuthenticated] = ErrorCategory.AuthenticationError,
        [FpxErrorCode.TokenProviderFailed] = ErrorCategory.AuthenticationError,
        [FpxErrorCode.NotAuthorized] = ErrorCategory.PermissionDenied,
        [FpxErrorCode.NotFound] = ErrorCategory.ObjectNotFound,
        [FpxErrorCode.RouteNotFound] = ErrorCategory.NotImplemented,
        [FpxErrorCode.Conflict] = ErrorCategory.ResourceExists,
        [FpxErrorCode.Throttled] = ErrorCategory.LimitsExceeded,
        [FpxErrorCode.RateLimitUnavailable] = ErrorCategory.ResourceUnavailable,
        [FpxErrorCode.ServiceFailed] = ErrorCategory.ResourceUnavailable,
        [FpxErrorCode.UnexpectedStatus] = ErrorCategory.InvalidResult,
        [FpxErrorCode.UnknownName] = ErrorCategory.ObjectNotFound,
        [FpxErrorCode.AmbiguousName] = ErrorCategory.InvalidArgument,
        [FpxErrorCode.InvalidInput] = ErrorCategory.InvalidArgument,
        [FpxErrorCode.RuleBroken] = ErrorCategory.InvalidArgument,
        [FpxErrorCode.JournalNotWritable] = ErrorCategory.WriteError,
        [FpxErrorCode.JournalNotReadable] = ErrorCategory.ReadError,
        [FpxErrorCode.WriteUnsettled] = ErrorCategory.InvalidResult,
        [FpxErrorCode.WriteMismatch] = ErrorCategory.InvalidResult,
        [FpxErrorCode.CannotBeUndone] = ErrorCategory.NotImplemented,
    };

    // Without a connection, or with a certificate or token that is turned down, the next item fares no better.
    private static readonly HashSet<string> Endings = new(StringComparer.Ordinal)
    {
        FpxErrorCode.NotConnected,
        FpxErrorCode.ConnectionDeserialized,
        FpxErrorCode.ClientCertificateRefused,
        FpxErrorCode.NotAuthenticated,
        FpxErrorCode.TokenProviderFailed,
        FpxErrorCode.RateLimitUnavailable,
        FpxErrorCode.RedirectRefused,
        FpxErrorCode.ServerCertificateUntrusted,
    };

    /// <summary>Whether nothing can go on after such an error.</summary>
    public static bool EndsEverything(string errorCode) =>
        Endings.Contains(errorCode) || errorCode.StartsWith("Certificate", StringComparison.Ordinal);

    /// <summary>The category of an error id.</summary>
    public static ErrorCategory CategoryOf(string errorCode) =>
        Categories.TryGetValue(errorCode, out ErrorCategory category) ? category : ErrorCategory.NotSpecified;

    /// <summary>The record of a failure.</summary>
    /// <param name="exception">What failed.</param>
    /// <param name="target">The input it failed for.</param>
    /// <param name="parameterFor">Gives the cmdlet's parameter for a field of the service; null when it has none.</param>
    /// <param name="place">Which of many inputs it is about; null where that needs no words.</param>
    public static ErrorRecord From(RestException exception, object? target, Func<string, string?> parameterFor, string? place = null) =>
        new(PublicErrors.From(exception), exception.ErrorCode, CategoryOf(exception.ErrorCode), target)
        {
            ErrorDetails = new ErrorDetails((place is null ? string.Empty : place + ": ") + Describe(exception, parameterFor)) { RecommendedAction = exception.RecommendedAction ?? string.Empty },
        };

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

            // With the blank before it: Name: is the end of ManagerName: too.
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
