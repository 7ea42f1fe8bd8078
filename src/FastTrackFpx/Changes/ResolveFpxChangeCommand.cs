namespace FastTrackFpx.Changes;

/// <summary>Reads from the service what became of changes that were cut off, and settles their journal entries. Writes nothing to the service.</summary>
[Cmdlet(VerbsDiagnostic.Resolve, "FpxChange", SupportsShouldProcess = true), OutputType(typeof(FpxChange))]
public sealed class ResolveFpxChangeCommand : JournalCmdlet
{
    /// <summary>
    /// Changes from <c>Get-FpxChange</c>. Those with a known outcome pass through unchanged. Without it all unknown changes of the connection's service are
    /// checked.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true), ArgumentCompleter(typeof(NoValueCompleter))]
    public PSObject[]? InputObject { get; set; }

    private protected override object? ErrorTarget => InputObject is { Length: 1 } one ? ChangeCopy.Target(one[0]) : InputObject;

    private protected override async Task RunAsync(CmdletRun run)
    {
        IReadOnlyList<RestConnection> connections = Connections;
        ChangeJournal journal = connections[0].WritesFor(run, ContextFor(connections[0])).RequireJournal();
        await journal.CatchUpAsync(run.Stopping).ConfigureAwait(false);
        IReadOnlyList<JournalEntry> entries = (await journal.ReadAsync(null, run.Stopping).ConfigureAwait(false)).Entries;
        if (InputObject is not null)
        {
            await run.ForEachAsync(InputObject, input =>
            {
                Guid id = ChangeCopy.IdOf(input);
                return ResolveAsync(run, entries.FirstOrDefault(entry => entry.Id == id) ?? throw ChangeCopy.NotFound($"change {id}", nameof(InputObject)));
            }).ConfigureAwait(false);
            return;
        }

        // Oldest first: an early write is the likelier owner of a record that several may have made.
        var unknown = entries.Where(entry => entry.Outcome == ChangeOutcome.Unknown && connections.Any(entry.IsOf)).Reverse().ToList();
        await run.ForEachAsync(unknown, entry => ResolveAsync(run, entry)).ConfigureAwait(false);
    }

    private async Task ResolveAsync(CmdletRun run, JournalEntry entry)
    {
        if (entry.Outcome == ChangeOutcome.Unknown)
        {
            if (!await run.OnPipelineAsync(() => Confirm(Describe(entry))).ConfigureAwait(false)) return;
            ServiceWrites writes = await WritesForAsync(run, entry).ConfigureAwait(false);
            await writes.ResolveAsync(entry, run.Stopping).ConfigureAwait(false);
        }

        await run.WriteAsync(entry.ToChange()).ConfigureAwait(false);
    }

    private static ChangeDescription Describe(JournalEntry entry)
    {
        var time = entry.Time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
        return new ChangeDescription(
            $"ask the service what became of the write of {time} UTC, and record it in the journal: {entry.Summary}",
            $"ask the service what became of change {entry.Id} of {time} UTC");
    }
}
