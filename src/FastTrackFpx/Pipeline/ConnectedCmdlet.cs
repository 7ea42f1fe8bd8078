namespace FastTrackFpx.Pipeline;

/// <summary>A cmdlet of FPX that uses a connection.</summary>
public abstract class ConnectedCmdlet : ConnectedCmdlet<FpxConnection>
{
    /// <summary>The work for one input. Begins on the pipeline thread, which it must not block.</summary>
    private protected abstract Task RunAsync(CmdletRun run, FpxClient client);

    private protected sealed override Task RunAsync(CmdletRun run)
    {
        OnInput();
        FpxClient client = Observe(run);
        return NamedParameters.AreIn(this) ? RunByNameAsync(run, client) : RunAsync(run, client);
    }

    private protected virtual void OnInput()
    {
    }

    private async Task RunByNameAsync(CmdletRun run, FpxClient client)
    {
        await NamedParameters.ResolveAsync(this, client, run.Stopping).ConfigureAwait(false);
        await RunAsync(run, client).ConfigureAwait(false);
    }

    private protected FpxClient Observe(CmdletRun run) => Chosen.ClientFor(run);
}
