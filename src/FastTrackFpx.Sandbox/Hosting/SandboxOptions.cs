using System;
using System.Collections.Generic;

namespace FastTrackFpx.Sandbox;

/// <summary>How a sandbox starts. Every value has a default that suits a first try.</summary>
public sealed class SandboxOptions
{
    private int? _tenants;
    private int? _seed;

    /// <summary>The TCP port on 127.0.0.1; 0 takes any free one.</summary>
    public int Port { get; set; }

    /// <summary>
    /// Tenants with a claimed workload to make up, 0 to 1,000,000. Tenants that are known by a referral alone come on top.
    /// </summary>
    public int Tenants { get => _tenants ?? 50; set => _tenants = value; }

    /// <summary>Where the made-up data starts from: the same seed gives the same data, on every machine.</summary>
    public int Seed { get => _seed ?? 1; set => _seed = value; }

    /// <summary>
    /// Folder of the certificates and the database. Null is the user's own (<see cref="StateFolderPaths.Default"/>); with
    /// <see cref="InMemory"/> null is a temporary folder that goes when the service stops.
    /// </summary>
    public string? StateFolder { get; set; }

    /// <summary>Keeps the data in memory alone, so that every start is a fresh one.</summary>
    public bool InMemory { get; set; }

    /// <summary>Throws away the data that an earlier run left in the state folder. Certificates stay.</summary>
    public bool Reset { get; set; }

    /// <summary>Calls per minute and identity before the service answers 429; 0 is no limit.</summary>
    public int RequestsPerMinute { get; set; } = 600;

    /// <summary>
    /// The clock of the rate limit, of delays and of time stamps. Certificates are always checked by the machine's clock.
    /// </summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Whether the discovery file is written, by which clients on this machine find the service.</summary>
    public bool WriteDiscovery { get; set; }

    /// <summary>Answers with the irregularities that the API's documents show in their samples.</summary>
    public bool Quirks { get; set; }

    /// <summary>Which reading to take where the documents allow two; see <see cref="Readings.All"/>.</summary>
    public IDictionary<string, string> Readings { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Puts a service id on every entitlement record, which the documents do not show (reading F36).</summary>
    public bool WithServiceId { get; set; }

    /// <summary>Most entitlement records that a read of many tenants gives for one of them before it says that there are more.</summary>
    public int RecordsPerTenant { get; set; } = 100;

    /// <summary>
    /// How many contacts every tenant has; null makes up a handful for most. Holds for tenants whose contacts nobody has asked for yet.
    /// </summary>
    public int? ContactsPerTenant { get; set; }

    /// <summary>How many payments are drawn for every tenant in a period, of which those for workloads without incentives come to nothing; null
    /// draws one to three for a quarter of the tenants.</summary>
    public int? TransactionsPerTenant { get; set; }

    /// <summary>Refuses a call without an end user's bearer token.</summary>
    public bool RequireToken { get; set; }

    /// <summary>The Origin header values that are let in; empty lets in every one, and calls without.</summary>
    public IList<string> AllowedOrigins { get; } = new List<string>();

    /// <summary>
    /// The faults to begin with, as the JSON of a fault plan; null for none. Can be changed while the service runs. A plan has a
    /// seed and rules; a rule says which calls are struck (method, path with *, version, query), how often (percent, skip, times)
    /// and what happens (faults, one of which is thrown for): status, delay, reset, cutOff, html, contentType, gzip, repeatedPage,
    /// missingPage, lostAnswer, late, clockSkew, with a moment (request, upload, before, headers, body, after), seconds, bytes, status,
    /// retryAfter and contentType where they belong.
    /// </summary>
    public string? Faults { get; set; }

    /// <summary>Called with each line for people: one per request.</summary>
    public Action<string>? Trace { get; set; }

    internal bool TenantsChosen => _tenants is not null;

    internal bool SeedChosen => _seed is not null;
}
