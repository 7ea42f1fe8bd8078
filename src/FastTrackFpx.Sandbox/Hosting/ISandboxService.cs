using System.Collections.Immutable;
using System.Text.Json;
using FastTrackFpx.Sandbox.Faults;
using FastTrackFpx.Sandbox.Http;
using FastTrackFpx.Sandbox.Storage;
using Microsoft.AspNetCore.Routing;

namespace FastTrackFpx.Sandbox.Hosting;

/// <summary>
/// A service that the sandbox hosts on a port of its own. To add one: a folder with a class that implements this, and a line in
/// <see cref="ServiceKind.All"/>.
/// </summary>
internal interface ISandboxService
{
    /// <summary>Maps the routes: <c>routes.Map("GET", "/v1/things/{id}", handler)</c>.</summary>
    void Map(IEndpointRouteBuilder routes);

    /// <summary>
    /// Checks what every request must pass: limits, tokens, headers. Runs before the body is read. Sets <see
    /// cref="ServiceRequest.Identity"/>.
    /// </summary>
    /// <exception cref="Rejection">The request is not admitted.</exception>
    void Admit(ServiceRequest request, ServiceResponse response);

    /// <summary>Writes the service's own error body, and may change the status.</summary>
    void WriteError(ServiceResponse response, Rejection rejection);

    /// <summary>How the log names a path: the API version, if the path has one, and the rest, without secrets and personal data.</summary>
    (string Version, string Path) LogName(string path) => ("", path.TrimStart('/'));

    /// <summary>The query as the log writes it, without secrets and personal data.</summary>
    string LogQuery(string query) => query;

    /// <summary>Rewrites a response with the irregularities that the documents show in their samples.</summary>
    void ApplyQuirks(ServiceRequest request, ServiceResponse response)
    {
    }

    /// <summary>Ends all tokens and sessions.</summary>
    void EndSessions()
    {
    }

    /// <summary>Writes what a client needs to connect, as properties of the service's object in the discovery file.</summary>
    void Describe(Utf8JsonWriter json, Uri baseUri) => json.WriteString("baseUri"u8, baseUri.GetLeftPart(UriPartial.Authority));

    /// <summary>Writes everything it stores, as properties of an object.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="withAssigned">Also what the service assigns by itself: ids of records, times and authors of changes.</param>
    void Export(Utf8JsonWriter json, bool withAssigned);

    /// <summary>Maps control routes of its own, below /sandbox/.</summary>
    void MapControl(IEndpointRouteBuilder routes)
    {
    }
}

/// <summary>What the host knows of a service before it runs.</summary>
/// <param name="Name">Its key in the discovery file and in the log. The command line matches it without case.</param>
/// <param name="Open">Opens its data, made up if the database has none, and returns the service.</param>
internal sealed record ServiceKind(string Name, Func<ServiceContext, ISandboxService> Open)
{
    /// <summary>Every service. The order decides the ports: the first has --port, each further one the next number.</summary>
    public static ImmutableArray<ServiceKind> All { get; } =
    [
        Fpx.FpxService.Kind,
        CloudCockpit.CloudCockpitService.Kind,
        LongJump.LongJumpService.Kind,
        AppDirect.AppDirectService.Kind,
    ];

    /// <summary>Its tables, created in a database that does not have them.</summary>
    public string Tables { get; init; } = "";

    /// <summary>Changes whenever its tables or its made-up data change.</summary>
    public int Version { get; init; } = 1;

    /// <summary>True if the TLS handshake requires a client certificate.</summary>
    public bool RequiresClientCertificate { get; init; }

    /// <summary>The points where its documents allow several readings.</summary>
    public ImmutableArray<ReadingPoint> Readings { get; init; } = [];

    /// <summary>The command that connects to it.</summary>
    public string ConnectCommand { get; init; } = "";

    /// <summary>The kinds with these names, in the order of <see cref="All"/>; every kind if there are no names.</summary>
    /// <exception cref="SandboxStartException">A name is not known.</exception>
    public static ImmutableArray<ServiceKind> Named(IEnumerable<string> names)
    {
        string[] wanted = [.. names];
        string? unknown = wanted.FirstOrDefault(name => !All.Any(kind => kind.IsNamed(name)));
        return unknown is null
            ? [.. All.Where(kind => wanted.Length == 0 || wanted.Any(kind.IsNamed))]
            : throw new SandboxStartException(
                $"'{unknown}' is not a service. Services: {string.Join(", ", All.Select(kind => kind.Name.ToLowerInvariant()))}.");
    }

    private bool IsNamed(string name) => name.Equals(Name, StringComparison.OrdinalIgnoreCase);
}

/// <summary>What a service gets from the host.</summary>
internal sealed class ServiceContext(
    SandboxOptions options, SandboxDatabase database, DataOrigin origin, Readings readings, FaultInjector faults, StateFolderPaths state)
{
    public SandboxOptions Options { get; } = options;

    public SandboxDatabase Database { get; } = database;

    public DataOrigin Origin { get; } = origin;

    public Readings Readings { get; } = readings;

    /// <summary>The service's clock.</summary>
    public TimeProvider Time => Options.TimeProvider;

    /// <summary>The time that a record gets when it is created or changed now.</summary>
    public DateTimeOffset RecordTime => Time.GetUtcNow() + faults.Plan.RecordOffset;

    /// <summary>True if the service's tables were just created and have no rows.</summary>
    public bool IsNew { get; init; }

    /// <summary>The path of a secret that only the user can read.</summary>
    public string SecretPath(string name) => Path.Combine(state.Secrets, name);

    /// <summary>A secret that was created at the first start and stays the same.</summary>
    public string Secret(string name) => PrivateFile.Secret(SecretPath(name));
}

/// <summary>Maps operations as endpoints.</summary>
internal static class RouteExtensions
{
    /// <summary>Maps an operation. Literal segments win over parameters, and paths match without case.</summary>
    public static void Map(this IEndpointRouteBuilder routes, string method, string pattern, OperationHandler handler,
        params object[] metadata)
    {
        // The delegate is never called: the pipeline calls the handler, now or late.
        Microsoft.AspNetCore.Builder.IEndpointConventionBuilder endpoint =
            Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions.MapMethods(routes, pattern, [method], _ => Task.CompletedTask);
        Microsoft.AspNetCore.Builder.RoutingEndpointConventionBuilderExtensions.WithMetadata(endpoint, [handler, .. metadata]);
    }
}
