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
    public string[]? Name { get; set; }

    private protected override bool EndsEverything(RestException exception) => false;

    private protected override async Task RunAsync(CmdletRun run)
    {
        IReadOnlyList<FpxConnection> all = await run.OnPipelineAsync(_ => ConnectionRegistry.All()).ConfigureAwait(false);
        foreach (string name in Name ?? Array.Empty<string>())
        {
            bool isMissing = !WildcardPattern.ContainsWildcardCharacters(name) && !all.Any(connection => IsCalled(connection, name));
            if (isMissing) run.Fail(ConnectionFaults.Unknown(name), name);
        }

        await run.WriteAllAsync(all.Where(connection => Name is null || Name.Any(name => IsCalled(connection, name)))).ConfigureAwait(false);
    }

    private static bool IsCalled(FpxConnection connection, string name) =>
        WildcardPattern.Get(name, WildcardOptions.IgnoreCase).IsMatch(connection.Name)
        || string.Equals(connection.Name, name, StringComparison.OrdinalIgnoreCase);
}
