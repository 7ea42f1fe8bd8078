using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Tasks;
using FastTrackFpx.Connection;
using FastTrackFpx.Rest.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace FastTrackFpx.Client.Tests.Bench;

/// <summary>A TLS server on a port of its own that answers as a test tells it to.</summary>
public sealed class OddServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly List<FpxClient> _clients = [];

    private OddServer(WebApplication app) => _app = app;

    public Func<HttpContext, Task> Answer { get; set; } = context => JsonAsync(context, "[]");

    public Uri BaseUri => new(_app.Urls.Single());

    /// <summary>Method and path with query of all requests, in order.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    public static async Task<OddServer> StartAsync(
        Func<HttpContext, Task>? answer = null, X509Certificate2? certificate = null, Func<X509Certificate2, bool>? acceptsClient = null,
        HttpProtocols protocols = HttpProtocols.Http1AndHttp2)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = protocols;
            listen.UseHttps(https =>
            {
                https.ServerCertificate = certificate ?? TestAuthority.Shared.Server();
                https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
                https.ClientCertificateValidation = (client, _, _) => acceptsClient?.Invoke(client) ?? true;
            });
        }));
        WebApplication app = builder.Build();
        var server = new OddServer(app);
        if (answer is not null) server.Answer = answer;
        app.Run(context =>
        {
            server._requests.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
            return server.Answer(context);
        });
        await app.StartAsync();
        return server;
    }

    /// <summary>A server whose answers are a JSON text by path; what is not named is 404.</summary>
    public static Task<OddServer> StartAsync(params (string Path, string Json)[] answers) => StartAsync(context =>
    {
        string? json = answers.FirstOrDefault(answer => context.Request.Path.Value!.EndsWith("/api/" + answer.Path, StringComparison.OrdinalIgnoreCase)).Json;
        return json is null ? JsonAsync(context, """{"errorStatus":404,"message":"No such record."}""", 404) : JsonAsync(context, json);
    });

    public static Task JsonAsync(HttpContext context, string json, int status = 200) => TextAsync(context, json, "application/json; charset=utf-8", status);

    public static async Task TextAsync(HttpContext context, string text, string type, int status = 200)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>A client of this server; goes with it.</summary>
    public FpxClient Connect(Action<FpxClientOptions>? change = null)
    {
        var options = new FpxClientOptions
        {
            BaseUri = BaseUri,
            Certificate = ClientCertificate.FromCertificate(TestAuthority.Shared.Client(), TimeProvider.System),
            TrustedAuthorities = TestAuthority.Shared.Trusted,
            MaxRetryCount = 0,
        };
        change?.Invoke(options);
        var client = new FpxClient(options);
        _clients.Add(client);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (FpxClient client in _clients) client.Dispose();
        await _app.StopAsync(new System.Threading.CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }
}
