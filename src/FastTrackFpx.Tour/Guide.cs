using FastTrackFpx.Sandbox;

namespace FastTrackFpx.Tour;

/// <summary>Runs the steps one by one, prints what a person would see, and notes what did not go as it must.</summary>
internal sealed class Guide(PowerShellSession session, SandboxService sandbox, TextWriter paper)
{
    private readonly List<string> _surprises = [];

    public int StepsSeen { get; private set; }

    public IReadOnlyList<string> Surprises => _surprises;

    public void Show(string chapter, IEnumerable<TourStep> steps)
    {
        paper.WriteLine();
        paper.WriteLine($"== {chapter}");
        foreach (TourStep step in steps) Show(step);
    }

    private void Show(TourStep step)
    {
        paper.WriteLine();
        paper.WriteLine($"# {step.Words}");
        paper.WriteLine($"PS> {step}");
        sandbox.SetFaults(step.FaultPlan);
        SessionResult result = session.Answering([.. step.Answers]).Run(Script(step.Commands));
        StepsSeen++;

        foreach (HostPrompt prompt in result.Prompts) paper.WriteLine($"{prompt.Message} [{prompt.Answer}]");
        foreach (string line in result.HostLines) paper.WriteLine(line);
        foreach (string line in result.Verbose) paper.WriteLine($"VERBOSE: {line}");
        foreach (string warning in result.Warnings) paper.WriteLine($"WARNING: {warning}");
        if (result.Output.Count > 0) paper.WriteLine(session.Format($"{result.Output}").Trim('\n'));
        foreach (ErrorRecord error in result.AllErrors) Show(error);
        Judge(step, result);
    }

    private void Show(ErrorRecord error)
    {
        paper.WriteLine($"{error.CategoryInfo.Activity}: {error}");
        if (error.ErrorDetails?.RecommendedAction is { Length: > 0 } advice) paper.WriteLine($"  What to do: {advice}");
        paper.WriteLine($"  Id: {error.FullyQualifiedErrorId}");
    }

    private void Judge(TourStep step, SessionResult result)
    {
        string? surprise = step.Expectation switch
        {
            Expectation.Error when result.AllErrors.Count == 0 => $"no error came, {step.ErrorId} was due",
            Expectation.Error => result.AllErrors.All(error => error.FullyQualifiedErrorId.StartsWith(step.ErrorId + ",", StringComparison.Ordinal))
                ? null
                : $"another error than {step.ErrorId} came",
            _ when result.AllErrors.Count > 0 => "an error came",
            Expectation.Output when result.Output.Count == 0 && result.HostLines.Count == 0 => "nothing came out",
            _ => null,
        };
        if (surprise is not null) _surprises.Add($"{step}: {surprise}");
    }

    private static ScriptText Script(IEnumerable<TourCommand> commands)
    {
        var script = new ScriptText(0, 0);
        string before = string.Empty;
        foreach (TourCommand command in commands)
        {
            script.AppendLiteral(before + command.Name);
            foreach ((string name, object? value, _) in command.Parameters)
            {
                script.AppendLiteral($" -{name}:");
                script.AppendFormatted(value);
            }

            before = " | ";
        }

        return script;
    }
}
