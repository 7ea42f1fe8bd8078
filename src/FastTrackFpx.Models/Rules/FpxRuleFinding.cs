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
public class FpxRuleFinding
{
    /// <summary>A finding.</summary>
    /// <param name="ruleId">The rule's stable name.</param>
    /// <param name="severity">Whether the write is refused.</param>
    /// <param name="parameterName">The cmdlet's parameter that carries the wrong value.</param>
    /// <param name="message">What is wrong and what would be right, ending in a period.</param>
    public FpxRuleFinding(string ruleId, FpxRuleSeverity severity, string parameterName, string message)
    {
        RuleId = ruleId;
        Severity = severity;
        ParameterName = parameterName;
        Message = message;
    }

    /// <summary>The rule's name: stable, so that scripts may branch on it.</summary>
    public string RuleId { get; }

    /// <summary>Whether the rule refuses the write or only warns.</summary>
    public FpxRuleSeverity Severity { get; }

    /// <summary>The cmdlet's parameter that carries the wrong value.</summary>
    public string ParameterName { get; }

    /// <summary>What is wrong and what would be right.</summary>
    public string Message { get; }

    /// <summary>
    /// True if the rule is checked against lists and limits that the service may have changed, or that the documents leave open, so that it may accept the write
    /// all the same.
    /// </summary>
    internal bool MayBeAccepted { get; init; }

    /// <summary>What a user can do about broken rules.</summary>
    internal static string ActionFor(IEnumerable<FpxRuleFinding> findings) => findings.All(finding => finding.MayBeAccepted)
        ? "Correct the value, or use -SkipValidation to let the service decide."
        : "Correct the value.";

    internal FpxRuleFinding Of(string parameterName) => new(RuleId, Severity, parameterName, Message) { MayBeAccepted = MayBeAccepted };

    /// <summary>The message.</summary>
    public override string ToString() => Message;
}
