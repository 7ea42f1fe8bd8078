using System.Net;
using System.Net.Sockets;

namespace FastTrackFpx.Tests.Shared;

/// <summary>A port on which no program listens, and which no other program can take until this is disposed of.</summary>
internal sealed class ClosedPort : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    internal ClosedPort() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    internal int Number => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    /// <summary>A free port for a server that cannot choose one itself. Another program could take it before the server does.</summary>
    internal static int FindFree()
    {
        using var port = new ClosedPort();
        return port.Number;
    }

    public void Dispose() => _socket.Dispose();
}
