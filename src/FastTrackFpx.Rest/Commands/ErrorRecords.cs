using System.Reflection;

namespace FastTrackFpx.Rest.Commands;

internal static class ErrorRecords
{
    private static readonly Dictionary<string, ErrorCategory> Categories = new (ErrorCategory Category, string[] Codes)[]
    {
        (ErrorCategory.AuthenticationError, [
            ErrorCode.CertificatePasswordWrong, ErrorCode.ProxyAuthenticationRequired, ErrorCode.ClientCertificateRefused,
            ErrorCode.NotAuthenticated, ErrorCode.TokenProviderFailed,
        ]),
        (ErrorCategory.ConnectionError, [
            ErrorCode.NotConnected, ErrorCode.ProxyUnreachable, ErrorCode.HostNotFound, ErrorCode.ConnectionRefused, ErrorCode.ConnectionLost,
        ]),
        (ErrorCategory.InvalidArgument, [
            ErrorCode.ConnectionDeserialized, ErrorCode.CertificateMissing, ErrorCode.RequestRefused, ErrorCode.AmbiguousName,
            ErrorCode.InvalidInput, ErrorCode.RuleBroken,
        ]),
        (ErrorCategory.InvalidData, [
            ErrorCode.CertificateUnreadable, ErrorCode.CertificateHasNoPrivateKey, ErrorCode.CertificateExpired, ErrorCode.CertificateNotYetValid,
            ErrorCode.CertificateNotForClientAuthentication, ErrorCode.DatabaseInvalid,
        ]),
        (ErrorCategory.InvalidOperation, [ErrorCode.DatabaseNewer]),
        (ErrorCategory.InvalidResult, [
            ErrorCode.ResponseNotXml, ErrorCode.ResponseNotJson, ErrorCode.ResponseTruncated, ErrorCode.ResponseUnexpected,
            ErrorCode.UnexpectedStatus, ErrorCode.WriteUnsettled, ErrorCode.WriteMismatch,
        ]),
        (ErrorCategory.LimitsExceeded, [ErrorCode.ResponseTooLarge, ErrorCode.Throttled, ErrorCode.DatabaseFull]),
        (ErrorCategory.NotImplemented, [
            ErrorCode.CertificateFormNotSupported, ErrorCode.CertificateEncryptionNotSupported, ErrorCode.RouteNotFound, ErrorCode.CannotBeUndone,
            ErrorCode.EditionNotSupported,
        ]),
        (ErrorCategory.ObjectNotFound, [
            ErrorCode.SandboxNotFound, ErrorCode.CertificateFileNotFound, ErrorCode.CertificateNotFoundInStore, ErrorCode.NotFound,
            ErrorCode.UnknownName,
        ]),
        (ErrorCategory.OperationTimeout, [ErrorCode.OperationTimeout]),
        (ErrorCategory.PermissionDenied, [
            ErrorCode.CertificateFileNotReadable, ErrorCode.CertificateKeyNotReadable, ErrorCode.ProxyRefused, ErrorCode.NotAuthorized,
            ErrorCode.DatabaseReadOnly,
        ]),
        (ErrorCategory.ProtocolError, [ErrorCode.ResponseNotHttp, ErrorCode.TlsFailed]),
        (ErrorCategory.ReadError, [ErrorCode.JournalNotReadable]),
        (ErrorCategory.ResourceBusy, [ErrorCode.DatabaseLocked]),
        (ErrorCategory.ResourceExists, [ErrorCode.Conflict]),
        (ErrorCategory.ResourceUnavailable, [
            ErrorCode.CircuitOpen, ErrorCode.RateLimitUnavailable, ErrorCode.ServiceFailed, ErrorCode.DatabaseUnavailable,
        ]),
        (ErrorCategory.SecurityError, [ErrorCode.ServerCertificateUntrusted, ErrorCode.RedirectRefused]),
        (ErrorCategory.WriteError, [ErrorCode.JournalNotWritable, ErrorCode.FileNotWritable]),
    }.SelectMany(group => group.Codes, (group, code) => (code, group.Category)).ToDictionary(pair => pair.code, pair => pair.Category, StringComparer.Ordinal);

    /// <summary>True if nothing can go on after such an error: without a connection, or with rejected credentials, the next item fails as well.</summary>
    internal static bool EndsEverything(string errorCode) => errorCode.StartsWith("Certificate", StringComparison.Ordinal) || errorCode is ErrorCode.NotConnected
        or ErrorCode.ConnectionDeserialized or ErrorCode.ClientCertificateRefused or ErrorCode.NotAuthenticated or ErrorCode.TokenProviderFailed
        or ErrorCode.RateLimitUnavailable or ErrorCode.RedirectRefused or ErrorCode.ServerCertificateUntrusted or ErrorCode.ProxyAuthenticationRequired
        or ErrorCode.ProxyRefused or ErrorCode.ProxyUnreachable or ErrorCode.EditionNotSupported;

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

internal static class ParameterNames
{
    internal static string? For(Type cmdlet, string field)
    {
        // Errors may name a place inside the body: contacts[0].ContactTypeId.
        string plain = field.Substring(field.LastIndexOf('.') + 1).Split('[')[0];
        string[] spellings = Spellings(plain).ToArray();
        return cmdlet.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property => property.IsDefined(typeof(ParameterAttribute), inherit: true))
            .FirstOrDefault(property => Names(property).Any(name => spellings.Contains(name, StringComparer.OrdinalIgnoreCase)))
            ?.Name;
    }

    private static IEnumerable<string> Names(PropertyInfo property) =>
        property.GetCustomAttributes<AliasAttribute>().SelectMany(alias => alias.AliasNames).Prepend(property.Name);

    // tenantIds is -TenantId, contactTypeId is -ContactType, services is -Service.
    private static IEnumerable<string> Spellings(string field)
    {
        yield return field;
        string singular = Without(field, "s");
        yield return singular;
        yield return Without(singular, "Id");
        yield return Without(singular, "Id") + "Id";
    }

    private static string Without(string text, string ending) =>
        text.Length > ending.Length && text.EndsWith(ending, StringComparison.OrdinalIgnoreCase) ? text.Substring(0, text.Length - ending.Length) : text;
}
