using System;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using FastTrackFpx.Sandbox.Control;
using FastTrackFpx.Sandbox.Faults;
using FastTrackFpx.Sandbox.Hosting;
using FastTrackFpx.Sandbox.Http;
using FastTrackFpx.Sandbox.Storage;

namespace FastTrackFpx.Sandbox;

/// <summary>A running sandbox. Disposing it stops it and gives its port, its lock and its discovery file back.</summary>
public sealed class SandboxService : IAsyncDisposable
{
    private readonly StateFolder _state;
    private readonly SandboxDatabase _database;
    private readonly FaultInjector _faults;
    private StateExport? _export;
    private KestrelHost? _host;
    private DiscoveryFile? _discovery;

    private SandboxService(StateFolder state, SandboxCertificates certificates, SandboxDatabase database, FaultInjector faults)
    {
        _state = state;
        _database = database;
        _faults = faults;
        Certificates = certificates;
    }

    /// <summary>Where it listens, such as https://127.0.0.1:7443/; the API is below /ftop/.</summary>
    public Uri BaseUri => _host!.BaseUri;

    /// <summary>Its authority, the client certificate to work with, and certificates for tests.</summary>
    public SandboxCertificates Certificates { get; }

    /// <summary>The calls it has answered.</summary>
    public RequestLog Log { get; } = new();

    /// <summary>The folder of its certificates and data.</summary>
    public string StateFolder => _state.Paths.Folder;

    /// <summary>How many tenants with a claimed workload it holds.</summary>
    public int Tenants { get; private set; }

    /// <summary>All that it holds as one JSON document, the same for the same content; see <see cref="Control.StateExport"/>.</summary>
    /// <param name="withGiven">With what the service gives by itself: ids of records, times and names of changes.</param>
    public string Export(bool withGiven = false) => _export!.Text(withGiven);

    /// <summary>Changes what goes wrong from now on; null for nothing more.</summary>
    /// <param name="plan">A fault plan as JSON; see <see cref="SandboxOptions.Faults"/>.</param>
    /// <exception cref="FormatException">The plan is wrong; the message says where.</exception>
    public void SetFaults(string? plan)
    {
        try
        {
            _faults.Plan = plan is null ? FaultPlan.None : FaultPlanReader.Read(Encoding.UTF8.GetBytes(plan));
        }
        catch (FaultPlanException e)
        {
            throw new FormatException("The fault plan is wrong: " + e.Message, e);
        }
    }

    /// <summary>Starts a sandbox; when the task ends, it listens.</summary>
    /// <exception cref="SandboxStartException">It cannot start; the message says why in one line.</exception>
    public static async Task<SandboxService> StartAsync(SandboxOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionRules.Check(options);
        var readings = new Readings(options.Readings, options.WithServiceId);
        var faults = new FaultInjector(options.TimeProvider, options.Faults);
        StateFolder state = Hosting.StateFolder.Open(options);
        SandboxService? service = null;
        SandboxCertificates? certificates = null;
        try
        {
            certificates = SandboxCertificates.Open(state.Paths, state.IsTemporary);
            service = new SandboxService(state, certificates, OpenDatabase(options, state.Paths), faults);
            await service.ListenAsync(options, readings, cancellationToken);
            return service;
        }
        catch
        {
            if (service is not null) await service.DisposeAsync();
            else
            {
                certificates?.Dispose();
                state.Dispose();
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _discovery?.Dispose();
        if (_host is not null) await _host.DisposeAsync();
        await _faults.DisposeAsync();
        _database.Dispose();
        Certificates.Dispose();
        _state.Dispose();
    }

    private static SandboxDatabase OpenDatabase(SandboxOptions options, StateFolderPaths paths)
    {
        if (options.InMemory) return SandboxDatabase.Open(null);
        try
        {
            if (options.Reset)
            {
                foreach (string file in new[] { paths.Database, paths.Database + "-wal", paths.Database + "-shm" }) File.Delete(file);
            }

            PrivateFile.Touch(paths.Database);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SandboxStartException($"The database '{paths.Database}' cannot be written: {Hosting.StateFolder.FirstLine(e)}", e);
        }

        return SandboxDatabase.Open(paths.Database);
    }

    private async Task ListenAsync(SandboxOptions options, Readings readings, CancellationToken cancellationToken)
    {
        var data = SandboxData.Open(_database, options);
        Tenants = data.Tenants.CountClaimed();
        RouteTable routes = Api.Routes(data, readings, options);
        var budget = new CallBudget(options.RequestsPerMinute, readings.Is("F67", "sliding"), options.TimeProvider);
        _export = new StateExport(data, readings);
        var control = new RouteTable();
        new ControlEndpoints(data, _export, Log, _faults).Map(control);
        var pipeline = new RequestPipeline(options, routes, new Gate(options, budget), Log, new ControlPipeline(control), _faults);
        _host = await KestrelHost.StartAsync(options.Port, Certificates, pipeline, cancellationToken);
        _discovery = DiscoveryFile.Write(BaseUri, Certificates, _state.Paths, options.WriteDiscovery);
    }
}
