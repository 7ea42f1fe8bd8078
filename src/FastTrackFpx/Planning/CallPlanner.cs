using FastTrackFpx.Entitlements;
using FastTrackFpx.Notes;

namespace FastTrackFpx.Planning;

/// <summary>Estimates what jobs cost, by the numbers that the client itself goes by. Sends no request.</summary>
internal static class CallPlanner
{
    /// <summary>How long Azure Automation lets a cloud job run before it makes room for others.</summary>
    public static readonly TimeSpan FairShare = TimeSpan.FromHours(3);

    private const long UsualRecords = 25;

    private const long UsualServices = 10;

    private static readonly string[] ContactLists =
    [
        Route<FpxAdminType>(), Route<FpxContactType>(), Route<FpxCountryRegion>(), Route<FpxService>(), Route<FpxSkillType>(), Route<FpxSurveyLanguage>(), Route<FpxTimeZone>(),
    ];

    /// <summary>One plan for each job, each following those before it.</summary>
    public static IReadOnlyList<FpxPlan> Plan(IEnumerable<FpxPlanJob> jobs, PlanQuery query, PlanPace pace)
    {
        var clock = new PlanClock(pace);
        var lists = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var plans = new List<FpxPlan>();
        try
        {
            foreach (FpxPlanJob job in jobs)
            {
                Cost cost = CostOf(job, query);
                // Lookups are kept: what one job has read, the next one need not.
                int read = cost.Calls == 0 ? 0 : cost.Lists.Count(route => query.IsKept?.Invoke(route) != true && lists.Add(route));
                plans.Add(Next(job, cost, read, pace, clock));
            }
        }
        catch (OverflowException)
        {
            throw new InputException(ErrorCode.InvalidInput, "The number of calls is too large.", "TenantCount", "Use smaller numbers.");
        }

        return plans;
    }

    private static FpxPlan Next(FpxPlanJob job, Cost cost, int lists, PlanPace pace, PlanClock clock)
    {
        TimeSpan before = clock.Elapsed;
        int underWay = (int)Math.Max(1, Math.Min(cost.Independent, CallPace.UnderWay(pace.RequestsPerMinute, pace.Latency)));
        clock.Add(lists, underWay: 1);
        clock.Add(cost.Calls, underWay);
        string listed = lists == 0 ? string.Empty : $"; {(cost.IsExact ? string.Empty : "up to ")}{lists} {(lists == 1 ? "lookup" : "lookups")}";
        return new FpxPlan
        {
            Job = job,
            Cmdlet = cost.Cmdlet,
            Tenants = cost.Tenants,
            Calls = checked(cost.Calls + lists),
            IsExact = cost.IsExact,
            Basis = cost.Basis + listed,
            RequestsPerMinute = pace.RequestsPerMinute,
            Latency = pace.Latency,
            CallsUnderWay = underWay,
            Duration = clock.Elapsed - before,
            Elapsed = clock.Elapsed,
            BoundBy = clock.BoundBy,
            FitsFairShare = clock.Elapsed <= FairShare,
        };
    }

    private static Cost CostOf(FpxPlanJob job, PlanQuery query)
    {
        long Referrals() => query.Referrals ?? throw Missing(job, "referrals", "ReferralCount");
        long n = job is FpxPlanJob.Tenant or FpxPlanJob.Referral or FpxPlanJob.IncentiveStatement or FpxPlanJob.Usage or FpxPlanJob.ReferralSet
            ? 0
            : query.Tenants ?? throw Missing(job, "tenants", "TenantCount");
        long writes = checked(n * query.WritesPerTenant);
        long pages = BatchCost.Pages(query.ContactsPerTenant ?? UsualRecords);
        return job switch
        {
            FpxPlanJob.Tenant => new("Get-FpxTenant", 1, "one call"),
            FpxPlanJob.IncentiveStatement => new("Get-FpxIncentiveStatement", 1, "one call"),
            FpxPlanJob.Usage => new("Get-FpxUsage", 1, "one call"),
            FpxPlanJob.Referral => new("Get-FpxReferral", BatchCost.Pages(query.Referrals ?? UsualRecords), "a call for each page") { IsExact = query.Referrals is not null },
            FpxPlanJob.TenantById => Alone("Get-FpxTenant -TenantId", n),
            FpxPlanJob.TenantAssignment => Alone("Get-FpxTenantAssignment", n),
            FpxPlanJob.Entitlement when query.IsFiltered => Alone("Get-FpxEntitlement -Service", n) with { Lists = [Route<FpxService>()] },
            FpxPlanJob.Entitlement when query.ResolveService => Resolved(n, 1 + (query.ServicesPerTenant ?? UsualServices)),
            FpxPlanJob.Entitlement => Together("Get-FpxEntitlement", n, 1),
            FpxPlanJob.MaxEntitlement => Together("Get-FpxMaxEntitlement", n, 1) with { Lists = [Route<FpxService>()] },
            FpxPlanJob.Contact when query.IsFiltered => Paged("Get-FpxContact -ContactType", n, pages) with { Lists = [Route<FpxContactType>()], IsExact = query.ContactsPerTenant is not null },
            FpxPlanJob.Contact => Together("Get-FpxContact", n, pages) with { IsExact = query.ContactsPerTenant is not null },
            FpxPlanJob.Note => Paged("Get-FpxNote", n, BatchCost.Pages(query.NotesPerTenant ?? UsualRecords, NotesEndpoint.NotesOnPage)) with { IsExact = query.NotesPerTenant is not null },
            FpxPlanJob.EntitlementSet => Seats(n, writes, query.SkipValidation),
            FpxPlanJob.ContactNew => new("New-FpxContact", writes, "a call for each contact") { Tenants = n, Lists = ContactLists, IsExact = false },
            FpxPlanJob.ContactSet => Changed("Set-FpxContact", writes, pages, query) with { Lists = ContactLists, IsExact = false },
            FpxPlanJob.ContactRemove => Changed("Remove-FpxContact", writes, pages, query),
            FpxPlanJob.NoteNew => new("New-FpxNote", writes, "a call for each note") { Tenants = n, Lists = [Route<FpxNoteCategory>()] },
            FpxPlanJob.ReferralSet => new("Set-FpxReferral", Referrals(), "a call for each referral that is piped in")
            {
                Lists = [Route<FpxReferralAcceptanceStatus>(), Route<FpxReferralStatus>(), Route<FpxReferralServiceValue>()],
                IsExact = false,
            },
            _ => throw new ArgumentOutOfRangeException(nameof(job), job, "The job does not exist."),
        };
    }

    private static Cost Alone(string cmdlet, long tenants) => new(cmdlet, tenants, "a call for each tenant") { Tenants = tenants, Independent = tenants };

    private static Cost Together(string cmdlet, long tenants, long pages) =>
        new(cmdlet, BatchCost.Together(tenants, pages), $"{BatchCost.ParentsPerCall} tenants to a call{(pages == 1 ? string.Empty : $", {Number(pages)} pages each")}")
        {
            Tenants = tenants,
            Independent = BatchCost.Groups(tenants),
        };

    private static Cost Paged(string cmdlet, long tenants, long pages) => pages == 1
        ? Alone(cmdlet, tenants)
        : new(cmdlet, checked(tenants * pages), $"{Number(pages)} pages for each tenant") { Tenants = tenants };

    private static Cost Resolved(long tenants, long callsEach) => new(
        "Get-FpxEntitlement -ResolveService",
        checked(BatchCost.Together(tenants) + (tenants * callsEach)),
        $"{BatchCost.ParentsPerCall} tenants to a call, and {Number(callsEach)} for each tenant: its seats, and its services one by one")
    {
        Tenants = tenants,
        IsExact = false,
        Lists = [Route<FpxService>()],
    };

    private static Cost Seats(long tenants, long writes, bool skipValidation)
    {
        int reads = skipValidation ? EntitlementChanges.FactCallsWithoutRules : EntitlementChanges.FactCalls;
        return new(skipValidation ? "Set-FpxEntitlement -SkipValidation" : "Set-FpxEntitlement", checked(writes * (reads + 1)), $"{reads + 1} for each set: {reads} to read, 1 to write")
        {
            Tenants = tenants,
            Lists = [Route<FpxService>(), .. EntitlementChanges.FactLists],
        };
    }

    /// <summary>The API reads contacts by tenant only: each tenant's are read before the first of them is changed.</summary>
    private static Cost Changed(string cmdlet, long writes, long pages, PlanQuery query)
    {
        long different = query.DifferentTenants ?? query.Tenants ?? 0;
        return new(cmdlet, checked(writes + (different * pages)), $"a call for each contact, and {Number(pages)} to read each tenant's")
        {
            Tenants = different,
            IsExact = query.ContactsPerTenant is not null,
        };
    }

    private static string Route<T>()
        where T : class => Lookup.Of<T>().Route;

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static InputException Missing(FpxPlanJob job, string what, string parameterName) => new(
        ErrorCode.InvalidInput,
        $"{job} needs the number of {what}, which was not specified.",
        parameterName,
        what == "tenants" ? "Specify -TenantCount, or pipe the tenants in." : $"Specify -{parameterName}.");

    private sealed record Cost(string Cmdlet, long Calls, string Basis)
    {
        public long? Tenants { get; init; }

        public bool IsExact { get; init; } = true;

        /// <summary>Routes of the lookups it needs, each of which is a request unless it is kept.</summary>
        public string[] Lists { get; init; } = [];

        /// <summary>How many requests do not depend on each other; 1 if each follows the one before it.</summary>
        public long Independent { get; init; } = 1;
    }

    /// <summary>When requests that follow each other end. They come in waves of a minute, unless responses take longer than that.</summary>
    private sealed class PlanClock(PlanPace pace)
    {
        private const double Window = 60;

        private long _room = Math.Max(0, Math.Min(pace.CallsLeft ?? pace.RequestsPerMinute, pace.RequestsPerMinute));
        private double _waveBegan;
        private double _now;
        private bool _hasWaited;

        /// <summary>How long everything takes that was added so far, in whole seconds.</summary>
        internal TimeSpan Elapsed => _now < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(Math.Ceiling(Math.Round(_now, 3))) : TimeSpan.MaxValue;

        internal FpxPlanBound BoundBy => _hasWaited ? FpxPlanBound.RateLimit : FpxPlanBound.Latency;

        internal void Add(long calls, int underWay)
        {
            double each = pace.Latency.TotalSeconds / underWay;
            long first = Math.Min(calls, _room);
            Pass(first, each);
            if (first == calls) return;
            MoveTo(_waveBegan + Window);
            long waves = (calls - first - 1) / pace.RequestsPerMinute;
            double wave = Math.Max(Window, pace.RequestsPerMinute * each);
            _hasWaited |= waves > 0 && wave > pace.RequestsPerMinute * each;
            _now += waves * wave;
            (_waveBegan, _room) = (_now, pace.RequestsPerMinute);
            Pass(calls - first - (waves * pace.RequestsPerMinute), each);
        }

        private void Pass(long calls, double each)
        {
            _now += calls * each;
            _room -= calls;
        }

        private void MoveTo(double moment)
        {
            if (moment <= _now) return;
            (_hasWaited, _now) = (true, moment);
        }
    }
}

internal sealed class PlanQuery
{
    /// <summary>Tenants that are read, one for each time a tenant is named; null if it is not known.</summary>
    public long? Tenants { get; set; }

    /// <summary>Different ones among them, which is what writes have to read beforehand.</summary>
    public long? DifferentTenants { get; set; }

    /// <summary>Records that a write makes or changes for each tenant that is named.</summary>
    public long WritesPerTenant { get; set; } = 1;

    public long? ContactsPerTenant { get; set; }

    public long? NotesPerTenant { get; set; }

    public long? ServicesPerTenant { get; set; }

    public long? Referrals { get; set; }

    public bool ResolveService { get; set; }

    /// <summary>Whether a part of each tenant's records is asked for, which requests for many tenants cannot do.</summary>
    public bool IsFiltered { get; set; }

    /// <summary>Whether a list of the service is kept already, by its address below the version; null where none is.</summary>
    public Func<string, bool>? IsKept { get; set; }

    /// <summary>Whether writes go without the rules, and without reading what those need.</summary>
    public bool SkipValidation { get; set; }
}

internal sealed class PlanPace
{
    public static readonly TimeSpan UsualLatency = TimeSpan.FromMilliseconds(200);

    /// <summary>The pace of a connection; the usual one without.</summary>
    public static PlanPace Of(FpxConnection? connection) => connection is null ? new PlanPace() : new PlanPace
    {
        RequestsPerMinute = connection.RequestsPerMinute,
        CallsLeft = connection.CallsLeft,
        Latency = connection.Latency ?? UsualLatency,
    };

    /// <summary>Requests in any 60 seconds at most, 1 or more.</summary>
    public int RequestsPerMinute { get; set; } = FpxClientOptions.MostRequestsPerMinute;

    /// <summary>How many of these could go out at once now; null for all of them.</summary>
    public int? CallsLeft { get; set; }

    /// <summary>How long a request takes from sending to the end of its response.</summary>
    public TimeSpan Latency { get; set; } = UsualLatency;
}
