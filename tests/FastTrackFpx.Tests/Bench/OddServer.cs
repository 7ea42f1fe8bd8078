namespace FastTrackFpx.Tests.Shared;

/// <content>The folder by which Connect-FpxService -SandboxPath finds it.</content>
public sealed partial class OddServer
{
    private readonly TemporaryFolder _folder = new();

    public string StateFolder => _folder.Path;

    public static async Task<OddServer> StartAsync(Func<HttpContext, Task> answer)
    {
        OddServer server = await ListenAsync(answer, await SandboxCertificateFolder.ServerAsync());
        if (!TestAddress.IsNew(server.BaseUri))
        {
            await server.DisposeAsync();
            return await StartAsync(answer);
        }

        server._owned.Add(server._folder);
        await SandboxCertificateFolder.CopyToAsync(server.StateFolder);
        server.Announce(server._folder["certificates"]);
        return server;
    }

    /// <summary>A session that is connected to it; goes with it.</summary>
    public PowerShellSession Connect()
    {
        PowerShellSession session = PowerShellSession.OpenWithModule();
        _owned.Add(session);
        session.Run($"Connect-FpxService -SandboxPath {StateFolder} -MaxRetryCount 0").Succeeded();
        return session;
    }

    private void Announce(string certificates) => File.WriteAllText(_folder["sandbox.json"], JsonSerializer.Serialize(new
    {
        version = 1,
        baseUri = BaseUri,
        processId = Environment.ProcessId,
        started = DateTimeOffset.UtcNow,
        authorityPath = Path.Combine(certificates, "authority.pem"),
        clientCertificatePath = Path.Combine(certificates, "client.pfx"),
        stateFolder = StateFolder,
    }));
}
