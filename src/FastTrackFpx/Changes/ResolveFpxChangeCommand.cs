using FastTrackFpx.Connection;
using FastTrackFpx.Journal;
using FastTrackFpx.Parameters;
using FastTrackFpx.Pipeline;

namespace FastTrackFpx.Changes;

/// <summary>
/// Asks the service what became of changes that were cut off, and settles their entries in the local journal. Gives each change with its outcome: done,
/// failed, or still unknown when the service holds something else. Nothing is written to the service.
/// </summary>
[Cmdlet(VerbsDiagnostic.Resolve, "FpxChange", SupportsShouldProcess = true)]
[OutputType(typeof(FpxChange))]
public sealed class ResolveFpxChangeCommand : ConnectedCmdlet
{
    private ChangeResolver? _resolver;

    /// <summary>Changes that <c>Get-FpxChange</c> gave; those whose outcome is known pass unchanged. Without it all unknown ones of the connection's service.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public FpxChange[]? InputObject { get; set; }

    private protected override async Task RunAsync(CmdletRun run, FpxClient client)
    {
        _resolver ??= (ChangeResolver)await Chosen.Writing(client, this).StartResolvingAsync(run.Stopping).AsObject().ConfigureAwait(false);
        IReadOnlyList<FpxChange> changes = InputObject ?? await UnknownAsync(run, client).ConfigureAwait(false);
        await run.ForEachAsync(changes, change => ResolveAsync(run, change)).ConfigureAwait(false);
    }

    private async Task ResolveAsync(CmdletRun run, FpxChange change)
    {
        if (change.Outcome == FpxChangeOutcome.Unknown)
        {
            if (!await ShallAsync(run, ChangeDeeds.Resolve(change), null).ConfigureAwait(false)) return;
            await _resolver!.ResolveAsync(change, run.Stopping).ConfigureAwait(false);
        }

        await run.WriteAsync(change).ConfigureAwait(false);
    }

    // Oldest first: an early write is the likelier owner of a record that two of them may have made.
    private static async Task<IReadOnlyList<FpxChange>> UnknownAsync(CmdletRun run, FpxClient client)
    {
        IReadOnlyList<FpxChange> all = await new ChangeJournal().ReadAsync(null, run.Stopping).Select(content => content.Changes).ConfigureAwait(false);
        return all.Where(change => change.Outcome == FpxChangeOutcome.Unknown && change.BaseUri?.Authority == client.BaseUri.Authority).Reverse().ToArray();
    }
}
