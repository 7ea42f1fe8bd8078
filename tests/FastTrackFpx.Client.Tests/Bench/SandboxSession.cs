namespace FastTrackFpx.Client.Tests.Bench;

/// <summary>A sandbox of a test's own, in memory, and clients of it.</summary>
public sealed class SandboxSession : IAsyncDisposable
{
    private readonly List<FpxClient> _clients = [];
    private readonly SandboxOptions _options;

    private SandboxSession(SandboxService service, SandboxOptions options, string folder)
    {
        Service = service;
        _options = options;
        Folder = folder;
    }

    public SandboxService Service { get; private set; }
    private string Folder { get; }

    public static async Task<SandboxSession> StartAsync(Action<SandboxOptions>? change = null)
    {
        string folder = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "fpx-client-" + Guid.NewGuid().ToString("N"));
        var options = new SandboxOptions { Port = 0, InMemory = true, StateFolder = folder, WriteDiscovery = false };
        change?.Invoke(options);
        await SandboxCertificateFolder.CopyToAsync(options.StateFolder!);
        return new SandboxSession(await SandboxService.StartAsync(options, CancellationToken.None), options, folder);
    }

    /// <summary>A client with the sandbox's own certificate; goes with the session.</summary>
    internal FpxClient Connect(Action<FpxClientOptions>? change = null)
    {
        var options = new FpxClientOptions
        {
            BaseUri = Service.BaseUri,
            Certificate = ClientCertificate.FromFile(Service.Certificates.ClientCertificatePath, password: null, keyPath: null, TimeProvider.System),
            TrustedAuthorities = [X509CertificateLoader.LoadCertificateFromFile(Service.Certificates.AuthorityPath)],
        };
        change?.Invoke(options);
        var client = new FpxClient(options);
        _clients.Add(client);
        return client;
    }

    public async Task StopAsync()
    {
        _options.Port = Service.BaseUri.Port;
        await Service.DisposeAsync();
    }

    /// <summary>Starts it again where it was, with the data it began with unless it keeps them in a file.</summary>
    public async Task StartAgainAsync() => Service = await SandboxService.StartAsync(_options, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        foreach (FpxClient client in _clients) client.Dispose();
        await Service.DisposeAsync();
        if (System.IO.Directory.Exists(Folder)) System.IO.Directory.Delete(Folder, recursive: true);
    }
}
