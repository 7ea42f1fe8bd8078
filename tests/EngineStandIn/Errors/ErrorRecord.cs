using System.Globalization;

namespace System.Management.Automation;

public enum ErrorCategory
{
    NotSpecified, OpenError, CloseError, DeviceError, DeadlockDetected, InvalidArgument, InvalidData, InvalidOperation, InvalidResult, InvalidType, MetadataError,
    NotImplemented, NotInstalled, ObjectNotFound, OperationStopped, OperationTimeout, SyntaxError, ParserError, PermissionDenied, ResourceBusy, ResourceExists,
    ResourceUnavailable, ReadError, WriteError, FromStdErr, SecurityError, ProtocolError, ConnectionError, AuthenticationError, LimitsExceeded, QuotaExceeded, NotEnabled,
}

public interface IContainsErrorRecord
{
    ErrorRecord ErrorRecord { get; }
}

public class ErrorRecord
{
    private readonly string _errorId;

    public ErrorRecord(Exception exception, string errorId, ErrorCategory errorCategory, object? targetObject)
    {
        ArgumentNullException.ThrowIfNull(exception);
        Exception = exception;
        _errorId = errorId ?? string.Empty;
        TargetObject = targetObject;
        CategoryInfo = new ErrorCategoryInfo(this, errorCategory);
    }

    public ErrorRecord(ErrorRecord errorRecord, Exception? replaceParentContainsErrorRecordException)
    {
        Exception = errorRecord.Exception is ParentContainsErrorRecordException && replaceParentContainsErrorRecordException is not null
            ? replaceParentContainsErrorRecordException
            : errorRecord.Exception;
        _errorId = errorRecord._errorId;
        TargetObject = errorRecord.TargetObject;
        CategoryInfo = new ErrorCategoryInfo(this, errorRecord.CategoryInfo.Category);
        InvocationInfo = errorRecord.InvocationInfo;
        ErrorDetails = errorRecord.ErrorDetails;
    }

    public Exception Exception { get; }
    public object? TargetObject { get; private set; }
    public ErrorCategoryInfo CategoryInfo { get; }
    public ErrorDetails? ErrorDetails { get; set; }
    public InvocationInfo? InvocationInfo { get; private set; }

    /// <summary>The id and who reported it: <c>NotFound,Contoso.GetThingCommand</c>.</summary>
    public string FullyQualifiedErrorId => InvocationInfo?.MyCommand is CmdletInfo cmdlet ? $"{_errorId},{cmdlet.ImplementingType.FullName}" : _errorId;

    public override string ToString() => ErrorDetails?.Message is { Length: > 0 } message ? message : Exception.Message;

    internal void SetInvocation(InvocationInfo invocation) => InvocationInfo ??= invocation;

    internal void SetTarget(object? target) => TargetObject = target;
}

public class ErrorCategoryInfo
{
    private readonly ErrorRecord _record;

    internal ErrorCategoryInfo(ErrorRecord record, ErrorCategory category) => (_record, Category) = (record, category);

    public ErrorCategory Category { get; }
    public string Activity { get => field ?? _record.InvocationInfo?.MyCommand?.Name ?? string.Empty; set; }
    public string Reason { get => field ?? _record.Exception.GetType().Name; set; }
    public string TargetName { get => field ?? (_record.TargetObject is { } target ? PSObject.AsText(target) : string.Empty); set; }
    public string TargetType { get => field ?? (PSObject.Unwrap(_record.TargetObject)?.GetType().Name ?? string.Empty); set; }

    public string GetMessage() => GetMessage(CultureInfo.CurrentUICulture);

    public string GetMessage(CultureInfo uiCultureInfo) => $"{Category}: ({Shorten(TargetName)}:{TargetType}) [{Activity}], {Reason}";

    public override string ToString() => GetMessage();

    private static string Shorten(string text) => text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 19), "…", text.AsSpan(text.Length - 19));
}

public class ErrorDetails
{
    public ErrorDetails(string message) => Message = message ?? string.Empty;

    public string Message { get; }
    public string RecommendedAction { get => field ?? string.Empty; set; }

    public override string ToString() => Message;
}
