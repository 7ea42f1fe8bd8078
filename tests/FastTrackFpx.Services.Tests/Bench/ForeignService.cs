using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

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

/// <summary>A service that shares no code with the sandbox or the module. Tests say what it answers, mostly the samples of the documents.</summary>
internal sealed class ForeignService : IAsyncDisposable
{
    public const string Secret = "foreign-secret-4711";
    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentQueue<ForeignRequest> _requests = new();
    private OddServer _server = null!;

    public Func<ForeignRequest, ForeignResponse?> Answer { get; set; } = _ => new ForeignResponse(404, string.Empty);
    public IReadOnlyList<ForeignRequest> Requests => [.. _requests];
    public string Address => _server.BaseUri.ToString().TrimEnd('/');

    /// <summary>What -SandboxPath takes: the module trusts the certificate of this server only through such a file.</summary>
    public string StateFolder => _folder.Path;

    public static async Task<ForeignService> StartAsync()
    {
        var service = new ForeignService();
        service._server = await OddServer.ListenAsync(
            service.ServeAsync, await SandboxCertificateFolder.ServerAsync(), protocols: HttpProtocols.Http1, asksFor: ClientCertificateMode.NoCertificate);
        await SandboxCertificateFolder.CopyToAsync(service.StateFolder);
        service.Announce();
        return service;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    private void Announce()
    {
        string secret = _folder["secret"];
        File.WriteAllText(secret, Secret);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(secret, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllText(_folder["sandbox.json"], JsonSerializer.Serialize(new
        {
            version = 1,
            processId = Environment.ProcessId,
            authorityPath = Path.Combine(StateFolder, "certificates", "authority.pem"),
            services = new
            {
                cloudCockpit = new { baseUri = Address, tokenUri = Address + "/token", tenant = "portal.cloudcockpit.example", clientId = "client-1", clientSecretPath = secret },
                longJump = new { baseUri = Address, user = "user@longjump.example", passwordPath = secret },
            },
        }));
    }

    private async Task ServeAsync(HttpContext context)
    {
        string target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        Dictionary<string, string> headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        using var body = new StreamReader(context.Request.Body);
        var request = new ForeignRequest(context.Request.Method, target, headers, await body.ReadToEndAsync());
        _requests.Enqueue(request);
        if (Answer(request) is not { } response)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = response.Status;
        if (response.Type.Length > 0) context.Response.ContentType = response.Type;
        foreach ((string name, string value) in response.Headers) context.Response.Headers[name] = value;
        byte[] text = Encoding.UTF8.GetBytes(response.Body);
        context.Response.ContentLength = text.Length;
        await context.Response.Body.WriteAsync(text);
    }
}
