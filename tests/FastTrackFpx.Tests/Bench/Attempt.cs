using FastTrackFpx.Hosting;

namespace FastTrackFpx.Tests.Bench;

/// <summary>A cmdlet and what is piped into it; nothing is where there is no input.</summary>
public sealed record Attempt(Step Step, params object[] Input)
{
    /// <summary>The same with further parameters.</summary>
    public Attempt With(params (string? Name, object? Value)[] further) => this with { Step = Step with { Parameters = [.. Step.Parameters, .. further] } };

    /// <summary>Runs it in a session.</summary>
    public SessionResult RunIn(PowerShellSession session) => Input.Length == 0 ? session.Run(Step) : session.Pipe(Input, Step);

    public override string ToString() => Step.Command;
}
