namespace FastTrackFpx.Rules;

/// <summary>What to do about broken rules.</summary>
internal static class RuleFindings
{
    /// <summary>Stops a write that breaks a documented rule.</summary>
    /// <param name="findings">What the rules say.</param>
    /// <exception cref="RuleException">One of them refuses.</exception>
    public static void ThrowIfRefused(this IEnumerable<FpxRuleFinding> findings)
    {
        var refused = findings.Where(finding => finding.Severity == FpxRuleSeverity.Refuse).ToList();
        if (refused.Count > 0)
            throw new RuleException(refused);
    }
}
