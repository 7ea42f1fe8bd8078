namespace FastTrackFpx.Changes;

/// <summary>Gets the writes that the local journal holds, newest first, which is the order to undo them in.</summary>
[Cmdlet(VerbsCommon.Get, "FpxChange"), OutputType(typeof(FpxChange))]
public sealed class GetFpxChangeCommand : RestCmdlet
{
    private bool _hasWarned;

    /// <summary>The ids of the changes.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true), ArgumentCompleter(typeof(NoValueCompleter))]
    public Guid[]? ChangeId { get; set; }

    /// <summary>Only the changes of these runs. A run is one command line or script.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true), ArgumentCompleter(typeof(NoValueCompleter))]
    public Guid[]? RunId { get; set; }

    /// <summary>Only changes of these tenants: ids, names, or objects with a <c>TenantId</c> property.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true), TenantIdTransformation, ArgumentCompleter(typeof(TenantCompleter))]
    public TenantReference[]? TenantId { get; set; }

    /// <summary>Only changes since this date or time, in ISO 8601 format such as 2027-03-31. The journal is kept for 90 days.</summary>
    [Parameter, IsoDate, ArgumentCompleter(typeof(NoValueCompleter))]
    public DateTimeOffset? Since { get; set; }

    /// <summary>Only changes before this date or time, in ISO 8601 format such as 2027-03-31.</summary>
    [Parameter, IsoDate, ArgumentCompleter(typeof(NoValueCompleter))]
    public DateTimeOffset? Until { get; set; }

    /// <summary>Only changes with one of these outcomes.</summary>
    [Parameter, ArgumentCompleter(typeof(NoValueCompleter))]
    public FpxChangeOutcome[]? Outcome { get; set; }

    /// <summary>Only changes of these kinds.</summary>
    [Parameter, ArgumentCompleter(typeof(NoValueCompleter))]
    public FpxChangeKind[]? Kind { get; set; }

    /// <summary>Only changes by these cmdlets. Wildcards are allowed.</summary>
    [Parameter, SupportsWildcards, WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string[]? Cmdlet { get; set; }

    /// <summary>Only changes through connections with these names. Wildcards are allowed.</summary>
    [Parameter, SupportsWildcards, WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string[]? ConnectionName { get; set; }

    /// <summary>Only changes of these services; wildcards are allowed.</summary>
    [Parameter, SupportsWildcards, WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string[]? Service { get; set; }

    private protected override async Task RunAsync(CmdletRun run)
    {
        if (ConnectedCmdlet.HasNames(this))
        {
            FpxConnection connection = ConnectionRegistry.Choose<FpxConnection>(null);
            await ConnectedCmdlet.ResolveNamesAsync(this, connection.ClientFor(run), run.Stopping).ConfigureAwait(false);
        }

        JournalContent content = await new ChangeJournal().ReadAsync(Since, run.Stopping).ConfigureAwait(false);
        IReadOnlyList<FpxChange> changes = [.. content.Entries.Select(entry => entry.ToChange())];
        if (content.UnreadableLines > 0 && !_hasWarned)
        {
            run.Warning($"{content.UnreadableLines} lines of the journal in '{new ChangeJournal().Folder}' are damaged and were skipped.");
            _hasWarned = true;
        }

        (NamePattern[]? cmdlets, NamePattern[]? connections, NamePattern[]? services) = (Patterns(Cmdlet), Patterns(ConnectionName), Patterns(Service));
        var wanted = changes.Where(change =>
            IsWanted(change) && Matches(cmdlets, change.Cmdlet) && Matches(connections, change.ConnectionName) && Matches(services, change.Service));
        await run.WriteAllAsync(wanted.ToList()).ConfigureAwait(false);
        ReportMissing(run, changes);
    }

    private bool IsWanted(FpxChange change) =>
        (ChangeId is null || ChangeId.Contains(change.ChangeId))
        && (RunId is null || (change.RunId is { } id && RunId.Contains(id)))
        && (TenantId is null || (change.TenantId is { } tenant && TenantId.Contains(new TenantReference(tenant))))
        && (Until is null || change.Time < Until)
        && (Outcome is null || Outcome.Contains(change.Outcome))
        && (Kind is null || Kind.Contains(change.Kind));

    private static NamePattern[]? Patterns(string[]? names) => names?.Select(name => new NamePattern(name)).ToArray();

    private static bool Matches(NamePattern[]? patterns, string? name) => patterns is null || patterns.Any(pattern => pattern.IsMatch(name));

    private void ReportMissing(CmdletRun run, IReadOnlyList<FpxChange> changes)
    {
        foreach (Guid id in (ChangeId ?? []).Where(id => changes.All(change => change.ChangeId != id)))
            run.Fail(ChangeCopy.NotFound($"change {id}", nameof(ChangeId)), id);
    }
}
