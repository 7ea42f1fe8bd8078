namespace FastTrackFpx.Rest.Commands;

public abstract class ConnectedCmdlet<TConnection> : RestCmdlet
    where TConnection : RestConnection
{
    /// <summary>The connection to use, as an object or by name. The default is the newest connection of this runspace.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public TConnection? Connection { get; set; }

    private protected TConnection Chosen { get; private set; } = null!;

    private protected sealed override void Prepare()
    {
        Chosen = IsWrite ? ConnectionRegistry.ChooseForWrite(Connection) : ConnectionRegistry.Choose(Connection);
        Check();
    }

    /// <summary>True if the cmdlet changes something, so that the default connection must be unambiguous.</summary>
    private protected virtual bool IsWrite => false;

    private protected virtual void Check()
    {
    }
}
