namespace FastTrackFpx.Tests.RealPowerShell;

/// <summary>A sandbox with a folder of its own, which a child process finds by its environment and by nothing else.</summary>
internal sealed class PracticeSandbox : IAsyncDisposable
{
    private PracticeSandbox(string folder, SandboxService service)
    {
        Folder = folder;
        Service = service;
    }

    /// <summary>A temporary folder: the service's state and what a test likes to put there.</summary>
    public string Folder { get; }

    public SandboxService Service { get; }

    /// <summary>What a child process takes to find this sandbox alone, and to keep its journal and its limits here.</summary>
    public IReadOnlyDictionary<string, string> Variables => new Dictionary<string, string>
    {
        ["FASTTRACKFPX_SANDBOX"] = Path.Combine(Service.StateFolder, "sandbox.json"),
        ["FASTTRACKFPX_JOURNAL"] = Path.Combine(Folder, "journal"),
        ["FASTTRACKFPX_LIMITS"] = Path.Combine(Folder, "limits"),
    };

    public static async Task<PracticeSandbox> StartAsync(SandboxOptions options, CancellationToken cancellationToken)
    {
        string folder = Directory.CreateTempSubdirectory("fpx-").FullName;
        options.StateFolder = Path.Combine(folder, "sandbox");
        options.InMemory = true;
        SandboxService service = await SandboxService.StartAsync(options, cancellationToken);
        return new PracticeSandbox(folder, service);
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
