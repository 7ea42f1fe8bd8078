namespace System.Management.Automation;

/// <summary>The root of what the engine throws: an exception that carries an error record.</summary>
public class RuntimeException : SystemException, IContainsErrorRecord
{
    private ErrorRecord? _record;
    private string _errorId = nameof(RuntimeException);
    private ErrorCategory _category = ErrorCategory.NotSpecified;
    private object? _target;
    public RuntimeException() { }
    public RuntimeException(string? message) : base(message) { }
    public RuntimeException(string? message, Exception? innerException) : base(message, innerException) { }
    public RuntimeException(string? message, Exception? innerException, ErrorRecord? errorRecord) : base(message, innerException) => _record = errorRecord;
    public virtual ErrorRecord ErrorRecord => _record ??= new ErrorRecord(new ParentContainsErrorRecordException(this), _errorId, _category, _target);

    internal void Identify(string errorId, ErrorCategory category, object? target = null) => (_errorId, _category, _target) = (errorId, category, target);
    internal void Carry(ErrorRecord record) => _record = record;
}

/// <summary>Stands in a record for the exception that holds the record, so that the two do not hold each other.</summary>
public class ParentContainsErrorRecordException(Exception wrapper) : SystemException
{
    public override string Message => wrapper.Message;
}

public class ParameterBindingException : RuntimeException
{
    public ParameterBindingException(string message) : base(message) { }
    public ParameterBindingException(string message, Exception? innerException) : base(message, innerException) { }

    internal ParameterBindingException(ErrorCategory category, InvocationInfo invocation, string errorId, string? parameterName, string message, Exception? inner = null)
        : base(message, inner)
    {
        (CommandInvocation, ErrorId, ParameterName) = (invocation, errorId, parameterName);
        Identify(errorId, category);
        ErrorRecord.SetInvocation(invocation);
    }

    public InvocationInfo? CommandInvocation { get; }
    public string? ErrorId { get; }
    public string? ParameterName { get; }
}

// Real engines tell these two apart by internal classes of these names, which show as the reason in a record's category.
internal sealed class ParameterBindingValidationException(InvocationInfo invocation, string errorId, string parameterName, string message, Exception? inner)
    : ParameterBindingException(ErrorCategory.InvalidData, invocation, errorId, parameterName, message, inner);

internal sealed class ParameterBindingArgumentTransformationException(InvocationInfo invocation, string errorId, string parameterName, string message, Exception? inner)
    : ParameterBindingException(ErrorCategory.InvalidData, invocation, errorId, parameterName, message, inner);

public class CmdletInvocationException : RuntimeException
{
    internal CmdletInvocationException(ErrorRecord record, Exception inner) : base(record.ToString(), inner) => Carry(record);
}

public class ActionPreferenceStopException : RuntimeException
{
    public ActionPreferenceStopException(string message) : base(message) { }
    internal ActionPreferenceStopException(string message, ErrorRecord record) : base(message) => Carry(record);
}

public class PipelineStoppedException : RuntimeException
{
    public PipelineStoppedException() : this("The pipeline has been stopped.") { }
    public PipelineStoppedException(string message) : base(message) => Identify("PipelineStopped", ErrorCategory.OperationStopped);

}

public class CommandNotFoundException : RuntimeException
{
    public CommandNotFoundException(string message) : base(message) { }
    public string CommandName { get; set; } = string.Empty;
}

public class SessionStateException : RuntimeException
{
    public SessionStateException(string message) : base(message) { }

}

public class ItemNotFoundException : SessionStateException
{
    public ItemNotFoundException(string message) : base(message) { }

}

public class DriveNotFoundException(string message) : SessionStateException(message);

public abstract class FlowControlException : SystemException;

/// <summary>Says that a later command wants nothing more; it passes through the cmdlets before it and is no error.</summary>
internal sealed class StopUpstreamCommandsException(Pipeline.CommandProcessor requester) : FlowControlException
{
    public Pipeline.CommandProcessor Requester { get; } = requester;
}
