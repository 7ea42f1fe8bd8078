namespace FastTrackFpx.Tests.Bench;

/// <summary>A cmdlet with its parameters, and what is piped into it; nothing is where there is no input.</summary>
public sealed record Attempt(string Command, IReadOnlyList<(string? Name, object? Value)> Parameters, params object[] Input)
{
    public static Attempt Of(string command, params (string? Name, object? Value)[] parameters) => new(command, parameters);

    public Attempt With(params (string? Name, object? Value)[] further) => this with { Parameters = [.. Parameters, .. further] };

    public SessionResult RunIn(PowerShellSession session) => session.Pipe(Input.Length == 0 ? null : Input, Command, [.. Parameters]);

    public override string ToString() => Command;
}
