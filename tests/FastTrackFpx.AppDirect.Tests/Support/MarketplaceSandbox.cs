namespace FastTrackFpx.AppDirect.Tests.Support;

/// <summary>A sandbox with a marketplace, and a session that can connect to it.</summary>
public class MarketplaceSandbox : IAsyncLifetime
{
    private SandboxService _service = null!;

    internal PowerShellSession Session { get; } = ModuleSession.Open();

    internal string Folder { get; } = Path.Combine(Path.GetTempPath(), "appdirect-" + Guid.NewGuid().ToString("N"));
    internal SandboxService Service => _service;
    internal JsonElement Discovery { get; private set; }
    internal RequestLog Log => _service.Log;

    public async Task InitializeAsync()
    {
        var options = new SandboxOptions { InMemory = true, StateFolder = Path.Combine(Folder, "state"), WriteDiscovery = true, Companies = 12, RequestsPerMinute = 1_000_000 };
        options.Services.Clear();
        options.Services.Add("appdirect");
        options.Readings["A68"] = "off";
        await SandboxCertificateFolder.CopyToAsync(options.StateFolder!);
        _service = await SandboxService.StartAsync(options, CancellationToken.None);
        Discovery = JsonDocument.Parse(File.ReadAllText(Path.Combine(options.StateFolder!, "sandbox.json"))).RootElement.GetProperty("services").GetProperty("appDirect");
        Connect(Session, ("Scope", new[] { "ROLE_PARTNER" })).Succeeded();
    }

    public async Task DisposeAsync()
    {
        Session.Dispose();
        await _service.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>All documents of a kind, with their ids, as the sandbox stores them.</summary>
    internal IReadOnlyList<JsonElement> Documents(string kind) => Documents()(kind);

    /// <summary>The documents of each kind at this moment: an export of all of them is what costs time.</summary>
    internal Func<string, IReadOnlyList<JsonElement>> Documents()
    {
        JsonElement export = JsonDocument.Parse(_service.Export(withAssigned: true, service: "appdirect")).RootElement;
        return kind => export.TryGetProperty(kind, out JsonElement list) ? [.. list.EnumerateArray()] : [];
    }

    internal string Setting(string name) => Discovery.GetProperty(name).GetString()!;

    internal PSCredential User(string name) => new(name + "@marketplace.example", new NetworkCredential(string.Empty, File.ReadAllText(Setting("passwordPath")).Trim()).SecurePassword);

    internal System.Security.SecureString Secret(string name) => new NetworkCredential(string.Empty, File.ReadAllText(Setting(name)).Trim()).SecurePassword;

    internal SessionResult Connect(PowerShellSession session, params (string? Name, object? Value)[] parameters) =>
        session.Run("Connect-AppDirectService", [("SandboxPath", Path.Combine(Folder, "state")), ("PassThru", true), .. parameters]);

    /// <summary>A client with a clock of its own, for the client credentials or for a user with a role.</summary>
    internal AppDirectConnection Open(TimeProvider clock, string? user = null, string scope = "ROLE_PARTNER")
    {
        (string?, object?)[] credentials = user is null ? [] : [("UserCredential", User(user))];
        var first = (AppDirectConnection)Connect(Session, [("Name", $"First {Guid.NewGuid():N}"), ("Scope", new[] { scope }), .. credentials]).Succeeded().Output[0]!.BaseObject;
        var options = new RestClientOptions(first.BaseUri!, MarketplaceService.Instance)
        {
            TrustedAuthorities = first.Rest.Options.TrustedAuthorities,
            Authentication = first.Rest.Options.Authentication,
            Headers = [new("Accept-Language", "en-US")],
            RequestsPerMinute = 1_000_000,
            MaxRetryCount = 2,
            TimeProvider = clock,
        };
        return new AppDirectConnection("Lost", new RestClient(options), null, keepsJournal: false) { Scope = scope };
    }

    internal AppDirectConnection ConnectAs(string user, string scope) =>
        (AppDirectConnection)Connect(Session, ("Name", $"{user} {scope}"), ("UserCredential", User(user)), ("Scope", new[] { scope })).Succeeded().Output[0]!.BaseObject;
}
