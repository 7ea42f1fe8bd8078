using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Text;

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
        [FpxErrorCode.NotAuthorized] = ErrorCategory.PermissionDenied,
        [FpxErrorCode.NotFound] = ErrorCategory.ObjectNotFound,
        [FpxErrorCode.RouteNotFound] = ErrorCategory.NotImplemented,
        [FpxErrorCode.Conflict] = ErrorCategory.ResourceExists,
        [FpxErrorCode.Throttled] = ErrorCategory.LimitsExceeded,
        [FpxErrorCode.ServiceFailed] = ErrorCategory.ResourceUnavailable,
        [FpxErrorCode.UnexpectedStatus] = ErrorCategory.InvalidResult,
        [FpxErrorCode.UnknownName] = ErrorCategory.ObjectNotFound,
        [FpxErrorCode.AmbiguousName] = ErrorCategory.InvalidArgument,
        [FpxErrorCode.InvalidInput] = ErrorCategory.InvalidArgument,
    };

    // Without a connection, or with a certificate or token that is turned down, the next item fares no better.
    private static readonly HashSet<string> Endings = new(StringComparer.Ordinal)
    {
        FpxErrorCode.NotConnected,
        FpxErrorCode.ConnectionDeserialized,
        FpxErrorCode.ClientCertificateRefused,
        FpxErrorCode.NotAuthenticated,
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
    /// <param name="cmdlet">The cmdlet's type, whose parameters the service's field names are translated to.</param>
    public static ErrorRecord From(FpxException exception, object? target, Type cmdlet) =>
        new(exception, exception.ErrorCode, CategoryOf(exception.ErrorCode), target)
        {
            ErrorDetails = new ErrorDetails(Describe(exception, cmdlet)) { RecommendedAction = exception.RecommendedAction ?? string.Empty },
        };

    private static string Describe(FpxException exception, Type cmdlet)
    {
        var text = new StringBuilder(exception.Message);
        if (exception is FpxServiceException service) AddServiceWords(text, service, cmdlet);
        if (exception is FpxCallException call) text.Append(" [").Append(string.Join(", ", CallFacts(call))).Append(']');
        return text.ToString();
    }

    private static void AddServiceWords(StringBuilder text, FpxServiceException exception, Type cmdlet)
    {
        if (exception.ServiceMessage is { Length: > 0 } words && !exception.Message.Contains(words)) text.Append(' ').Append(words);
        foreach (KeyValuePair<string, IReadOnlyList<string>> field in exception.FieldErrors)
        {
            string[] reasons = field.Value.Where(reason => !exception.Message.Contains(reason)).ToArray();
            string name = ParameterNames.For(cmdlet, field.Key) is { } parameter ? "-" + parameter : field.Key;
            text.Append(' ').Append(name).Append(": ").Append(string.Join(" ", reasons.Length > 0 ? reasons : new[] { "refused." }));
        }
    }

    private static IEnumerable<string> CallFacts(FpxCallException call)
    {
        yield return $"{call.Method} {call.Path}";
        if (call is FpxServiceException service)
        {
            yield return "status " + service.StatusCode.ToString(CultureInfo.InvariantCulture);
            if (service.DependencyType is not null) yield return "dependency " + service.DependencyType;
            if (service.DependencyOwner is not null) yield return "owner " + service.DependencyOwner;
        }

        if (call.Attempts > 1) yield return call.Attempts.ToString(CultureInfo.InvariantCulture) + " attempts";
        if (call.CorrelationId is not null) yield return "correlation id " + call.CorrelationId;
    }
}
