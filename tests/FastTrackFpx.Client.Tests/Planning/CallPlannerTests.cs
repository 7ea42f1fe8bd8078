using FastTrackFpx.Planning;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.Client.Tests.Planning;

public sealed class CallPlannerTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(25, 1)]
    [InlineData(26, 2)]
    [InlineData(10_000, 400)]
    [InlineData(10_001, 401)]
    public void Entitlements_take_a_call_for_25_tenants(long tenants, long calls) => Assert.Equal(calls, One(FpxPlanJob.Entitlement, tenants).Calls);

    [Theory]
    [InlineData(100, 1)]
    [InlineData(101, 2)]
    [InlineData(400, 4)]
    [InlineData(401, 4 + 25)]
    [InlineData(1000, 4 + (6 * 25))]
    public void Contacts_of_a_group_are_read_together_for_four_pages_and_alone_from_there(long contactsPerTenant, long calls) =>
        Assert.Equal(calls, One(FpxPlanJob.Contact, 25, query => query.ContactsPerTenant = contactsPerTenant).Calls);

    [Fact]
    public void A_tenant_that_is_left_alone_takes_its_pages() =>
        Assert.Equal(4 + 25 + 5, One(FpxPlanJob.Contact, 26, query => query.ContactsPerTenant = 500).Calls);

    [Fact]
    public void What_picks_from_each_tenant_takes_a_call_for_each_of_them()
    {
        // And the list by which the name is found.
        Assert.Equal(1001, One(FpxPlanJob.Entitlement, 1000, query => query.IsFiltered = true).Calls);
        Assert.Equal(2001, One(FpxPlanJob.Contact, 1000, query => (query.IsFiltered, query.ContactsPerTenant) = (true, 101)).Calls);
    }

    [Fact]
    public void A_job_about_tenants_needs_their_number()
    {
        var fault = Assert.Throws<InputException>(() => CallPlanner.Plan([FpxPlanJob.Tenant, FpxPlanJob.Contact], new PlanQuery(), new PlanPace()));
        Assert.Equal("TenantCount", fault.ParameterName);
        fault = Assert.Throws<InputException>(() => CallPlanner.Plan([FpxPlanJob.ReferralSet], new PlanQuery { Tenants = 1 }, new PlanPace()));
        Assert.Equal("ReferralCount", fault.ParameterName);
    }

    [Fact]
    public void More_calls_than_can_be_counted_are_refused() => Assert.Throws<InputException>(() => CallPlanner.Plan(
        [FpxPlanJob.Contact], new PlanQuery { Tenants = long.MaxValue / 2, ContactsPerTenant = long.MaxValue / 2, IsFiltered = true }, new PlanPace()));

    [Fact]
    public void Every_job_can_be_planned()
    {
        IReadOnlyList<FpxPlan> plans = CallPlanner.Plan(Enum.GetValues<FpxPlanJob>(), new PlanQuery { Tenants = 100, Referrals = 10 }, new PlanPace());

        Assert.All(plans, plan => Assert.True(plan.Calls > 0 && plan.Cmdlet!.Contains("-Fpx") && plan.Basis!.Length > 0, plan.ToString()));
        Assert.Equal(plans.Sum(plan => plan.Duration.TotalSeconds), plans[^1].Elapsed.TotalSeconds);
    }

    [Fact]
    public void Jobs_share_the_minute()
    {
        // Each alone would go through at once.
        IReadOnlyList<FpxPlan> plans = CallPlanner.Plan(
            [FpxPlanJob.Entitlement, FpxPlanJob.MaxEntitlement], new PlanQuery { Tenants = 10_000, IsKept = _ => true }, new PlanPace { Latency = TimeSpan.Zero });

        Assert.Equal([TimeSpan.Zero, TimeSpan.FromMinutes(1)], plans.Select(plan => plan.Duration));
        Assert.Equal([FpxPlanBound.Latency, FpxPlanBound.RateLimit], plans.Select(plan => plan.BoundBy));
    }

    [Fact]
    public void A_job_begins_in_the_wave_that_the_one_before_it_has_begun()
    {
        // Two jobs of 400 calls and a list, five under way: the second has 600 - 400 at once, and the rest a minute after the first call.
        IReadOnlyList<FpxPlan> plans = CallPlanner.Plan(
            [FpxPlanJob.Entitlement, FpxPlanJob.MaxEntitlement], new PlanQuery { Tenants = 10_000 }, new PlanPace { Latency = TimeSpan.FromSeconds(0.1) });

        Assert.Equal([8, 60 + 5], plans.Select(plan => (int)plan.Elapsed.TotalSeconds));
    }

    [Fact]
    public void A_list_is_read_once_in_a_plan_and_not_at_all_when_it_is_kept()
    {
        FpxPlanJob[] jobs = [FpxPlanJob.NoteNew, FpxPlanJob.NoteNew];

        Assert.Equal([11L, 10L], CallPlanner.Plan(jobs, new PlanQuery { Tenants = 10 }, new PlanPace()).Select(plan => plan.Calls));
        Assert.Equal([10L, 10L], CallPlanner.Plan(jobs, new PlanQuery { Tenants = 10, IsKept = route => route == "noteCategories" }, new PlanPace()).Select(plan => plan.Calls));
    }

    [Fact]
    public void A_number_is_exact_as_far_as_it_follows_from_what_was_said()
    {
        Assert.True(One(FpxPlanJob.Entitlement, 100).IsExact);
        Assert.False(One(FpxPlanJob.Contact, 100).IsExact);
        Assert.True(One(FpxPlanJob.Contact, 100, query => query.ContactsPerTenant = 3).IsExact);
        Assert.False(One(FpxPlanJob.Entitlement, 100, query => query.ResolveService = true).IsExact);
    }

    [Fact]
    public void Slow_answers_bind_where_the_limit_does_not()
    {
        FpxPlan plan = One(FpxPlanJob.NoteNew, 10_000, pace: new PlanPace { Latency = TimeSpan.FromSeconds(1) });

        // One after the other, ten thousand and a list.
        Assert.Equal((TimeSpan.FromSeconds(10_001), FpxPlanBound.Latency, true), (plan.Elapsed, plan.BoundBy, plan.FitsFairShare));
    }

    [Fact]
    public void Three_hours_are_the_fair_share()
    {
        const int withinThreeHours = 181 * 600;
        Assert.True(One(FpxPlanJob.TenantById, withinThreeHours, pace: new PlanPace { Latency = TimeSpan.Zero }).FitsFairShare);
        Assert.False(One(FpxPlanJob.TenantById, withinThreeHours + 1, pace: new PlanPace { Latency = TimeSpan.Zero }).FitsFairShare);
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

    [Fact]
    public void What_was_used_already_comes_first()
    {
        Assert.Equal(60, One(FpxPlanJob.TenantById, 100, pace: new PlanPace { CallsLeft = 99, Latency = TimeSpan.Zero }).Elapsed.TotalSeconds);
        Assert.Equal(0, One(FpxPlanJob.TenantById, 100, pace: new PlanPace { CallsLeft = 100, Latency = TimeSpan.Zero }).Elapsed.TotalSeconds);
    }

    private static TimeSpan TimeThatTheLimiterTakes(int calls, int limit)
    {
        var clock = new TestClock();
        DateTimeOffset start = clock.Now;
        using var limiter = new PermitLimiter(new MemoryPermits(clock), limit, clock);
        for (int sent = 0; sent < calls; sent++)
        {
            var lease = limiter.AcquireAsync(1, CancellationToken.None).AsTask();
            while (!lease.IsCompleted) clock.AdvanceToNextTimer();
            using var permit = (Permit)lease.GetAwaiter().GetResult();
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
