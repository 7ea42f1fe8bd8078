using FastTrackFpx.Entitlements;
using FastTrackFpx.Notes;

namespace FastTrackFpx.Planning;

/// <summary>Estimates what jobs cost, by the numbers that the client itself goes by. Sends no request.</summary>
internal static class CallPlanner
{
    /// <summary>How long Azure Automation lets a cloud job run before it makes room for others.</summary>
    private static readonly TimeSpan FairShare = TimeSpan.FromHours(3);

    private const long UsualRecords = 25;
    private const long UsualServices = 10;

    private static readonly string[] ContactLists =
    [
        Route<FpxAdminType>(), Route<FpxContactType>(), Route<FpxCountryRegion>(), Route<FpxService>(), Route<FpxSkillType>(), Route<FpxSurveyLanguage>(),
        Route<FpxTimeZone>(),
    ];

    /// <summary>One plan for each job, each following those before it.</summary>
    public static IReadOnlyList<FpxPlan> Plan(IEnumerable<FpxPlanJob> jobs, PlanQuery query, PlanPace pace)
    {
        var clock = new PlanClock(pace);
        var lists = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        try
        {
            return [.. jobs.Select(job => Next(job, CostOf(job, query)))];
        }
        catch (OverflowException)
        {
            throw new InputException(ErrorCode.InvalidInput, "The number of calls is too large.", "TenantCount", "Use smaller numbers.");
        }

        FpxPlan Next(FpxPlanJob job, Cost cost)
        {
            TimeSpan before = clock.Elapsed;
            // Lookups are kept: what one job has read, the next one need not.
            int read = cost.Calls == 0 ? 0 : cost.Lists.Count(route => query.IsKept?.Invoke(route) != true && lists.Add(route));
            int underWay = (int)Math.Max(1, Math.Min(cost.Independent, CallPace.UnderWay(pace.RequestsPerMinute, pace.Latency)));
            clock.Add(read, underWay: 1);
            clock.Add(cost.Calls, underWay);
            return new FpxPlan
            {
                Job = job,
                Cmdlet = cost.Cmdlet,
                Tenants = cost.Tenants,
                Calls = checked(cost.Calls + read),
                IsExact = cost.IsExact,
                Basis = cost.Basis + (read == 0 ? string.Empty : $"; {(cost.IsExact ? string.Empty : "up to ")}{read} {(read == 1 ? "lookup" : "lookups")}"),
                RequestsPerMinute = pace.RequestsPerMinute,
                Latency = pace.Latency,
                CallsUnderWay = underWay,
                Duration = clock.Elapsed - before,
                Elapsed = clock.Elapsed,
                BoundBy = clock.HasWaited ? FpxPlanBound.RateLimit : FpxPlanBound.Latency,
                FitsFairShare = clock.Elapsed <= FairShare,
            };
        }
    }

    private static Cost CostOf(FpxPlanJob job, PlanQuery query)
    {
        long? tenants = job is FpxPlanJob.Tenant or FpxPlanJob.Referral or FpxPlanJob.IncentiveStatement or FpxPlanJob.Usage or FpxPlanJob.ReferralSet
            ? null
            : query.Tenants ?? throw Missing(job, "tenants", "TenantCount", "Specify -TenantCount, or pipe the tenants in.");
        long n = tenants ?? 0;
        long writes = checked(n * query.WritesPerTenant);
        // The API reads contacts by tenant only: each tenant's are read before the first of them is changed.
        long different = query.DifferentTenants ?? n;
        long pages = BatchCost.Pages(query.ContactsPerTenant ?? UsualRecords);
        long notePages = BatchCost.Pages(query.NotesPerTenant ?? UsualRecords, NotesEndpoint.NotesOnPage);
        bool isContactsKnown = query.ContactsPerTenant is not null;
        long services = 1 + (query.ServicesPerTenant ?? UsualServices);
        int reads = query.SkipValidation ? EntitlementChanges.FactCallsWithoutRules : EntitlementChanges.FactCalls;
        Cost cost = job switch
        {
            FpxPlanJob.Tenant => new("Get-FpxTenant", 1, "one call"),
            FpxPlanJob.IncentiveStatement => new("Get-FpxIncentiveStatement", 1, "one call"),
            FpxPlanJob.Usage => new("Get-FpxUsage", 1, "one call"),
            FpxPlanJob.Referral => new(
                "Get-FpxReferral", BatchCost.Pages(query.Referrals ?? UsualRecords), "a call for each page")
            { IsExact = query.Referrals is not null },
            FpxPlanJob.TenantById => Paged("Get-FpxTenant -TenantId", 1),
            FpxPlanJob.TenantAssignment => Paged("Get-FpxTenantAssignment", 1),
            FpxPlanJob.Entitlement when query.IsFiltered => Paged("Get-FpxEntitlement -Service", 1) with { Lists = [Route<FpxService>()] },
            FpxPlanJob.Entitlement when query.ResolveService => new(
                "Get-FpxEntitlement -ResolveService",
                checked(BatchCost.Together(n) + (n * services)),
                $"{BatchCost.ParentsPerCall} tenants to a call, and {Number(services)} for each tenant: its seats, and its services one by one")
            {
                IsExact = false,
                Lists = [Route<FpxService>()],
            },
            FpxPlanJob.Entitlement => Together("Get-FpxEntitlement", 1),
            FpxPlanJob.MaxEntitlement => Together("Get-FpxMaxEntitlement", 1) with { Lists = [Route<FpxService>()] },
            FpxPlanJob.Contact when query.IsFiltered =>
                Paged("Get-FpxContact -ContactType", pages) with { Lists = [Route<FpxContactType>()], IsExact = isContactsKnown },
            FpxPlanJob.Contact => Together("Get-FpxContact", pages) with { IsExact = isContactsKnown },
            FpxPlanJob.Note => Paged("Get-FpxNote", notePages) with { IsExact = query.NotesPerTenant is not null },
            FpxPlanJob.EntitlementSet => new(
                query.SkipValidation ? "Set-FpxEntitlement -SkipValidation" : "Set-FpxEntitlement",
                checked(writes * (reads + 1)),
                $"{reads + 1} for each set: {reads} to read, 1 to write")
            { Lists = [Route<FpxService>(), .. EntitlementChanges.FactLists] },
            FpxPlanJob.ContactNew => new("New-FpxContact", writes, "a call for each contact") { Lists = ContactLists, IsExact = false },
            FpxPlanJob.ContactSet => Changed("Set-FpxContact") with { Lists = ContactLists, IsExact = false },
            FpxPlanJob.ContactRemove => Changed("Remove-FpxContact"),
            FpxPlanJob.NoteNew => new("New-FpxNote", writes, "a call for each note") { Lists = [Route<FpxNoteCategory>()] },
            FpxPlanJob.ReferralSet => new(
                "Set-FpxReferral",
                query.Referrals ?? throw Missing(job, "referrals", "ReferralCount", "Specify -ReferralCount."),
                "a call for each referral that is piped in")
            {
                Lists = [Route<FpxReferralAcceptanceStatus>(), Route<FpxReferralStatus>(), Route<FpxReferralServiceValue>()],
                IsExact = false,
            },
            _ => throw new ArgumentOutOfRangeException(nameof(job), job, "The job does not exist."),
        };
        return cost with { Tenants = cost.Tenants ?? tenants };

        Cost Paged(string cmdlet, long pagesEach) => pagesEach == 1
            ? new(cmdlet, n, "a call for each tenant") { Independent = n }
            : new(cmdlet, checked(n * pagesEach), $"{Number(pagesEach)} pages for each tenant");

        Cost Together(string cmdlet, long pagesEach)
        {
            string basis = $"{BatchCost.ParentsPerCall} tenants to a call{(pagesEach == 1 ? string.Empty : $", {Number(pagesEach)} pages each")}";
            return new(cmdlet, BatchCost.Together(n, pagesEach), basis) { Independent = BatchCost.Groups(n) };
        }

        Cost Changed(string cmdlet) => new(cmdlet, checked(writes + (different * pages)), $"a call for each contact, and {Number(pages)} to read each tenant's")
        {
            Tenants = different,
            IsExact = isContactsKnown,
        };
    }

    private static string Route<T>()
        where T : class => Lookup.Of<T>().Route;

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static InputException Missing(FpxPlanJob job, string what, string parameterName, string action) =>
        new(ErrorCode.InvalidInput, $"{job} needs the number of {what}, which was not specified.", parameterName, action);

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

        internal bool HasWaited { get; private set; }

        /// <summary>How long everything takes that was added so far, in whole seconds.</summary>
        internal TimeSpan Elapsed => _now < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(Math.Ceiling(Math.Round(_now, 3))) : TimeSpan.MaxValue;

        internal void Add(long calls, int underWay)
        {
            double each = pace.Latency.TotalSeconds / underWay;
            long first = Math.Min(calls, _room);
            _now += first * each;
            _room -= first;
            if (first == calls) return;

            double waveEnd = _waveBegan + Window;
            long waves = (calls - first - 1) / pace.RequestsPerMinute;
            double sending = pace.RequestsPerMinute * each;
            HasWaited |= waveEnd > _now || (waves > 0 && sending < Window);
            _waveBegan = Math.Max(_now, waveEnd) + (waves * Math.Max(Window, sending));
            long last = calls - first - (waves * pace.RequestsPerMinute);
            _now = _waveBegan + (last * each);
            _room = pace.RequestsPerMinute - last;
        }
    }
}

internal sealed class PlanQuery
{
    /// <summary>Tenants that are read, one for each time a tenant is named; null if it is not known.</summary>
    public long? Tenants { get; set; }
    /// <summary>Different ones among them, which is what writes have to read beforehand.</summary>
    public long? DifferentTenants { get; set; }
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
    public bool SkipValidation { get; set; }
}

internal sealed class PlanPace
{
    private static readonly TimeSpan UsualLatency = TimeSpan.FromMilliseconds(200);

    /// <summary>The pace of a connection; the usual one without.</summary>
    public static PlanPace Of(FpxConnection? connection) => connection is null ? new PlanPace() : new PlanPace
    {
        RequestsPerMinute = connection.RequestsPerMinute,
        CallsLeft = connection.CallsLeft,
        Latency = connection.Latency ?? UsualLatency,
    };

    public int RequestsPerMinute { get; set; } = FpxClientOptions.MostRequestsPerMinute;
    /// <summary>How many of these could go out at once now; null for all of them.</summary>
    public int? CallsLeft { get; set; }
    public TimeSpan Latency { get; set; } = UsualLatency;
}
