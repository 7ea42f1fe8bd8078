using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading;
using System.Threading.Tasks;
using FastTrackFpx.Sandbox.Http;
using FastTrackFpx.Sandbox.Tls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FastTrackFpx.Sandbox.Hosting;

/// <summary>Kestrel on a loopback port with mutual TLS. Reads no settings and no environment, and logs nothing.</summary>
internal sealed class KestrelHost : IAsyncDisposable
{
    private readonly WebApplication _application;

    private KestrelHost(WebApplication application, Uri baseUri)
    {
        _application = application;
        BaseUri = baseUri;
    }

    public Uri BaseUri { get; }

    public static async Task<KestrelHost> StartAsync(
        int port, SandboxCertificates certificates, RequestPipeline pipeline, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => Configure(kestrel, port, certificates));
        WebApplication application = builder.Build();
        application.Run(new RequestDelegate(pipeline.HandleAsync));
        try
        {
            await application.StartAsync(cancellationToken);
            return new KestrelHost(application, Address(application));
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            await application.DisposeAsync();
            throw new SandboxStartException($"Port {port} is in use. Name another one with --port, or 0 for any that is free.", e);
        }
        catch (SocketException e)
        {
            await application.DisposeAsync();
            throw new SandboxStartException($"Port {port} cannot be listened on: {StateFolder.FirstLine(e)}.", e);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var noTimeToWait = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _application.StopAsync(noTimeToWait.Token);
        await _application.DisposeAsync();
    }

    private static void Configure(KestrelServerOptions kestrel, int port, SandboxCertificates certificates)
    {
        ClientCertificateCheck check = certificates.ClientCheck();
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Listen(IPAddress.Loopback, port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.UseHttps(new HttpsConnectionAdapterOptions
            {
                ServerCertificateSelector = (_, _) => certificates.Server,
                ClientCertificateMode = ClientCertificateMode.RequireCertificate,
                ClientCertificateValidation = (certificate, _, _) => check.Accepts(certificate),
                SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            });
        });
    }

    private static Uri Address(WebApplication application)
    {
        IServerAddressesFeature addresses = application.Services.GetRequiredService<IServer>()
            .Features.GetRequiredFeature<IServerAddressesFeature>();
        return new Uri(addresses.Addresses.First());
    }
}
