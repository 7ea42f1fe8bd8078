using FastTrackFpx.Parameters;
using FastTrackFpx.Pipeline;

namespace FastTrackFpx.Connection;

/// <summary>
/// Ends a connection: its sockets, caches and token, and the certificate as far as the module loaded it. No other connection is touched, nor a
/// certificate in a store. A connection that has ended already is fine.
/// </summary>
[Cmdlet(VerbsCommunications.Disconnect, "FpxService", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(void))]
public sealed class DisconnectFpxServiceCommand : FpxCmdlet
{
    /// <summary>The connection to end, as an object or by name; without it the newest one of this runspace.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ConnectionTransformation]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public FpxConnection? Connection { get; set; }

    private protected override bool EndsEverything(RestException exception) => false;

    private protected override object? ErrorTarget => Connection?.Name;

    private protected override Task RunAsync(CmdletRun run) => run.OnPipelineAsync(_ => End());

    private bool End()
    {
        // One that has ended is not refused here: what was asked for is the case.
        FpxConnection connection = Connection is { BaseUri: not null } given ? given : ConnectionRegistry.Choose(Connection);
        bool wanted = ShouldProcess($"{connection.Name} ({connection.BaseUri})", "End the connection");
        if (wanted) ConnectionRegistry.Remove(connection);
        return wanted;
    }
}
