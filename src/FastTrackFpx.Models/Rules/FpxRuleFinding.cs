namespace FastTrackFpx;

/// <summary>How much a broken rule weighs.</summary>
public enum FpxRuleSeverity
{
    /// <summary>The rule is documented: the write is not sent.</summary>
    Refuse,
    /// <summary>The rule is known from older public guides alone: the write is sent with a warning.</summary>
    Warn,
}

/// <summary>A rule that a write would break.</summary>
/// <param name="ruleId">The rule's stable name.</param>
/// <param name="severity">Whether the write is refused.</param>
/// <param name="parameterName">The cmdlet's parameter that carries the wrong value.</param>
/// <param name="message">What is wrong and what would be right, ending in a period.</param>
public class FpxRuleFinding(string ruleId, FpxRuleSeverity severity, string parameterName, string message)
{
    /// <summary>The rule's name: stable, so that scripts may branch on it.</summary>
    public string RuleId { get; } = ruleId;
    /// <summary>Whether the rule refuses the write or only warns.</summary>
    public FpxRuleSeverity Severity { get; } = severity;
    /// <summary>The cmdlet's parameter that carries the wrong value.</summary>
    public string ParameterName { get; } = parameterName;
    /// <summary>What is wrong and what would be right.</summary>
    public string Message { get; } = message;
    /// <summary>True if the service may accept the write nevertheless: the rule depends on lists and limits that it may have changed.</summary>
    internal bool MayBeAccepted { get; init; }

    internal FpxRuleFinding Of(string parameterName) => new(RuleId, Severity, parameterName, Message) { MayBeAccepted = MayBeAccepted };

    /// <summary>The message.</summary>
    public override string ToString() => Message;
}
