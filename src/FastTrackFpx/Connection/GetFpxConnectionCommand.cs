using FastTrackFpx.Parameters;
using FastTrackFpx.Pipeline;

namespace FastTrackFpx.Connection;

/// <summary>Gives this runspace's connections, the default one last. Makes no call.</summary>
[Cmdlet(VerbsCommon.Get, "FpxConnection")]
[OutputType(typeof(FpxConnection))]
public sealed class GetFpxConnectionCommand : FpxCmdlet
{
    /// <summary>Names to give; wildcards are allowed, case does not matter.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    [WellFormedText]
    public string[]? Name { get; set; }

    private protected override bool EndsEverything(RestException exception) => false;

    private protected override async Task RunAsync(CmdletRun run)
    {
        IReadOnlyList<FpxConnection> all = await run.OnPipelineAsync(_ => ConnectionRegistry.All()).ConfigureAwait(false);
        NamePattern[]? patterns = Name?.Select(name => new NamePattern(name)).ToArray();
        foreach (NamePattern pattern in patterns ?? [])
        {
            if (!pattern.HasWildcards && !all.Any(connection => pattern.IsMatch(connection.Name))) run.Fail(ConnectionFaults.Unknown(pattern.Text), pattern.Text);
        }

        await run.WriteAllAsync(all.Where(connection => patterns is null || patterns.Any(pattern => pattern.IsMatch(connection.Name))).ToList()).ConfigureAwait(false);
    }
}
