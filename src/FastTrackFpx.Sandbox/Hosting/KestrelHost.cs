using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.RegularExpressions;
using FastTrackFpx.Sandbox.Faults;
using FastTrackFpx.Sandbox.Http;
using FastTrackFpx.Sandbox.Tls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FastTrackFpx.Sandbox.Hosting;

/// <summary>A service and the port it is to listen on; 0 for any free one.</summary>
internal sealed record ServicePort(ServiceKind Kind, int Port, ServicePipeline Pipeline);

/// <summary>Kestrel on one loopback port per service. Reads no settings and no environment, and logs nothing.</summary>
internal sealed partial class KestrelHost : IAsyncDisposable
{
    private const int MaxConnections = 10_000;

    private readonly WebApplication _application;
    private readonly Dictionary<string, ListenOptions> _listening = [];
    private readonly RequestLog _log;
    private readonly FaultInjector _faults;

    private KestrelHost(IEnumerable<ServicePort> services, SandboxCertificates certificates, RequestLog log, FaultInjector faults)
    {
        _log = log;
        _faults = faults;
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRouting().AddLogging().AddSingleton<IHostLifetime, QuietLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MaxConcurrentConnections = MaxConnections;
            foreach (ServicePort service in services) Listen(kestrel, service, certificates);
        });
        _application = builder.Build();
        var pipelines = services.ToDictionary(service => service.Kind.Name, service => service.Pipeline.Build(_application.Services));
        _application.Run(context => pipelines[context.Features.GetRequiredFeature<ConnectionState>().Service](context));
    }

    public static async Task<KestrelHost> StartAsync(
        IReadOnlyCollection<ServicePort> services, SandboxCertificates certificates, RequestLog log, FaultInjector faults,
        CancellationToken cancellationToken)
    {
        var host = new KestrelHost(services, certificates, log, faults);
        try
        {
            await host._application.StartAsync(cancellationToken);
            return host;
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            await host._application.DisposeAsync();
            string port = LastNumber().Match(e.Message).Value;
            throw new SandboxStartException($"Port {port} is in use. Choose another one with --port, or 0 for any free port.", e);
        }
        catch (SocketException e)
        {
            await host._application.DisposeAsync();
            throw new SandboxStartException($"The sandbox cannot listen on its port: {StateFolder.FirstLine(e)}.", e);
        }
        catch
        {
            await host._application.DisposeAsync();
            throw;
        }
    }

    /// <summary>Where a service listens.</summary>
    public Uri UriOf(string service) => new($"https://127.0.0.1:{_listening[service].IPEndPoint!.Port}/");

    public async ValueTask DisposeAsync()
    {
        using var noTimeToWait = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _application.StopAsync(noTimeToWait.Token);
        await _application.DisposeAsync();
    }

    private void Listen(KestrelServerOptions kestrel, ServicePort service, SandboxCertificates certificates)
    {
        kestrel.Listen(IPAddress.Loopback, service.Port, listen =>
        {
            _listening[service.Kind.Name] = listen;
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.Use(next => connection => AcceptAsync(connection, next, service.Kind.Name));
            listen.UseHttps(Https(service.Kind, certificates));
            listen.Use(next => connection => WrapOutputAsync(connection, next));
        });
    }

    private static HttpsConnectionAdapterOptions Https(ServiceKind kind, SandboxCertificates certificates)
    {
        var https = new HttpsConnectionAdapterOptions
        {
            ServerCertificateSelector = (_, _) => certificates.Server, SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        };
        if (!kind.RequiresClientCertificate) return https;
        ClientCertificateCheck check = certificates.ClientCheck();
        https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
        https.ClientCertificateValidation = (certificate, _, _) => check.Accepts(certificate);
        return https;
    }

    // Before TLS: counts the connection, and lets a fault strike it.
    private async Task AcceptAsync(ConnectionContext connection, ConnectionDelegate next, string service)
    {
        connection.Features.Set(new ConnectionState(connection, service, _log.AddConnection()));
        if (_faults.Strike(new FaultTarget(service)) is var (fault, _))
        {
            if (fault.Moment == FaultMoment.Handshake)
            {
                // Looks at the first bytes of the handshake and leaves them for TLS.
                ReadResult hello = await connection.Transport.Input.ReadAsync(connection.ConnectionClosed);
                connection.Transport.Input.AdvanceTo(hello.Buffer.Start);
            }

            if (fault.Kind == FaultKind.Reset)
            {
                Reset(connection);
                return;
            }

            await _faults.WaitAsync(fault, connection.ConnectionClosed);
        }

        await next(connection);
    }

    // After TLS: wraps the output in a writer that faults can end with a GOAWAY frame.
    private static async Task WrapOutputAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var output = new GoAwayWriter(connection.Transport.Output);
        connection.Features.Get<ConnectionState>()!.Output = output;
        connection.Transport = new Duplex(connection.Transport.Input, output);
        await next(connection);
    }

    // A socket that does not linger is closed with RST, as a port that nobody listens on answers.
    private static void Reset(ConnectionContext connection)
    {
        if (connection.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket)
        {
            socket.LingerState = new LingerOption(true, 0);
            socket.Close();
        }

        connection.Abort();
    }

    [GeneratedRegex(@"\d+(?=\D*$)")]
    private static partial Regex LastNumber();

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
