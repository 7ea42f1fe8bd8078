namespace FastTrackFpx;

/// <summary>What a job would cost, worked out before it is run. Jobs of one plan follow each other in the order in which they were named.</summary>
[TypeConverter(typeof(FpxRecordConverter))]
public sealed class FpxPlan
{
    /// <summary>The job.</summary>
    public FpxPlanJob Job { get; set; }
    /// <summary>The cmdlet that does it, with the parameters that its cost depends on.</summary>
    public string? Cmdlet { get; set; }
    /// <summary>How many tenants it is about; null where it is not about single tenants.</summary>
    public long? Tenants { get; set; }
    /// <summary>How many requests it takes, without retries.</summary>
    public long Calls { get; set; }
    /// <summary>
    /// Whether the number of requests follows from what was passed. Otherwise it is a usual number, or the largest possible, because it depends on
    /// numbers that were not passed.
    /// </summary>
    public bool IsExact { get; set; }
    /// <summary>How the number of requests is counted.</summary>
    public string? Basis { get; set; }
    /// <summary>The limit of requests in any 60 seconds that was assumed.</summary>
    public int RequestsPerMinute { get; set; }
    /// <summary>The time from sending a request to the end of its response that was assumed.</summary>
    public TimeSpan Latency { get; set; }
    /// <summary>How many requests are in progress at a time.</summary>
    public int CallsUnderWay { get; set; }
    /// <summary>How long the job takes after those before it, in whole seconds.</summary>
    public TimeSpan Duration { get; set; }
    /// <summary>How long the plan takes up to the end of this job, in whole seconds.</summary>
    public TimeSpan Elapsed { get; set; }
    /// <summary>What decides how long the plan takes up to here.</summary>
    public FpxPlanBound BoundBy { get; set; }
    /// <summary>Whether the plan up to here ends within the three hours after which Azure Automation unloads a runbook of a cloud job.</summary>
    public bool FitsFairShare { get; set; }

    /// <summary>Job, requests and time.</summary>
    public override string ToString() => FormattableString.Invariant($"{Job}: {Calls} calls, {Duration:c}");
}

/// <summary>What decides how long work takes.</summary>
public enum FpxPlanBound
{
    /// <summary>The response time: the limit would allow more requests.</summary>
    Latency,
    /// <summary>The limit of requests a minute.</summary>
    RateLimit,
}
