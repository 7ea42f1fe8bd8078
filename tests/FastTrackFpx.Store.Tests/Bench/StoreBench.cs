using Microsoft.Data.Sqlite;

namespace FastTrackFpx.Store.Tests.Bench;

/// <summary>A sandbox in memory and a session of PowerShell that is connected to it, without a limit.</summary>
public sealed class StoreBench : IAsyncDisposable
{
    private readonly List<PowerShellSession> _sessions = [];
    private readonly List<FpxClient> _clients = [];
    private readonly TemporaryFolder _folder;
    private PowerShellSession? _session;

    private StoreBench(SandboxService service, TemporaryFolder folder) => (Service, _folder) = (service, folder);

    internal SandboxService Service { get; }
    internal PowerShellSession Session => _session ??= Open();

    internal static async Task<StoreBench> StartAsync(Action<SandboxOptions>? change = null)
    {
        var folder = new TemporaryFolder();
        var options = new SandboxOptions { InMemory = true, Tenants = 40, StateFolder = folder["state"], WriteDiscovery = false, RequestsPerMinute = 0 };
        change?.Invoke(options);
        await SandboxCertificateFolder.CopyToAsync(options.StateFolder!);
        return new StoreBench(await SandboxService.StartAsync(options, CancellationToken.None), folder);
    }

    internal string this[string name] => _folder[name];

    internal PowerShellSession Open()
    {
        PowerShellSession session = PowerShellSession.Open(typeof(StoreLibrary).Assembly.Location);
        _sessions.Add(session);
        session.Run("Connect-FpxService", ("SandboxPath", Service.StateFolder), ("RequestsPerMinute", 100_000)).Succeeded();
        return session;
    }

    internal SessionResult Sync(string path, params (string? Name, object? Value)[] further) => Session.Run("Sync-FpxData", [("Path", path), .. further]);

    /// <summary>A client of the sandbox, for tests of what is below the cmdlets.</summary>
    internal FpxClient Connect(TimeProvider? timeProvider = null, Action<FpxClientOptions>? change = null)
    {
        FpxClient client = WorkerProcess.Connect(Service.BaseUri, Service.Certificates.ClientCertificatePath, Service.Certificates.AuthorityPath, timeProvider, change);
        _clients.Add(client);
        return client;
    }

    /// <summary>The rows of a query as texts, each with its columns separated by a bar.</summary>
    internal static IReadOnlyList<string> Rows(string path, string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(index => reader.IsDBNull(index) ? string.Empty : Convert.ToString(reader.GetValue(index), CultureInfo.InvariantCulture))));
        return rows;
    }

    internal static long Count(string path, string sql) => long.Parse(Rows(path, sql).Single(), CultureInfo.InvariantCulture);

    internal static void Execute(string path, string sql) => Rows(path, sql);

    public async ValueTask DisposeAsync()
    {
        foreach (PowerShellSession session in _sessions) session.Dispose();
        foreach (FpxClient client in _clients) client.Dispose();
        await Service.DisposeAsync();
        _folder.Dispose();
    }
}
