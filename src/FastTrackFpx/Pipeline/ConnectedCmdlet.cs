using FastTrackFpx.Connection;
using FastTrackFpx.Parameters;
using FastTrackFpx.Tenants;

namespace FastTrackFpx.Pipeline;

/// <summary>A cmdlet that works on a connection.</summary>
public abstract class ConnectedCmdlet : FpxCmdlet
{
    private FpxConnection? _connection;

    private protected ConnectedCmdlet()
    {
    }

    /// <summary>
    /// The connection to use: an object that <c>Connect-FpxService -PassThru</c> or <c>Get-FpxConnection</c> gave, or its name. Without it the newest
    /// connection of this runspace is used.
    /// </summary>
    [Parameter]
    [ConnectionTransformation]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public FpxConnection? Connection { get; set; }

    /// <summary>The connection that was chosen before the first input.</summary>
    private protected FpxConnection Chosen => _connection!;

    /// <summary>The work for one input. Begins on the pipeline thread, which it must not hold up.</summary>
    private protected abstract Task RunAsync(CmdletRun run, FpxClient client);

    private protected sealed override Task RunAsync(CmdletRun run)
    {
        OnInput();
        FpxClient client = Observe(run);
        return TenantNames.AreIn(this) ? RunByNameAsync(run, client) : RunAsync(run, client);
    }

    /// <summary>Called for each input before anything is done with it.</summary>
    private protected virtual void OnInput()
    {
    }

    private async Task RunByNameAsync(CmdletRun run, FpxClient client)
    {
        await TenantNames.ResolveAsync(this, client, run.Stopping).ConfigureAwait(false);
        await RunAsync(run, client).ConfigureAwait(false);
    }

    /// <summary>The connection's client, for work that comes after the last input.</summary>
    private protected FpxClient Observe(CmdletRun run) => run.Observe(_connection!);

    private protected sealed override void Prepare()
    {
        _connection = ConnectionRegistry.Choose(Connection);
        Check();
    }

    /// <summary>Checks that come before any work and need no service.</summary>
    private protected virtual void Check()
    {
    }
}
