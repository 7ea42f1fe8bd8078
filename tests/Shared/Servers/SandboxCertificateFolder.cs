using FastTrackFpx.Sandbox;

namespace FastTrackFpx.Tests.Shared;

/// <summary>The certificates of one sandbox for all of this run: creating keys takes longer than the rest of a start.</summary>
internal static class SandboxCertificateFolder
{
    private const string Name = "certificates";
    private static readonly Lazy<Task<string>> Template = new(CreateAsync);

    public static Task<string> Folder => Template.Value;

    /// <summary>The certificate of a server, which those who know the folder trust.</summary>
    public static async Task<X509Certificate2> ServerAsync()
    {
        string folder = Path.Combine(await Template.Value, Name);
        return X509Certificate2.CreateFromPemFile(Path.Combine(folder, "server.pem"), Path.Combine(folder, "server.key"));
    }

    /// <summary>Copies them to the state folder of a sandbox that is about to start.</summary>
    public static async Task CopyToAsync(string stateFolder)
    {
        string from = Path.Combine(await Template.Value, Name);
        string to = Directory.CreateDirectory(Path.Combine(stateFolder, Name)).FullName;
        foreach (string file in Directory.GetFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }

    private static async Task<string> CreateAsync()
    {
        string folder = Path.Combine(Path.GetTempPath(), "fpx-certificates-" + Guid.NewGuid().ToString("N"));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var options = new SandboxOptions { InMemory = true, Tenants = 0, StateFolder = folder, WriteDiscovery = false };
        await using (await SandboxService.StartAsync(options, CancellationToken.None)) return folder;
    }
}
