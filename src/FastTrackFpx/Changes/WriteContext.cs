using FastTrackFpx.Journal;

namespace FastTrackFpx.Changes;

/// <summary>On whose behalf writes are made, and where they are noted.</summary>
public sealed class WriteContext
{
    /// <summary>The journal; null notes nothing.</summary>
    public ChangeJournal? Journal { get; set; }

    /// <summary>The cmdlet that asks for the writes.</summary>
    public string? Cmdlet { get; set; }

    /// <summary>The connection's name.</summary>
    public string? ConnectionName { get; set; }

    /// <summary>Sends what breaks a rule as well, and lets the service decide.</summary>
    public bool SkipValidation { get; set; }

    /// <summary>The change that the writes take back, if they do.</summary>
    public Guid? Undoes { get; set; }
}

/// <summary>What a write gave.</summary>
/// <typeparam name="T">The record, or the records, that the service holds now.</typeparam>
public sealed class WriteResult<T>
{
    internal WriteResult(T value, FpxChange change, string? warning)
    {
        Value = value;
        Change = change;
        Warning = warning;
    }

    /// <summary>What the service holds now.</summary>
    public T Value { get; }

    /// <summary>The write as it was noted.</summary>
    public FpxChange Change { get; }

    /// <summary>What the user should know although the write was carried out.</summary>
    public string? Warning { get; }
}
