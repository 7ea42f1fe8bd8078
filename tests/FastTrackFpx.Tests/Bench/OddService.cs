using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace FastTrackFpx.Tests.Bench;

/// <summary>A TLS service that answers as a test tells it to. Its folder has the discovery file that Connect-FpxService -SandboxPath reads.</summary>
internal sealed class OddService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _requests = new();

    private OddService(WebApplication app, Func<HttpContext, Task> answer, string folder) => (_app, Answer, StateFolder) = (app, answer, folder);

    public Func<HttpContext, Task> Answer { get; set; }

    /// <summary>What -SandboxPath takes.</summary>
    public string StateFolder { get; }

    /// <summary>Method, path and query of all requests.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    public static async Task<OddService> StartAsync(Func<HttpContext, Task> answer)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        string folder = Path.Combine(Path.GetTempPath(), "fpx-odd-" + Guid.NewGuid().ToString("N"));
        await SandboxCertificateFolder.CopyToAsync(folder);
        string certificates = Path.Combine(folder, "certificates");
        X509Certificate2 server = X509Certificate2.CreateFromPemFile(Path.Combine(certificates, "server.pem"), Path.Combine(certificates, "server.key"));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(https =>
        {
            https.ServerCertificate = server;
            https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            https.AllowAnyClientCertificate();
        })));
        WebApplication app = builder.Build();
        var service = new OddService(app, answer, folder);
        app.Run(context =>
        {
            service._requests.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
            return service.Answer(context);
        });
        await app.StartAsync();
        service.Announce(certificates);
        return service;
    }

    /// <summary>Answers with JSON by the path's end; anything else is a record that is not there.</summary>
    public static Func<HttpContext, Task> Json(params (string Path, string Body)[] answers) => context =>
    {
        string? body = answers.FirstOrDefault(answer => context.Request.Path.Value!.EndsWith("/api/" + answer.Path, StringComparison.OrdinalIgnoreCase)).Body;
        return body is null
            ? TextAsync(context, """{"errorStatus":404,"message":"No such record."}""", "application/json", 404)
            : TextAsync(context, body, "application/json");
    };

    public static async Task TextAsync(HttpContext context, string text, string type, int status = 200)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(StateFolder, recursive: true);
    }

    private void Announce(string certificates) => File.WriteAllText(Path.Combine(StateFolder, "sandbox.json"), JsonSerializer.Serialize(new
    {
        version = 1,
        baseUri = _app.Urls.Single(),
        processId = Environment.ProcessId,
        started = DateTimeOffset.UtcNow,
        authorityPath = Path.Combine(certificates, "authority.pem"),
        clientCertificatePath = Path.Combine(certificates, "client.pfx"),
        stateFolder = StateFolder,
    }));
}
