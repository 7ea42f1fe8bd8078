namespace FastTrackFpx.Changes;

/// <summary>A cmdlet that acts on changes of the journal, through a connection to the service of each.</summary>
public abstract class JournalCmdlet : RestCmdlet
{
    /// <summary>
    /// The connection to use, as an object or by name. Without it the newest connection of this runspace to the service of each change is used.
    /// </summary>
    [Parameter, ArgumentCompleter(typeof(ConnectionCompleter))]
    public RestConnection? Connection { get; set; }

    private protected override void Prepare()
    {
        if (Connection is not null) Connection.RequireUsable();
        else if (ConnectionRegistry.DefaultsForWrite().Count == 0) throw ConnectionFaults.None(typeof(FpxConnection));
    }

    /// <summary>The connection that was passed, or the default one of each service. Pipeline thread only.</summary>
    private protected IReadOnlyList<RestConnection> Connections => Connection is { } given ? [given] : ConnectionRegistry.DefaultsForWrite();

    private protected async Task<ServiceWrites> WritesForAsync(CmdletRun run, JournalEntry entry, bool skipValidation = false)
    {
        RestConnection connection = await run.OnPipelineAsync(() => Connection ?? (entry.IsFpx()
            ? ConnectionRegistry.ChooseForWrite<FpxConnection>(null)
            : ConnectionRegistry.DefaultForWrite(entry.Service!))).ConfigureAwait(false);
        return connection.WritesFor(run, ContextFor(connection, skipValidation));
    }
}
