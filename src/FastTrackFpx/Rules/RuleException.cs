namespace FastTrackFpx.Rules;

/// <summary>A write that breaks documented rules. Nothing was sent.</summary>
internal sealed class RuleException(IReadOnlyList<FpxRuleFinding> findings) : InputException(
    Rest.Errors.ErrorCode.RuleBroken,
    string.Join(" ", findings.Select(finding => $"-{finding.ParameterName}: {finding.Message}")),
    findings[0].ParameterName,
    findings.All(finding => finding.MayBeAccepted) ? "Correct the value, or use -SkipValidation to let the service decide." : "Correct the value.")
{
    internal IReadOnlyList<FpxRuleFinding> Findings { get; } = findings;
}

internal static class RuleFindings
{
    internal static void ThrowIfRefused(this IEnumerable<FpxRuleFinding> findings)
    {
        var refused = findings.Where(finding => finding.Severity == FpxRuleSeverity.Refuse).ToList();
        if (refused.Count > 0) throw new RuleException(refused);
    }
}
