using Garnet;

namespace FastTrackFpx.Store.Tests.Redis;

/// <summary>A server with Redis's protocol in this process, which can go away and come back.</summary>
internal sealed class RedisServer : IDisposable
{
    private readonly int _port = ClosedPort.FindFree();
    private GarnetServer? _server;

    internal RedisServer() => Start();

    internal string Connection => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port}");

    internal void Start()
    {
        _server = new GarnetServer(["--port", _port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--lua", "--lua-transaction-mode", "true", "--memory", "64m", "--index", "1m"]);
        _server.Start();
    }

    internal void Stop()
    {
        _server?.Dispose();
        _server = null;
    }

    public void Dispose() => Stop();
}
