using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace FastTrackFpx.Services.Tests.Bench;

/// <summary>A request as it arrived.</summary>
internal sealed record ForeignRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string Path => Target.Split('?')[0];

    public string Query => Uri.UnescapeDataString(Target.Contains('?', StringComparison.Ordinal) ? Target.Split('?', 2)[1] : string.Empty);

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}

/// <summary>What is sent back; null closes the connection without a response.</summary>
internal sealed record ForeignResponse(int Status, string Body, string Type = "application/xml", params (string Name, string Value)[] Headers);

/// <summary>
/// A service that shares no code with the sandbox or the module: HTTP/1.1 by hand over TLS. Tests say what it answers, mostly the samples of the documents.
/// </summary>
internal sealed class ForeignService : IAsyncDisposable
{
    public const string Secret = "foreign-secret-4711";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<ForeignRequest> _requests = new();
    private readonly X509Certificate2 _certificate;
    private Task _accepting = Task.CompletedTask;

    private ForeignService(X509Certificate2 certificate) => _certificate = certificate;

    public Func<ForeignRequest, ForeignResponse?> Answer { get; set; } = _ => new ForeignResponse(404, string.Empty);

    public IReadOnlyList<ForeignRequest> Requests => [.. _requests];

    public string Address => $"https://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>What -SandboxPath takes: the module trusts the certificate of this server only through such a file.</summary>
    public string StateFolder => _folder.Path;

    public static async Task<ForeignService> StartAsync()
    {
        string certificates = Path.Combine(await SandboxCertificateFolder.Folder, "certificates");
        using X509Certificate2 made = X509Certificate2.CreateFromPemFile(Path.Combine(certificates, "server.pem"), Path.Combine(certificates, "server.key"));
        var service = new ForeignService(X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null));
        service._listener.Start();
        service.Announce(Path.Combine(certificates, "authority.pem"));
        service._accepting = service.AcceptAsync();
        return service;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _certificate.Dispose();
        _folder.Dispose();
    }

    private void Announce(string authority)
    {
        string secret = _folder["secret"];
        File.WriteAllText(secret, Secret);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(secret, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllText(_folder["sandbox.json"], JsonSerializer.Serialize(new
        {
            version = 1,
            processId = Environment.ProcessId,
            authorityPath = authority,
            services = new
            {
                cloudCockpit = new { baseUri = Address, tokenUri = Address + "/token", tenant = "portal.cloudcockpit.example", clientId = "client-1", clientSecretPath = secret },
                longJump = new { baseUri = Address, user = "user@longjump.example", passwordPath = secret },
            },
        }));
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true) open.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                await using var stream = new SslStream(client.GetStream());
                await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _end.Token);
                while (await ReadAsync(stream) is { } request)
                {
                    _requests.Enqueue(request);
                    if (Answer(request) is not { } response) return;
                    byte[] body = Encoding.UTF8.GetBytes(response.Body);
                    var head = new StringBuilder($"HTTP/1.1 {response.Status} Status\r\nContent-Length: {body.Length}\r\nDate: {DateTimeOffset.UtcNow:r}\r\n");
                    if (response.Type.Length > 0) head.Append($"Content-Type: {response.Type}\r\n");
                    foreach ((string name, string value) in response.Headers) head.Append($"{name}: {value}\r\n");
                    await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), _end.Token);
                    await stream.WriteAsync(body, _end.Token);
                }
            }
        }
        catch (Exception end) when (end is OperationCanceledException or IOException or SocketException)
        {
            // The client has closed the connection, or the test has ended.
        }
    }

    private async Task<ForeignRequest?> ReadAsync(SslStream stream)
    {
        var received = new List<byte>();
        byte[] one = new byte[1];
        while (received.Count < 4 || !received[^4..].SequenceEqual("\r\n\r\n"u8.ToArray()))
        {
            if (await stream.ReadAsync(one, _end.Token) == 0) return null;
            received.Add(one[0]);
        }

        string[] lines = Encoding.ASCII.GetString([.. received]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string line in lines.Skip(1)) headers[line.Split(':')[0]] = line.Split(':', 2)[1].Trim();
        byte[] body = new byte[headers.TryGetValue("Content-Length", out string? length) ? int.Parse(length) : 0];
        await stream.ReadExactlyAsync(body, _end.Token);
        return new ForeignRequest(lines[0].Split(' ')[0], lines[0].Split(' ')[1], headers, Encoding.UTF8.GetString(body));
    }
}
