using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace FastTrackFpx.Tests.Shared;

/// <summary>A TLS server on a port of its own that answers as a test tells it to. Each test project adds how its tests connect to it.</summary>
public sealed partial class OddServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly List<IDisposable> _owned = [];

    private OddServer(WebApplication app, Func<HttpContext, Task>? answer) => (_app, Answer) = (app, answer ?? (context => JsonAsync(context, "[]")));

    public Func<HttpContext, Task> Answer { get; set; }
    public Uri BaseUri => new(_app.Urls.Single());
    public IReadOnlyList<string> Requests => [.. _requests];

    /// <summary>Answers with JSON by the path's end; anything else is a record that is not there.</summary>
    public static Func<HttpContext, Task> Json(params (string Path, string Body)[] answers) => context =>
    {
        string? body = answers.FirstOrDefault(answer => context.Request.Path.Value!.EndsWith("/api/" + answer.Path, StringComparison.OrdinalIgnoreCase)).Body;
        return body is null ? JsonAsync(context, """{"errorStatus":404,"message":"No such record."}""", 404) : JsonAsync(context, body);
    };

    public static Task JsonAsync(HttpContext context, string json, int status = 200) => TextAsync(context, json, "application/json; charset=utf-8", status);

    public static async Task TextAsync(HttpContext context, string text, string type, int status = 200)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IDisposable one in _owned) one.Dispose();
        await _app.StopAsync(new System.Threading.CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    internal static async Task<OddServer> ListenAsync(
        Func<HttpContext, Task>? answer, X509Certificate2 certificate, Func<X509Certificate2, bool>? acceptsClient = null, HttpProtocols protocols = HttpProtocols.Http1AndHttp2,
        ClientCertificateMode asksFor = ClientCertificateMode.RequireCertificate)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = protocols;
            listen.UseHttps(https =>
            {
                https.ServerCertificate = certificate;
                https.ClientCertificateMode = asksFor;
                https.ClientCertificateValidation = (client, _, _) => acceptsClient?.Invoke(client) ?? true;
            });
        }));
        WebApplication app = builder.Build();
        var server = new OddServer(app, answer);
        app.Run(context =>
        {
            server._requests.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
            return server.Answer(context);
        });
        await app.StartAsync();
        return server;
    }
}
