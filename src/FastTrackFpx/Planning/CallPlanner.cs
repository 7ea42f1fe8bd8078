using FastTrackFpx.Rest.Batching;

namespace FastTrackFpx.Planning;

/// <summary>Works out what jobs would cost, by the numbers that the client itself goes by. Makes no call.</summary>
public static class CallPlanner
{
    /// <summary>How long Azure Automation lets a cloud job run before it makes room for others.</summary>
    public static readonly TimeSpan FairShare = TimeSpan.FromHours(3);

    /// <summary>One plan for each job, each following those before it.</summary>
    /// <param name="jobs">The jobs, in the order in which they would be run.</param>
    /// <param name="query">How much there is to do.</param>
    /// <param name="pace">How fast calls go out.</param>
    /// <exception cref="InputException">A job is about tenants or referrals, and nobody said how many; or there are more calls than can be counted.</exception>
    public static IReadOnlyList<FpxPlan> Plan(IEnumerable<FpxPlanJob> jobs, PlanQuery query, PlanPace pace)
    {
        if (jobs is null) throw new ArgumentNullException(nameof(jobs));
        if (query is null) throw new ArgumentNullException(nameof(query));
        if (pace is null) throw new ArgumentNullException(nameof(pace));
        var clock = new PlanClock(pace);
        var lists = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var plans = new List<FpxPlan>();
        try
        {
            foreach (FpxPlanJob job in jobs)
            {
                PlanCost cost = CostOf(job, query);
                // Lists are kept: what one job has read, the next one need not.
                int read = cost.Calls == 0 ? 0 : cost.Lists.Count(route => query.IsKept?.Invoke(route) != true && lists.Add(route));
                plans.Add(Next(job, cost, read, pace, clock));
            }
        }
        catch (OverflowException)
        {
            throw new InputException(FpxErrorCode.InvalidInput, "That is more calls than can be counted.", "TenantCount", "Give smaller numbers.");
        }

        return plans;
    }

    private static FpxPlan Next(FpxPlanJob job, PlanCost cost, int lists, PlanPace pace, PlanClock clock)
    {
        TimeSpan before = clock.Elapsed;
        int underWay = (int)Math.Max(1, Math.Min(cost.Independent, CallPace.UnderWay(pace.RequestsPerMinute, pace.Latency)));
        clock.Add(lists, underWay: 1);
        clock.Add(cost.Calls, underWay);
        string listed = lists == 0 ? string.Empty : $"; {(cost.IsExact ? string.Empty : "up to ")}{lists} {(lists == 1 ? "list" : "lists")} of the service";
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

    private static PlanCost CostOf(FpxPlanJob job, PlanQuery query) => job switch
    {
        FpxPlanJob.Tenant => ReadCosts.Whole("Get-FpxTenant"),
        FpxPlanJob.Referral => ReadCosts.Referrals(query),
        FpxPlanJob.IncentiveStatement => ReadCosts.Whole("Get-FpxIncentiveStatement"),
        FpxPlanJob.Usage => ReadCosts.Whole("Get-FpxUsage"),
        FpxPlanJob.ReferralSet => WriteCosts.ChangedReferrals(query),
        _ => CostOf(job, query.Tenants ?? throw Unknown(job, "tenants", "TenantCount"), query),
    };

    private static PlanCost CostOf(FpxPlanJob job, long tenants, PlanQuery query) => job switch
    {
        FpxPlanJob.TenantById => ReadCosts.Alone("Get-FpxTenant -TenantId", tenants),
        FpxPlanJob.TenantAssignment => ReadCosts.Alone("Get-FpxTenantAssignment", tenants),
        FpxPlanJob.Entitlement => ReadCosts.Entitlements(tenants, query),
        FpxPlanJob.MaxEntitlement => ReadCosts.MaxEntitlements(tenants),
        FpxPlanJob.Contact => ReadCosts.Contacts(tenants, query),
        FpxPlanJob.Note => ReadCosts.Notes(tenants, query),
        FpxPlanJob.EntitlementSet => WriteCosts.Entitlements(tenants, query),
        FpxPlanJob.ContactNew => WriteCosts.NewContacts(tenants, query),
        FpxPlanJob.ContactSet => WriteCosts.ChangedContacts(tenants, query),
        FpxPlanJob.ContactRemove => WriteCosts.RemovedContacts(tenants, query),
        FpxPlanJob.NoteNew => WriteCosts.NewNotes(tenants, query),
        _ => throw new ArgumentOutOfRangeException(nameof(job), job, "There is no such job."),
    };

    /// <summary>The error for a number without which nothing can be said.</summary>
    internal static InputException Unknown(FpxPlanJob job, string what, string parameterName) => new(
        FpxErrorCode.InvalidInput,
        $"{job} is about {what}, and their number was not given.",
        parameterName,
        what == "tenants" ? "Give -TenantCount, or pipe the tenants in." : $"Give -{parameterName}.");
}
