namespace FastTrackFpx.Rules;

/// <summary>A write that breaks documented rules. Nothing was sent.</summary>
internal sealed class RuleException : InputException
{
    /// <param name="findings">The broken rules, at least one.</param>
    internal RuleException(IReadOnlyList<FpxRuleFinding> findings)
        : base(
            Rest.Errors.ErrorCode.RuleBroken,
            string.Join(" ", findings.Select(finding => $"-{finding.ParameterName}: {finding.Message}")),
            findings[0].ParameterName,
            FpxRuleFinding.ActionFor(findings)) => Findings = findings;

    internal IReadOnlyList<FpxRuleFinding> Findings { get; }
}
