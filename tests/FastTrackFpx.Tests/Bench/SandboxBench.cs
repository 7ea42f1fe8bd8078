namespace FastTrackFpx.Tests.Bench;

/// <summary>A sandbox of a test's own, in memory, and a session of the engine that has the module.</summary>
public class SandboxBench : IAsyncLifetime
{
    private readonly List<PowerShellSession> _sessions = [];
    private PowerShellSession? _session;
    private SandboxOptions? _options;
    private bool _isStopped;

    protected SandboxService Service { get; private set; } = null!;
    protected string Folder { get; } = Path.Combine(Path.GetTempPath(), "fpx-cmdlets-" + Guid.NewGuid().ToString("N"));

    /// <summary>The session, connected to the sandbox when it is first asked for.</summary>
    protected PowerShellSession Session
    {
        get
        {
            if (_session is null)
            {
                _session = Open();
                Connect(_session);
            }

            return _session;
        }
    }

    protected virtual void Adjust(SandboxOptions options)
    {
    }

    public virtual async Task InitializeAsync()
    {
        var options = new SandboxOptions { InMemory = true, Tenants = 12, StateFolder = Path.Combine(Folder, "state"), WriteDiscovery = false };
        Adjust(options);
        await SandboxCertificateFolder.CopyToAsync(options.StateFolder!);
        do
        {
            if (Service is not null) await Service.DisposeAsync();
            Service = await SandboxService.StartAsync(_options = options, CancellationToken.None);
        }
        while (!TestAddress.IsNew(Service.BaseUri));
    }

    public virtual async Task DisposeAsync()
    {
        foreach (PowerShellSession session in _sessions) session.Dispose();
        await StopServiceAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>A further session with the module, not connected.</summary>
    protected PowerShellSession Open()
    {
        PowerShellSession session = PowerShellSession.OpenWithModule();
        _sessions.Add(session);
        return session;
    }

    protected async Task StopServiceAsync()
    {
        if (!_isStopped) await Service.DisposeAsync();
        _isStopped = true;
    }

    protected async Task StartServiceAgainAsync()
    {
        _options!.Port = Service.BaseUri.Port;
        Service = await SandboxService.StartAsync(_options, CancellationToken.None);
        _isStopped = false;
    }

    /// <summary>Connects a session to the sandbox; without a limit if the sandbox has none, so that no test waits for a minute to pass.</summary>
    protected SessionResult Connect(PowerShellSession session, params (string? Name, object? Value)[] further)
    {
        (string? Name, object? Value)[] limit = _options!.RequestsPerMinute == 0 && further.All(parameter => parameter.Name != "RequestsPerMinute")
            ? [("RequestsPerMinute", 1_000_000)] : [];
        return session.Run("Connect-FpxService", [("SandboxPath", Service.StateFolder), .. limit, .. further]).Succeeded();
    }

    protected SessionResult Script(string script) => Session.Script(script);

    protected string[] Lines(string script) => [.. Script(script).Succeeded().Output.Select(item => item?.ToString() ?? string.Empty)];

    /// <summary>The one error of a script, which wrote nothing else.</summary>
    protected string ErrorOf(string script)
    {
        SessionResult result = Script(script);
        Assert.Empty(result.Output);
        ErrorRecord error = Assert.Single(result.AllErrors);
        return $"{error.FullyQualifiedErrorId.Split(',')[0]}: {error.ErrorDetails?.Message ?? error.ToString()}";
    }

    protected string Write(string name, byte[] content)
    {
        string path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>The calls the sandbox has seen, as method and path below the API's root.</summary>
    protected IReadOnlyList<string> Calls => [.. Service.Log.Entries.Select(entry => $"{entry.Method} {entry.Path}")];

    protected static object? Of(PSObject? item, string property) => item!.Properties[property]?.Value;

    protected static IReadOnlyList<object?> All(SessionResult result, string property) => [.. result.Output.Select(item => Of(item, property))];
}
