namespace FastTrackFpx.Rest.Commands;

/// <summary>Errors of choosing and using a connection. Cmdlet names follow from the connection's type: FpxConnection, Connect-FpxService.</summary>
internal static class ConnectionFaults
{
    internal static string Prefix(Type connection) => connection.Name.Replace("Connection", string.Empty);

    internal static RestException None(Type connection) => NotConnected(
        "There is no connection in this runspace.",
        $"Run Connect-{Prefix(connection)}Service first. In a parallel block or a thread job, pass a connection with -Connection $using:connection.");

    internal static RestException None(string service) => NotConnected(
        $"There is no connection to {service} in this runspace.", $"Run Connect-{service}Service first, or pass a connection to {service} with -Connection.");

    internal static RestException None(Type connection, string purpose) => NotConnected(
        $"{purpose}: there is no connection to {Prefix(connection)} in this runspace.", $"Run Connect-{Prefix(connection)}Service first, in this runspace.");

    internal static RestException Disconnected(string name, Type connection) => NotConnected(
        $"The connection '{name}' has been disconnected.", $"Run Connect-{Prefix(connection)}Service again.");

    internal static RestException Unknown(string name, Type connection) => NotConnected(
        $"This runspace has no connection named '{name}'.",
        $"Get-{Prefix(connection)}Connection lists the connections of this runspace. Pass a connection of another runspace as an object.");

    internal static RestException OwnToken(string name) => new(
        ErrorCode.TokenProviderFailed,
        $"The token provider of the connection '{name}' uses that connection, which waits for its token.",
        "Get the token without a cmdlet of this connection.");

    internal static RestException Deserialized() => new(
        ErrorCode.ConnectionDeserialized,
        "This connection is a copy from a job or a remote session; its credentials were not copied.",
        "Connect inside the job, or use Start-ThreadJob or ForEach-Object -Parallel, which share the process, with $using:connection.");

    internal static RestException NotAConnection(string type, Type connection) => new InputException(
        ErrorCode.InvalidInput,
        $"-Connection takes a connection or the name of one, not an object of type {type}.",
        "Connection",
        $"Pass the output of Connect-{Prefix(connection)}Service -PassThru or Get-{Prefix(connection)}Connection.");

    internal static RestException Ambiguous(IReadOnlyList<RestConnection> open) => new InputException(
        ErrorCode.AmbiguousName,
        $"-Connection: a change needs to know its service, and connections to several services are open: {string.Join(", ", open.Select(Shown))}.",
        "Connection",
        $"Use -Connection with one of the names, or disconnect the others with Disconnect-{Prefix(open[0].GetType())}Service.");

    internal static RestException LostDefault(string lost, RestConnection next) => new InputException(
        ErrorCode.AmbiguousName,
        $"-Connection: the default connection '{lost}' was disconnected, and {Shown(next)} is a connection to another service.",
        "Connection",
        $"Use -Connection '{next.Name}' if you mean it, or connect again.");

    private static string Shown(RestConnection connection) => $"'{connection.Name}' ({connection.BaseUri?.Authority})";

    private static RestException NotConnected(string message, string action) => new(ErrorCode.NotConnected, message, action) { Delivery = Delivery.NotSent };
}
