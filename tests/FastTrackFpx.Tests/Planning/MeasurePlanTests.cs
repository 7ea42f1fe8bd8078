namespace FastTrackFpx.Tests.Planning;

/// <summary>What a plan says, without any sandbox: it makes no call.</summary>
public sealed class MeasurePlanTests : SandboxBench
{
    [Fact]
    public void A_plan_needs_no_connection_but_its_tenants_and_makes_no_call()
    {
        PSObject plan = Open().Run("Measure-FpxPlan -Job Entitlement -TenantCount 10000").Succeeded().Output.Single()!;
        Assert.Equal([400L, true, 600, TimeSpan.FromMilliseconds(200)], new[] { "Calls", "IsExact", "RequestsPerMinute", "Latency" }.Select(name => Of(plan, name)));
        Assert.Empty(Calls);
        ErrorRecordAssert.One(Open().Run("Measure-FpxPlan -Job Usage -Connection none"), "NotConnected", ErrorCategory.ConnectionError);
        ErrorRecordAssert.One(Open().Run("Measure-FpxPlan -Job Contact"), "InvalidInput", ErrorCategory.InvalidArgument);
    }

    [Fact]
    public void The_connections_limit_and_latency_are_reckoned_with_unless_others_are_given()
    {
        Connect(Session, ("RequestsPerMinute", 50), ("Name", "Slow"));

        PSObject seen = Plan(("Job", "TenantById"), ("TenantCount", 50L)).Single()!;
        PSObject given = Plan(("Job", "TenantById"), ("TenantCount", 49L), ("RequestsPerMinute", 100), ("LatencyMs", 5000.0)).Single()!;

        // The check at the connection has used one of fifty.
        Assert.Equal((50, "RateLimit"), ((int)Of(seen, "RequestsPerMinute")!, Of(seen, "BoundBy")!.ToString()));
        Assert.InRange((TimeSpan)Of(seen, "Latency")!, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(30));
        // Nine calls under way use up a hundred a minute where each takes five seconds.
        Assert.Equal((TimeSpan.FromSeconds(28), "Latency"), ((TimeSpan)Of(given, "Elapsed")!, Of(given, "BoundBy")!.ToString()));
    }

    [Fact]
    public void Rows_are_counted_and_their_tenants_told_apart()
    {
        Guid[] tenants = [Guid.NewGuid(), Guid.NewGuid()];
        IEnumerable<PSObject> rows = Enumerable.Range(0, 10).Select(number => InputRow.Of(("TenantId", tenants[number % 2].ToString("N")), ("Name", "Somebody")));
        SessionResult result = Open().Run($"{rows} | Measure-FpxPlan -Job ContactRemove, TenantById").Succeeded();
        Assert.Equal([12L, 10L], All(result, "Calls"));
        Assert.Equal([2L, 10L], All(result, "Tenants"));
    }

    private IReadOnlyList<PSObject?> Plan(params (string? Name, object? Value)[] parameters) => [.. Session.Run("Measure-FpxPlan", parameters).Succeeded().Output];
}
