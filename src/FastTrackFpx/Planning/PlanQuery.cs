using FastTrackFpx.Connection;

namespace FastTrackFpx.Planning;

/// <summary>How much there is to do, as far as somebody said.</summary>
internal sealed class PlanQuery
{
    /// <summary>Tenants that are read, one for each time a tenant is named; null where nobody said.</summary>
    public long? Tenants { get; set; }

    /// <summary>Different ones among them, which is what writes have to read beforehand.</summary>
    public long? DifferentTenants { get; set; }

    /// <summary>Records that a write makes or changes for each tenant that is named.</summary>
    public long WritesPerTenant { get; set; } = 1;

    /// <summary>Contacts that a tenant has; null where nobody said.</summary>
    public long? ContactsPerTenant { get; set; }

    /// <summary>Notes that a tenant has; null where nobody said.</summary>
    public long? NotesPerTenant { get; set; }

    /// <summary>Services that a tenant has seats of; null where nobody said.</summary>
    public long? ServicesPerTenant { get; set; }

    /// <summary>Referrals that there are, or that are changed; null where nobody said.</summary>
    public long? Referrals { get; set; }

    /// <summary>Whether the service of each status record is found out.</summary>
    public bool ResolveService { get; set; }

    /// <summary>Whether a part of each tenant's records is asked for, which the calls for many tenants cannot.</summary>
    public bool IsFiltered { get; set; }

    /// <summary>Whether a list of the service is kept already, by its address below the version; null where none is.</summary>
    public Func<string, bool>? IsKept { get; set; }

    /// <summary>Whether writes go without the rules, and without reading what those need.</summary>
    public bool SkipValidation { get; set; }
}

/// <summary>How fast calls go out.</summary>
internal sealed class PlanPace
{
    /// <summary>The latency that is assumed if none was measured.</summary>
    public static readonly TimeSpan UsualLatency = TimeSpan.FromMilliseconds(200);

    /// <summary>Calls in any 60 seconds at most, 1 or more.</summary>
    public int RequestsPerMinute { get; set; } = FpxClientOptions.MostRequestsPerMinute;

    /// <summary>How many of these could go out at once now; null for all of them.</summary>
    public int? CallsLeft { get; set; }

    /// <summary>How long a call takes from sending to the end of its response.</summary>
    public TimeSpan Latency { get; set; } = UsualLatency;
}
