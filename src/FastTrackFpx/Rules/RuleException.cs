namespace FastTrackFpx.Rules;

/// <summary>A write that breaks documented rules. Nothing was sent.</summary>
internal sealed class RuleException : InputException
{
    internal RuleException(IReadOnlyList<FpxRuleFinding> findings)
        : base(
            Rest.Errors.ErrorCode.RuleBroken,
            string.Join(" ", findings.Select(finding => $"-{finding.ParameterName}: {finding.Message}")),
            findings[0].ParameterName,
            FpxRuleFinding.ActionFor(findings)) => Findings = findings;

    internal IReadOnlyList<FpxRuleFinding> Findings { get; }
}

/// <summary>What to do about broken rules.</summary>
internal static class RuleFindings
{
    /// <summary>Stops a write that breaks a documented rule.</summary>
    /// <exception cref="RuleException">One of them refuses.</exception>
    public static void ThrowIfRefused(this IEnumerable<FpxRuleFinding> findings)
    {
        var refused = findings.Where(finding => finding.Severity == FpxRuleSeverity.Refuse).ToList();
        if (refused.Count > 0)
            throw new RuleException(refused);
    }
}
