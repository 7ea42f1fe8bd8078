using System.Management.Automation;

namespace FastTrackFpx.Rest.Commands;

/// <summary>A cmdlet that uses a connection.</summary>
/// <typeparam name="TConnection">The service's connection.</typeparam>
public abstract class ConnectedCmdlet<TConnection> : RestCmdlet
    where TConnection : RestConnection
{
    private TConnection? _connection;

    /// <summary>The connection to use, as an object or by name. The default is the newest connection of this runspace.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public TConnection? Connection { get; set; }

    private protected TConnection Chosen => _connection!;

    private protected sealed override void Prepare()
    {
        _connection = IsWrite ? ConnectionRegistry.ChooseForWrite(Connection) : ConnectionRegistry.Choose(Connection);
        Check();
    }

    /// <summary>True if the cmdlet changes something, so that the default connection must be unambiguous.</summary>
    private protected virtual bool IsWrite => false;

    /// <summary>Checks before any work that need no service.</summary>
    private protected virtual void Check()
    {
    }
}
