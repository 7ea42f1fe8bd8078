namespace FastTrackFpx.Tests.Bench;

/// <summary>A cmdlet with its parameters, and what is piped into it; nothing is where there is no input.</summary>
public sealed record Attempt(string Command, IReadOnlyList<(string? Name, object? Value)> Parameters, params object[] Input)
{
    /// <summary>A cmdlet and its parameters.</summary>
    public static Attempt Of(string command, params (string? Name, object? Value)[] parameters) => new(command, parameters);

    /// <summary>The same with further parameters.</summary>
    public Attempt With(params (string? Name, object? Value)[] further) => this with { Parameters = [.. Parameters, .. further] };

    /// <summary>Runs it in a session.</summary>
    public SessionResult RunIn(PowerShellSession session) => session.Pipe(Input.Length == 0 ? null : Input, Command, [.. Parameters]);

    public override string ToString() => Command;
}
