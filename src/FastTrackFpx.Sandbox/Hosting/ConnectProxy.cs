using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using FastTrackFpx.Sandbox.Faults;
using Microsoft.AspNetCore.Http;

namespace FastTrackFpx.Sandbox.Hosting;

/// <summary>
/// An HTTP proxy on loopback that tunnels CONNECT requests to loopback addresses. It requires a user and a password, and the fault plan's
/// rules for the service "proxy" apply to it. Its requests are in the log.
/// </summary>
internal sealed class ConnectProxy : IAsyncDisposable
{
    /// <summary>The name of its rules and of its log entries.</summary>
    public const string Name = "proxy";

    /// <summary>The user it accepts.</summary>
    public const string User = "sandbox";

    private const int MaxHeadBytes = 16 * 1024;
    private const int MaxTunnels = 1000;

    private readonly TcpListener _listener;
    private readonly string _credential;
    private readonly RequestLog _log;
    private readonly FaultInjector _faults;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopped = new();
    private readonly SemaphoreSlim _tunnels = new(MaxTunnels);
    private readonly Task _accepting;

    private ConnectProxy(TcpListener listener, string password, RequestLog log, FaultInjector faults, TimeProvider time)
    {
        _listener = listener;
        _credential = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{password}"));
        _log = log;
        _faults = faults;
        _time = time;
        _accepting = AcceptAsync();
    }

    public Uri Uri => new($"http://{_listener.LocalEndpoint}/");

    public static ConnectProxy Start(int port, string password, RequestLog log, FaultInjector faults, TimeProvider time)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return new ConnectProxy(listener, password, log, faults, time);
        }
        catch (SocketException e)
        {
            listener.Dispose();
            throw new SandboxStartException($"The proxy cannot listen on port {port}: {StateFolder.FirstLine(e)}.", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stopped.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_stopped.Token);
                open.RemoveAll(task => task.IsCompleted);
                open.Add(ServeAsync(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using TcpClient caller = client;
        await _tunnels.WaitAsync();
        try
        {
            long connection = _log.AddConnection();
            NetworkStream stream = caller.GetStream();
            for (bool isReused = false; await ReadHeadAsync(stream) is { } head; isReused = true)
            {
                // A rejected CONNECT leaves the connection open for another attempt, with credentials for example.
                if (await AnswerAsync(caller, stream, head, connection, isReused)) return;
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Either side went away, or the sandbox stops.
        }
        finally
        {
            _tunnels.Release();
        }
    }

    // True if the connection is of no further use.
    private async Task<bool> AnswerAsync(TcpClient caller, NetworkStream stream, string head, long connection, bool isReused)
    {
        string[] lines = head.Split("\r\n");
        string[] request = lines[0].Split(' ');
        string method = request[0];
        string target = request.Length > 1 ? request[1] : "";
        LoggedRequest entry = _log.Add(new LoggedRequest(_time.GetUtcNow(), method, "", target, "", 0, TimeSpan.Zero, User, "", 0, null)
        {
            Service = Name, Protocol = "HTTP/1.1", Connection = connection,
        });
        (Fault? fault, string? rule) = _faults.Strike(
            new FaultTarget(Name) { Method = method, Path = target, Protocol = "HTTP/1.1", IsReused = isReused }) ?? default;
        if (fault?.Kind == FaultKind.Delay) await _faults.WaitAsync(fault, _stopped.Token);
        if (fault?.Kind == FaultKind.Reset)
        {
            _log.Update(entry.Number, logged => logged with { Fault = rule });
            caller.LingerState = new LingerOption(true, 0);
            return true;
        }

        using var service = new TcpClient();
        int status = fault is { Status: > 0 } ? fault.Status : Check(method, target, lines);
        if (status == 200 && !await ConnectAsync(service, target)) status = 502;
        _log.Update(entry.Number, logged => logged with { Status = status, Fault = rule, CarriedOut = status == 200 });
        await stream.WriteAsync(Encoding.ASCII.GetBytes(Head(status, fault?.RetryAfter)), _stopped.Token);
        if (status != 200) return false;
        await TunnelAsync(stream, service.GetStream());
        return true;
    }

    private int Check(string method, string target, string[] lines)
    {
        if (method != "CONNECT") return StatusCodes.Status405MethodNotAllowed;
        string? sent = lines.FirstOrDefault(line => line.StartsWith("Proxy-Authorization:", StringComparison.OrdinalIgnoreCase));
        if (sent?.Split(':', 2)[1].Trim() != _credential) return StatusCodes.Status407ProxyAuthenticationRequired;
        return Target(target) is null ? StatusCodes.Status403Forbidden : StatusCodes.Status200OK;
    }

    // Nothing but this machine is ever reached through the sandbox.
    private static IPEndPoint? Target(string target)
    {
        string local = target.StartsWith("localhost:", StringComparison.OrdinalIgnoreCase) ? "127.0.0.1" + target["localhost".Length..]
            : target;
        return IPEndPoint.TryParse(local, out IPEndPoint? endPoint) && IPAddress.IsLoopback(endPoint.Address) ? endPoint : null;
    }

    private async Task<bool> ConnectAsync(TcpClient service, string target)
    {
        try
        {
            await service.ConnectAsync(Target(target) ?? new IPEndPoint(IPAddress.Loopback, 0), _stopped.Token);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static string Head(int status, string? retryAfter)
    {
        if (status == 200) return "HTTP/1.1 200 Connection established\r\n\r\n";
        var head = new StringBuilder();
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} Rejected by the proxy\r\nVia: 1.1 proxy.sandbox.example\r\n");
        if (status == 407) head.Append("Proxy-Authenticate: Basic realm=\"sandbox proxy\"\r\n");
        if (retryAfter is not null) head.Append(CultureInfo.InvariantCulture, $"Retry-After: {retryAfter}\r\n");
        return head.Append("Content-Length: 0\r\n\r\n").ToString();
    }

    private async Task TunnelAsync(NetworkStream caller, NetworkStream service)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_stopped.Token);
        Task first = await Task.WhenAny(caller.CopyToAsync(service, ended.Token), service.CopyToAsync(caller, ended.Token));
        await ended.CancelAsync();
        await first;
    }

    private async Task<string?> ReadHeadAsync(NetworkStream stream)
    {
        byte[] head = new byte[MaxHeadBytes];
        for (int length = 0; length < head.Length; length++)
        {
            if (await stream.ReadAsync(head.AsMemory(length, 1), _stopped.Token) == 0) return null;
            if (head.AsSpan(0, length + 1).EndsWith("\r\n\r\n"u8)) return Encoding.ASCII.GetString(head, 0, length + 1);
        }

        return null;
    }
}
