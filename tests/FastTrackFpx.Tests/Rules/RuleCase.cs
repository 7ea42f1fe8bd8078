namespace FastTrackFpx.Tests.Rules;

/// <summary>One rule broken in one way: what the module says of it by itself, and what the service says if it is sent anyway.</summary>
/// <param name="Name">The case as a sentence.</param>
/// <param name="RuleId">The rule's stable name; for a name that no list has, the error's id.</param>
/// <param name="Parameter">The parameter that both have to name.</param>
/// <param name="Break">Breaks the rule.</param>
public sealed record RuleCase(string Name, string RuleId, string Parameter, Func<RuleWorld, Attempt> Break)
{
    /// <summary>The error id without a call.</summary>
    public string ErrorId { get; init; } = "RuleBroken";

    /// <summary>Words of the service's own message.</summary>
    public string? ServiceSays { get; init; }

    /// <summary>Breaks the rule in a form that a request can carry, where the first cannot be sent.</summary>
    public Func<RuleWorld, Attempt>? BreakSent { get; init; }

    /// <summary>Why the broken rule cannot reach the service, where it cannot.</summary>
    public string? NeverSentBecause { get; init; }

    /// <summary>The parameter as the service's answer leads to it, where that is another one than the rule's.</summary>
    public string? SentParameter { get; init; }

    public override string ToString() => Name;

    /// <summary>Names for a theory; the cases themselves are no data that a test runner can write down.</summary>
    public static TheoryData<string> NamesOf(IEnumerable<RuleCase> cases)
    {
        var names = new TheoryData<string>();
        foreach (RuleCase one in cases) names.Add(one.Name);
        return names;
    }
}
