namespace FastTrackFpx.Sandbox;

/// <summary>How a sandbox starts. Every value has a default that suits a first attempt.</summary>
public sealed class SandboxOptions
{
    private const int ProxyOffset = 9;

    private int? _tenants;
    private int? _seed;

    /// <summary>The services to host: fpx, cloudCockpit, longJump, appDirect. Empty hosts them all; the default is fpx.</summary>
    public IList<string> Services { get; } = new List<string> { "fpx" };

    /// <summary>
    /// The TCP port of FPX on 127.0.0.1; 0 takes any free one for each service. Otherwise the other services get the numbers that follow,
    /// in
    /// a fixed order, whether or not FPX is hosted.
    /// </summary>
    public int Port { get; set; }

    /// <summary>Ports of single services by name, instead of the one that follows from <see cref="Port"/>.</summary>
    public IDictionary<string, int> Ports { get; } = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// FPX tenants with a claimed workload to make up, 0 to 1,000,000. Tenants that only have a referral are added to them. The other
    /// services make up records in proportion.
    /// </summary>
    public int Tenants { get => _tenants ?? 50; set => _tenants = value; }

    /// <summary>
    /// Customers of the AppDirect marketplace to make up, beside the companies of the marketplace itself; null for as many as <see
    /// cref="Tenants"/>. Applies to new data.
    /// </summary>
    public int? Companies { get; set; }

    /// <summary>The seed of the made-up data: the same seed makes the same data on every machine.</summary>
    public int Seed { get => _seed ?? 1; set => _seed = value; }

    /// <summary>
    /// Folder of the certificates and the database. Null is the user's own (<see cref="StateFolderPaths.Default"/>); with
    /// <see cref="InMemory"/> null is a temporary folder that is deleted when the sandbox stops.
    /// </summary>
    public string? StateFolder { get; set; }

    /// <summary>Keeps the data in memory only, so that every start is a fresh one.</summary>
    public bool InMemory { get; set; }

    /// <summary>Deletes the data that an earlier run left in the state folder. Certificates stay.</summary>
    public bool Reset { get; set; }

    /// <summary>FPX requests per minute and identity before the service answers 429; 0 for no limit.</summary>
    public int RequestsPerMinute { get; set; } = 600;

    /// <summary>
    /// The clock of rate limits, delays, tokens, sessions and time stamps. Certificates are always checked by the machine's clock.
    /// </summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>True to write the discovery file, by which clients on this machine find the sandbox.</summary>
    public bool WriteDiscovery { get; set; }

    /// <summary>True to answer with the irregularities that the documents show in their samples.</summary>
    public bool Quirks { get; set; }

    /// <summary>Which reading to use where the documents allow several; see <see cref="Readings.All"/>.</summary>
    public IDictionary<string, string> Readings { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>True to add a service id to every entitlement record, which the documents do not show (reading F36).</summary>
    public bool WithServiceId { get; set; }

    /// <summary>How many entitlement records of one tenant a read of many tenants returns at most.</summary>
    public int RecordsPerTenant { get; set; } = 100;

    /// <summary>
    /// How many contacts every tenant has; null for a handful for most. Applies to tenants whose contacts have not been read yet.
    /// </summary>
    public int? ContactsPerTenant { get; set; }

    /// <summary>
    /// How many payments are drawn for every tenant and period, of which those for workloads without incentives are dropped; null draws one
    /// to three for a quarter of the tenants.
    /// </summary>
    public int? TransactionsPerTenant { get; set; }

    /// <summary>True to reject FPX requests without an end user's bearer token.</summary>
    public bool RequireToken { get; set; }

    /// <summary>How long tokens and sessions are valid; null for the usual time of each service.</summary>
    public TimeSpan? TokenLifetime { get; set; }

    /// <summary>The Origin header values that FPX accepts; empty accepts every one, and requests without the header.</summary>
    public IList<string> AllowedOrigins { get; } = new List<string>();

    /// <summary>True to start a proxy as well, for clients that connect through one.</summary>
    public bool Proxy { get; set; }

    /// <summary>The first fault plan as JSON, documented in the README; null for none. It can be replaced while the sandbox runs.</summary>
    public string? Faults { get; set; }

    /// <summary>Called with one line of text for each request.</summary>
    public Action<string>? Trace { get; set; }

    internal bool TenantsChosen => _tenants is not null;

    internal bool SeedChosen => _seed is not null;

    internal int PortOf(string service)
    {
        if (Ports.TryGetValue(service, out int port)) return port;
        if (Port == 0) return 0;
        int index = Hosting.ServiceKind.All.Select(kind => kind.Name).ToList().IndexOf(service);
        return Port + (index < 0 ? ProxyOffset : index);
    }
}
