namespace FastTrackFpx.Client.Tests.Bench;

/// <summary>A sandbox of a test's own, in memory, and clients of it.</summary>
public sealed class SandboxSession : IAsyncDisposable
{
    private readonly List<FpxClient> _clients = [];
    private readonly string _folder;

    private SandboxSession(SandboxService service, string folder) => (Service, _folder) = (service, folder);

    public SandboxService Service { get; }

    public static async Task<SandboxSession> StartAsync(Action<SandboxOptions>? change = null)
    {
        string folder = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "fpx-client-" + Guid.NewGuid().ToString("N"));
        var options = new SandboxOptions { Port = 0, InMemory = true, StateFolder = folder, WriteDiscovery = false };
        change?.Invoke(options);
        await SandboxCertificateFolder.CopyToAsync(options.StateFolder!);
        return new SandboxSession(await SandboxService.StartAsync(options, CancellationToken.None), folder);
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

    public async ValueTask DisposeAsync()
    {
        foreach (FpxClient client in _clients) client.Dispose();
        await Service.DisposeAsync();
        if (System.IO.Directory.Exists(_folder)) System.IO.Directory.Delete(_folder, recursive: true);
    }
}
