using System.Collections.Generic;

namespace System.Management.Automation;

public enum ActionPreference { SilentlyContinue, Stop, Continue, Inquire, Ignore, Suspend, Break }

public abstract class InformationalRecord
{
    internal InformationalRecord(string message) => Message = message;

    public string Message { get; set; }
    public InvocationInfo? InvocationInfo { get; internal set; }

    public override string ToString() => Message;
}

public class WarningRecord : InformationalRecord
{
    public WarningRecord(string message) : base(message) { }

    public WarningRecord(string fullyQualifiedWarningId, string message) : base(message) => FullyQualifiedWarningId = fullyQualifiedWarningId;

    public string FullyQualifiedWarningId { get; } = string.Empty;
}

public class DebugRecord(string message) : InformationalRecord(message);

public class VerboseRecord(string message) : InformationalRecord(message);

public class InformationRecord(object messageData, string source)
{
    public object MessageData { get; } = messageData;
    public string Source { get; set; } = source;
    public List<string> Tags { get; } = [];

    public override string ToString() => MessageData?.ToString() ?? string.Empty;
}

public enum ProgressRecordType { Processing, Completed }

public class ProgressRecord
{
    public ProgressRecord(int activityId, string activity, string statusDescription)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(activityId);
        ArgumentException.ThrowIfNullOrEmpty(activity);
        ArgumentException.ThrowIfNullOrEmpty(statusDescription);
        (ActivityId, Activity, StatusDescription) = (activityId, activity, statusDescription);
    }

    public int ActivityId { get; }
    public string Activity { get; set; }
    public string StatusDescription { get; set; }
    public string? CurrentOperation { get; set; }
    public int SecondsRemaining { get; set; } = -1;
    public ProgressRecordType RecordType { get; set; }

    public int PercentComplete
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 100);
            field = value;
        }
    } = -1;
}
