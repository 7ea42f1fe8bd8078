using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FastTrackFpx.Sandbox.Control;
using FastTrackFpx.Sandbox.Faults;
using FastTrackFpx.Sandbox.Hosting;
using FastTrackFpx.Sandbox.Http;
using FastTrackFpx.Sandbox.Storage;

namespace FastTrackFpx.Sandbox;

/// <summary>A running sandbox. Disposing it stops it and releases its ports, its lock and its discovery file.</summary>
public sealed class SandboxService : IAsyncDisposable
{
    private static readonly JsonWriterOptions ExportFormat =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true, NewLine = "\n" };

    private readonly StateFolder _state;
    private readonly SandboxDatabase _database;
    private readonly FaultInjector _faults;
    private readonly Readings _readings;
    private readonly Dictionary<string, ISandboxService> _services = new(StringComparer.OrdinalIgnoreCase);
    private readonly ImmutableArray<ServiceKind> _kinds;
    private KestrelHost? _host;
    private ConnectProxy? _proxy;
    private DiscoveryFile? _discovery;

    private SandboxService(
        StateFolder state, SandboxCertificates certificates, SandboxDatabase database, FaultInjector faults, Readings readings,
        ImmutableArray<ServiceKind> kinds)
    {
        _state = state;
        _database = database;
        _faults = faults;
        _readings = readings;
        _kinds = kinds;
        Certificates = certificates;
        ControlSecret = PrivateFile.Secret(Path.Combine(state.Paths.Secrets, "control"));
    }

    /// <summary>Where its first service listens, which is FPX if it is hosted: such as https://127.0.0.1:7443/.</summary>
    public Uri BaseUri => UriOf(_kinds[0].Name);

    /// <summary>The names of the hosted services, as the discovery file and the log write them.</summary>
    public IReadOnlyList<string> Services => [.. _kinds.Select(kind => kind.Name)];

    /// <summary>Its authority, the client certificate to use, and certificates for tests.</summary>
    public SandboxCertificates Certificates { get; }

    /// <summary>The value of the header X-Sandbox-Secret that requests below /sandbox/ need.</summary>
    public string ControlSecret { get; }

    /// <summary>Where the proxy listens; null if <see cref="SandboxOptions.Proxy"/> is false. Its user is "sandbox".</summary>
    public Uri? ProxyUri => _proxy?.Uri;

    /// <summary>The password of the proxy's user.</summary>
    public string ProxyPassword => PrivateFile.Secret(ProxySecretPath);

    /// <summary>The requests that arrived.</summary>
    public RequestLog Log { get; } = new();

    /// <summary>The folder of its certificates and data.</summary>
    public string StateFolder => _state.Paths.Folder;

    /// <summary>How many FPX tenants with a claimed workload it started with.</summary>
    public int Tenants { get; private set; }

    /// <summary>Where a service listens.</summary>
    /// <param name="service">Its name, as in <see cref="Services"/>.</param>
    public Uri UriOf(string service) => _host!.UriOf(service);

    /// <summary>Everything a service stores as one JSON document, the same text for the same content.</summary>
    /// <param name="withAssigned">Also what the service assigns by itself: ids of records, times and authors of changes.</param>
    /// <param name="service">Which service; null for the first one.</param>
    public string Export(bool withAssigned = false, string? service = null)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, ExportFormat))
        {
            json.WriteStartObject();
            _services[service ?? _kinds[0].Name].Export(json, withAssigned);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>Replaces the fault plan.</summary>
    /// <param name="plan">A fault plan as JSON, see <see cref="SandboxOptions.Faults"/>; null for none.</param>
    /// <exception cref="FormatException">The plan is invalid; the message says where.</exception>
    public void SetFaults(string? plan)
    {
        try
        {
            _faults.Plan = plan is null ? FaultPlan.None : FaultPlanReader.Read(Encoding.UTF8.GetBytes(plan));
        }
        catch (FaultPlanException e)
        {
            throw new FormatException("The fault plan is invalid: " + e.Message, e);
        }
    }

    /// <summary>Chooses another reading from the next request on. What was decided at the start stays: routes and stored data.</summary>
    /// <param name="point">The point, such as A16.</param>
    /// <param name="value">One of its values.</param>
    /// <exception cref="SandboxStartException">The point or the value is not known.</exception>
    public void SetReading(string point, string value) => _readings.Choose(point, value);

    /// <summary>
    /// Completes when every late request whose response was sent has been carried out. If the clock is a test's, move it past their times
    /// first.
    /// </summary>
    public Task SettledAsync() => _faults.SettledAsync();

    /// <summary>Ends all tokens and sessions of a service.</summary>
    /// <param name="service">Its name, as in <see cref="Services"/>.</param>
    public void EndSessions(string service) => _services[service].EndSessions();

    /// <summary>Starts a sandbox; when the task completes, it listens.</summary>
    /// <exception cref="SandboxStartException">It cannot start; the message says why in one line.</exception>
    public static async Task<SandboxService> StartAsync(SandboxOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionRules.Check(options);
        ImmutableArray<ServiceKind> kinds = ServiceKind.Named(options.Services);
        var readings = new Readings(options.Readings, options.WithServiceId);
        var faults = new FaultInjector(options.TimeProvider, options.Faults);
        StateFolder state = Hosting.StateFolder.Open(options);
        SandboxService? service = null;
        SandboxCertificates? certificates = null;
        try
        {
            certificates = SandboxCertificates.Open(state.Paths, state.IsTemporary);
            service = new SandboxService(state, certificates, SandboxDatabase.Open(options, state.Paths), faults, readings, kinds);
            await service.ListenAsync(options, cancellationToken);
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
        if (_proxy is not null) await _proxy.DisposeAsync();
        if (_host is not null) await _host.DisposeAsync();
        await _faults.DisposeAsync();
        _database.Dispose();
        Certificates.Dispose();
        _state.Dispose();
    }

    private async Task ListenAsync(SandboxOptions options, CancellationToken cancellationToken)
    {
        var control = new ControlEndpoints(ControlSecret, Log, _faults);
        DataOrigin origin = Schema.Open(_database, options);
        var ports = new List<ServicePort>();
        foreach (ServiceKind kind in _kinds)
        {
            var context = new ServiceContext(options, _database, origin, _readings, _faults, _state.Paths)
            {
                IsNew = Schema.Create(_database, kind),
            };
            ISandboxService service = _services[kind.Name] = kind.Open(context);
            if (service is Fpx.FpxService fpx) Tenants = fpx.Tenants;
            ports.Add(new ServicePort(
                kind, options.PortOf(kind.Name), new ServicePipeline(kind.Name, service, options, Log, _faults, control)));
        }

        _host = await KestrelHost.StartAsync(ports, Certificates, Log, _faults, cancellationToken);
        if (options.Proxy)
        {
            _proxy = ConnectProxy.Start(options.PortOf(ConnectProxy.Name), ProxyPassword, Log, _faults, options.TimeProvider);
        }

        _discovery = DiscoveryFile.Write(_state.Paths, options.WriteDiscovery ? DiscoveryFile.DefaultPath : null, Describe);
    }

    private string ProxySecretPath => Path.Combine(_state.Paths.Secrets, ConnectProxy.Name);

    private void Describe(Utf8JsonWriter json)
    {
        if (_services.ContainsKey("fpx"))
        {
            json.WriteString("baseUri"u8, UriOf("fpx").GetLeftPart(UriPartial.Authority));
            json.WriteString("clientCertificatePath"u8, Certificates.ClientCertificatePath);
        }

        json.WriteString("authorityPath"u8, Certificates.AuthorityPath);
        json.WriteString("controlSecretPath"u8, Path.Combine(_state.Paths.Secrets, "control"));
        if (ProxyUri is { } proxy)
        {
            json.WriteStartObject("proxy"u8);
            json.WriteString("uri"u8, proxy.GetLeftPart(UriPartial.Authority));
            json.WriteString("user"u8, ConnectProxy.User);
            json.WriteString("passwordPath"u8, ProxySecretPath);
            json.WriteEndObject();
        }

        json.WriteStartObject("services"u8);
        foreach (ServiceKind kind in _kinds)
        {
            json.WriteStartObject(kind.Name);
            _services[kind.Name].Describe(json, UriOf(kind.Name));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
