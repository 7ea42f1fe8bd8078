namespace FastTrackFpx.Services.Tests.Bench;

/// <summary>A session with the module, a foreign service, and a journal of the test's own.</summary>
public abstract class ServiceBench : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<PowerShellSession> _sessions = [];
    private readonly string? _usualJournal = Environment.GetEnvironmentVariable(TestJournal.Variable);
    private SandboxService? _sandbox;

    /// <summary>True for the one class of tests that writes: the folder of the journal is a setting of the whole process.</summary>
    private protected virtual bool KeepsJournal => false;

    private protected ForeignService Foreign { get; private set; } = null!;
    private protected PowerShellSession Session => _sessions.Count > 0 ? _sessions[0] : Open();

    public async Task InitializeAsync() => Foreign = await ForeignService.StartAsync();

    public async Task DisposeAsync()
    {
        // Ending a connection may send a request.
        Foreign.Answer = _ => new ForeignResponse(404, string.Empty);
        foreach (PowerShellSession session in _sessions) session.Dispose();
        if (_sandbox is not null) await _sandbox.DisposeAsync();
        await Foreign.DisposeAsync();
        if (KeepsJournal) Environment.SetEnvironmentVariable(TestJournal.Variable, _usualJournal);
        _folder.Dispose();
    }

    private protected PowerShellSession Open()
    {
        PowerShellSession session = PowerShellSession.OpenWithModule();
        _sessions.Add(session);
        if (KeepsJournal) Environment.SetEnvironmentVariable(TestJournal.Variable, _folder["journal"]);
        return session;
    }

    private protected async Task<SandboxService> StartSandboxAsync(string service, params (string Point, string Value)[] readings)
    {
        var options = new SandboxOptions { InMemory = true, Tenants = 12, StateFolder = _folder["sandbox " + Guid.NewGuid()], WriteDiscovery = false };
        options.Services.Clear();
        options.Services.Add(service);
        foreach ((string point, string value) in readings) options.Readings[point] = value;
        await SandboxCertificateFolder.CopyToAsync(options.StateFolder!);
        return _sandbox = await SandboxService.StartAsync(options, CancellationToken.None);
    }

    private protected SessionResult Script(string script) => Script(Session, script);

    private protected static SessionResult Script(PowerShellSession session, string script) => session.Run("Invoke-Expression", ("Command", script));

    /// <summary>Everything that a run has shown, and the files of the journal.</summary>
    private protected string Shown(SessionResult result) => string.Join("\n",
        [
            .. result.AllErrors.Select(error => $"{error} {error.ErrorDetails?.Message} {error.ErrorDetails?.RecommendedAction} {error.Exception} {error.TargetObject}"),
            .. result.Warnings, .. result.Verbose, .. result.Debug, .. result.Information, .. result.HostLines,
            .. result.Progress.Select(record => record.ToString()),
            .. Directory.Exists(_folder["journal"]) ? Directory.GetFiles(_folder["journal"], "*.jsonl").Select(File.ReadAllText) : [],
        ]);

    private protected static object? Of(PSObject? item, string property) => item!.Properties[property]?.Value;
}
