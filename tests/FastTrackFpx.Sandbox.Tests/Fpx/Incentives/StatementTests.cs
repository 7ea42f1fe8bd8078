namespace FastTrackFpx.Sandbox.Tests.Fpx.Incentives;

public sealed class StatementTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    private readonly TestSandbox _sandbox = fixture.Sandbox;

    [Fact]
    public async Task Totals_are_the_sums_of_the_transactions_to_the_cent()
    {
        JsonElement[] statements = [.. (await _sandbox.GetAsync("incentives/statements")).EnumerateArray()];
        Assert.True(statements.Length > 3);
        foreach (JsonElement statement in statements)
        {
            JsonElement[] transactions = [.. statement.Items("transactions")];
            Assert.Equal(transactions.Sum(t => t.Amount("paymentUSD")), statement.Amount("totalPaidUSD"));
            Assert.Equal(transactions.Sum(t => t.Amount("paymentLocal")), statement.Amount("totalPaidLocal"));
            Assert.Single(transactions.Select(t => t.Text("localCurrency")).Distinct());
        }

        Assert.True(statements.SelectMany(s => s.Items("transactions")).Select(t => t.Text("localCurrency")).Distinct().Count() > 2);
        Assert.Contains(statements, s => s.Amount("totalPaidUSD") % 1 != 0);
    }

    [Fact]
    public async Task The_default_is_the_last_three_periods_and_periods_tenants_and_programs_filter()
    {
        int[] last = [.. (await _sandbox.GetAsync("incentives/YearPeriods")).EnumerateArray().Select(p => p.Number("id")).TakeLast(3)];
        Assert.Equal(last, await PeriodsAsync(""));
        Assert.Equal(new[] { 1 }, await PeriodsAsync("?PaymentPeriodIds=1"));
        Assert.Equal(new[] { 1, 2 }, await PeriodsAsync("?paymentPeriodIds=1&paymentPeriodIds=2"));
        JsonElement[] all = await TransactionsAsync("");
        string tenant = all[0].Text("tenantId");
        JsonElement[] ofTenant = await TransactionsAsync("?tenants=" + tenant);
        Assert.Equal(all.Where(t => t.Text("tenantId") == tenant).Select(t => t.ToString()), ofTenant.Select(t => t.ToString()));
        Assert.All(await TransactionsAsync("?ProgramIds=2"), t => Assert.Equal(2, t.GetProperty("program").Number("id")));
    }

    [Fact]
    public async Task Usage_matches_the_seats_and_has_counts_beyond_32_bits()
    {
        JsonElement[] customers = [.. (await _sandbox.GetAsync("usage/current")).Items("customers")];
        Assert.Equal(50, customers.Length);
        JsonElement first = customers[0];
        JsonElement totals = await _sandbox.GetAsync($"tenants/{first.Text("customerId")}/services/maxEntitlements");
        Assert.Equal(totals.GetArrayLength(), first.GetProperty("workloads").GetArrayLength() + first.GetProperty("unclaimedWorkloads").GetArrayLength());
        Assert.Contains(customers, c => c.Items("workloads").Any(w => w.GetProperty("hwm").GetInt64() > int.MaxValue));
        Assert.Contains(customers, c => c.GetProperty("unclaimedWorkloads").GetArrayLength() > 0);
        Assert.Contains(customers, c => c.GetProperty("excludedWorkloads").GetArrayLength() > 0);
    }

    private async Task<int[]> PeriodsAsync(string query) =>
        [.. (await _sandbox.GetAsync("incentives/Statements" + query)).EnumerateArray().Select(s => s.GetProperty("yearPeriod").Number("id")).Distinct()];

    private async Task<JsonElement[]> TransactionsAsync(string query) =>
        [.. (await _sandbox.GetAsync("incentives/Statements" + query)).EnumerateArray().SelectMany(s => s.Items("transactions"))];
}
