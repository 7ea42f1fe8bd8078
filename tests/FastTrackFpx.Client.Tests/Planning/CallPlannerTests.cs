using FastTrackFpx.Planning;

namespace FastTrackFpx.Client.Tests.Planning;

public sealed class CallPlannerTests
{
    // Calls of 25 tenants; four pages of a group, the others for each tenant alone; a filter takes a call for each tenant, and the list of the name.
    [Theory]
    [InlineData(FpxPlanJob.Entitlement, 0, null, false, 0)]
    [InlineData(FpxPlanJob.Entitlement, 1, null, false, 1)]
    [InlineData(FpxPlanJob.Entitlement, 25, null, false, 1)]
    [InlineData(FpxPlanJob.Entitlement, 26, null, false, 2)]
    [InlineData(FpxPlanJob.Entitlement, 10_000, null, false, 400)]
    [InlineData(FpxPlanJob.Entitlement, 10_001, null, false, 401)]
    [InlineData(FpxPlanJob.Entitlement, 1000, null, true, 1001)]
    [InlineData(FpxPlanJob.Contact, 25, 100L, false, 1)]
    [InlineData(FpxPlanJob.Contact, 25, 101L, false, 2)]
    [InlineData(FpxPlanJob.Contact, 25, 400L, false, 4)]
    [InlineData(FpxPlanJob.Contact, 25, 401L, false, 4 + 25)]
    [InlineData(FpxPlanJob.Contact, 25, 1000L, false, 4 + (6 * 25))]
    [InlineData(FpxPlanJob.Contact, 26, 500L, false, 4 + 25 + 5)]
    [InlineData(FpxPlanJob.Contact, 1000, 101L, true, 2001)]
    public void A_read_takes_the_calls_of_its_tenants(FpxPlanJob job, long tenants, long? contactsPerTenant, bool isFiltered, long calls) => Assert.Equal(
        calls, One(job, tenants, query => (query.IsFiltered, query.ContactsPerTenant) = (isFiltered, contactsPerTenant ?? query.ContactsPerTenant)).Calls);

    [Fact]
    public void A_job_about_tenants_needs_their_number()
    {
        var fault = Assert.Throws<InputException>(() => CallPlanner.Plan([FpxPlanJob.Tenant, FpxPlanJob.Contact], new PlanQuery(), new PlanPace()));
        Assert.Equal("TenantCount", fault.ParameterName);
        fault = Assert.Throws<InputException>(() => CallPlanner.Plan([FpxPlanJob.ReferralSet], new PlanQuery { Tenants = 1 }, new PlanPace()));
        Assert.Equal("ReferralCount", fault.ParameterName);
    }

    [Fact]
    public void Every_job_can_be_planned_up_to_calls_that_can_be_counted()
    {
        IReadOnlyList<FpxPlan> plans = CallPlanner.Plan(Enum.GetValues<FpxPlanJob>(), new PlanQuery { Tenants = 100, Referrals = 10 }, new PlanPace());
        Assert.All(plans, plan => Assert.True(plan.Calls > 0 && plan.Cmdlet!.Contains("-Fpx") && plan.Basis!.Length > 0, plan.ToString()));
        Assert.Equal(plans.Sum(plan => plan.Duration.TotalSeconds), plans[^1].Elapsed.TotalSeconds);
        Assert.Throws<InputException>(() => CallPlanner.Plan(
            [FpxPlanJob.Contact], new PlanQuery { Tenants = long.MaxValue / 2, ContactsPerTenant = long.MaxValue / 2, IsFiltered = true }, new PlanPace()));
    }

    [Fact]
    public void Jobs_share_the_minute_and_begin_in_the_wave_of_the_one_before()
    {
        // Each alone would go through at once.
        IReadOnlyList<FpxPlan> plans = CallPlanner.Plan(
            [FpxPlanJob.Entitlement, FpxPlanJob.MaxEntitlement], new PlanQuery { Tenants = 10_000, IsKept = _ => true }, new PlanPace { Latency = TimeSpan.Zero });

        Assert.Equal([TimeSpan.Zero, TimeSpan.FromMinutes(1)], plans.Select(plan => plan.Duration));
        Assert.Equal([FpxPlanBound.Latency, FpxPlanBound.RateLimit], plans.Select(plan => plan.BoundBy));
        // Two jobs of 400 calls and a list, five under way: the second has 600 - 400 at once, and the rest a minute after the first call.
        IReadOnlyList<FpxPlan> waves = CallPlanner.Plan(
            [FpxPlanJob.Entitlement, FpxPlanJob.MaxEntitlement], new PlanQuery { Tenants = 10_000 }, new PlanPace { Latency = TimeSpan.FromSeconds(0.1) });

        Assert.Equal([8, 60 + 5], waves.Select(plan => (int)plan.Elapsed.TotalSeconds));
    }

    [Fact]
    public void A_number_is_exact_as_far_as_it_follows_and_lists_are_read_once()
    {
        Assert.True(One(FpxPlanJob.Entitlement, 100).IsExact);
        Assert.False(One(FpxPlanJob.Contact, 100).IsExact);
        Assert.True(One(FpxPlanJob.Contact, 100, query => query.ContactsPerTenant = 3).IsExact);
        Assert.False(One(FpxPlanJob.Entitlement, 100, query => query.ResolveService = true).IsExact);
        FpxPlanJob[] jobs = [FpxPlanJob.NoteNew, FpxPlanJob.NoteNew];
        Assert.Equal([11L, 10L], CallPlanner.Plan(jobs, new PlanQuery { Tenants = 10 }, new PlanPace()).Select(plan => plan.Calls));
        Assert.Equal([10L, 10L], CallPlanner.Plan(jobs, new PlanQuery { Tenants = 10, IsKept = route => route == "noteCategories" }, new PlanPace()).Select(plan => plan.Calls));
    }

    [Fact]
    public void The_time_follows_from_the_latency_the_limit_and_what_was_used_already()
    {
        // One after the other, ten thousand and a list.
        FpxPlan slow = One(FpxPlanJob.NoteNew, 10_000, pace: new PlanPace { Latency = TimeSpan.FromSeconds(1) });
        Assert.Equal((TimeSpan.FromSeconds(10_001), FpxPlanBound.Latency, true), (slow.Elapsed, slow.BoundBy, slow.FitsFairShare));
        Assert.Equal([60, 0], new[] { 99, 100 }.Select(left => One(FpxPlanJob.TenantById, 100, pace: new PlanPace { CallsLeft = left, Latency = TimeSpan.Zero }).Elapsed.TotalSeconds));
        // Three hours are the fair share.
        Assert.Equal([true, false], new[] { 181 * 600, (181 * 600) + 1 }.Select(calls => One(FpxPlanJob.TenantById, calls, pace: new PlanPace { Latency = TimeSpan.Zero }).FitsFairShare));
    }

    [Theory]
    [InlineData(1, 7)]
    [InlineData(7, 7)]
    [InlineData(8, 7)]
    [InlineData(14, 7)]
    [InlineData(15, 7)]
    [InlineData(50, 7)]
    [InlineData(1201, 600)]
    public void The_time_is_the_one_that_the_limiter_takes(int calls, int limit)
    {
        FpxPlan plan = One(FpxPlanJob.TenantById, calls, pace: new PlanPace { RequestsPerMinute = limit, Latency = TimeSpan.Zero });

        // The limiter waits a millisecond more each minute, since a window's end belongs to it.
        TimeSpan taken = TimeThatTheLimiterTakes(calls, limit);
        Assert.InRange(taken - plan.Elapsed, TimeSpan.Zero, TimeSpan.FromMilliseconds(calls));
    }

    private static TimeSpan TimeThatTheLimiterTakes(int calls, int limit)
    {
        var clock = new TestClock();
        DateTimeOffset start = clock.Now;
        var permits = new MemoryPermits(clock);
        for (int sent = 0; sent < calls; sent++)
        {
            Task<Permit> taken = permits.AcquireAsync(limit, wider: null, CancellationToken.None);
            while (!taken.IsCompleted) clock.AdvanceToNextTimer();
            using Permit permit = taken.GetAwaiter().GetResult();
            permit.IsUsed = true;
        }

        return clock.Now - start;
    }

    private static FpxPlan One(FpxPlanJob job, long tenants, Action<PlanQuery>? change = null, PlanPace? pace = null)
    {
        var query = new PlanQuery { Tenants = tenants };
        change?.Invoke(query);
        return CallPlanner.Plan([job], query, pace ?? new PlanPace()).Single();
    }
}
