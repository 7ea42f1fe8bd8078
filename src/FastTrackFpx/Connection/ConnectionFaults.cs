namespace FastTrackFpx.Connection;

/// <summary>The ways in which there can be no connection.</summary>
internal static class ConnectionFaults
{
    public static RestException None() => new(
        FpxErrorCode.NotConnected,
        "There is no connection in this runspace.",
        "Run Connect-FpxService first. In a parallel block or a thread job, pass a connection with -Connection $using:connection.");

    public static RestException Ended(string name) => new(
        FpxErrorCode.NotConnected,
        $"The connection '{name}' has been disconnected.",
        "Run Connect-FpxService again.");

    public static RestException OwnToken(string name) => new(
        FpxErrorCode.TokenProviderFailed,
        $"The token provider of the connection '{name}' uses that connection, which waits for its token.",
        "Get the token without a cmdlet of this connection.");

    public static RestException Unknown(string name) => new(
        FpxErrorCode.NotConnected,
        $"This runspace has no connection named '{name}'.",
        "Get-FpxConnection lists the connections of this runspace. A connection of another runspace is passed as an object.");

    public static RestException Deserialized() => new(
        FpxErrorCode.ConnectionDeserialized,
        "This connection is a copy that came out of a job or a remote session; the certificate did not come with it.",
        "Connect inside the job, or use Start-ThreadJob or ForEach-Object -Parallel, which share the process, with $using:connection.");

    public static RestException NotAConnection(string type) => new InputException(
        FpxErrorCode.InvalidInput,
        $"-Connection takes a connection or the name of one, not an object of type {type}.",
        "Connection",
        "Pass what Connect-FpxService -PassThru or Get-FpxConnection gives.");
}
