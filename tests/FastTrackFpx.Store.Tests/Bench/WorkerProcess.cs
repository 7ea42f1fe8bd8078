using FastTrackFpx.Rest.Authentication;
using FastTrackFpx.Store.Sync;

namespace FastTrackFpx.Store.Tests.Bench;

/// <summary>A sync in a process of its own, which a test can kill: <c>dotnet exec FastTrackFpx.Store.Tests.dll ADDRESS CERTIFICATE AUTHORITY DATABASE</c>.</summary>
internal sealed class WorkerProcess : IDisposable
{
    internal const string Began = "began";
    private readonly Process _process;

    private WorkerProcess(Process process) => _process = process;

    internal static readonly FpxDataPart[] Parts = [FpxDataPart.Tenant, FpxDataPart.Referral, FpxDataPart.IncentiveStatement, FpxDataPart.Usage, FpxDataPart.MaxEntitlement, FpxDataPart.Entitlement, FpxDataPart.Contact, FpxDataPart.Note];

    public static async Task<int> Main(string[] args)
    {
        using FpxClient client = Connect(new Uri(args[0]), args[1], args[2]);
        using Database database = Open(args[3]);
        Console.WriteLine(Began);
        await SyncAsync(client, database, TimeProvider.System);
        return 0;
    }

    internal static FpxClient Connect(Uri address, string certificate, string authority, TimeProvider? timeProvider = null, Action<FpxClientOptions>? change = null)
    {
        var options = new FpxClientOptions
        {
            BaseUri = address,
            Certificate = ClientCertificate.FromFile(certificate, password: null, keyPath: null, TimeProvider.System),
            TrustedAuthorities = [X509CertificateLoader.LoadCertificateFromFile(authority)],
            RequestsPerMinute = 100_000,
            TimeProvider = timeProvider ?? TimeProvider.System,
        };
        change?.Invoke(options);
        return new FpxClient(options);
    }

    /// <summary>A SQLite file, or a PostgreSQL database if the text has an equals sign.</summary>
    internal static Database Open(string name, TimeProvider? timeProvider = null)
    {
        Database database = name.Contains('=') ? new PostgresDatabase(name) : new SqliteDatabase(name, mustExist: false, timeProvider ?? TimeProvider.System);
        Schema.Migrate(database);
        return database;
    }

    internal static async Task<Observer> SyncAsync(FpxClient client, Database database, TimeProvider timeProvider, IReadOnlyList<FpxDataPart>? parts = null, CancellationToken cancellationToken = default)
    {
        parts ??= Parts;
        var source = new FpxSource(client, resolveService: false);
        await source.PrepareAsync(parts, cancellationToken);
        var observer = new Observer();
        await new DataSync(database, source.Parts(parts), observer, timeProvider).RunAsync("test", restart: false, cancellationToken);
        return observer;
    }

    internal static WorkerProcess Start(SandboxService service, string database)
    {
        string assembly = typeof(WorkerProcess).Assembly.Location;
        IEnumerable<string> all =
        [
            "exec", "--runtimeconfig", Path.ChangeExtension(assembly, ".runtimeconfig.json"), "--depsfile", Path.ChangeExtension(assembly, ".deps.json"),
            assembly, service.BaseUri.ToString(), service.Certificates.ClientCertificatePath, service.Certificates.AuthorityPath, database,
        ];
        return new WorkerProcess(Process.Start(new ProcessStartInfo(Environment.ProcessPath!, all) { RedirectStandardOutput = true })!);
    }

    internal bool HasEnded => _process.HasExited;

    internal async Task BeganAsync() => Assert.Equal(Began, await _process.StandardOutput.ReadLineAsync());

    internal async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    internal async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    internal sealed class Observer : ISyncObserver
    {
        internal List<FpxDataChange> Changes { get; } = [];
        internal List<RestException> Failures { get; } = [];

        public Task ChangedAsync(IReadOnlyList<FpxDataChange> changes)
        {
            Changes.AddRange(changes);
            return Task.CompletedTask;
        }

        public void Failed(RestException exception, object target) => Failures.Add(exception);

        public void Progress(long done, long all, string part) => Assert.InRange(done, 0, all);
    }
}
