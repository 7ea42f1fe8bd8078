namespace FastTrackFpx.Incentives;

/// <summary>Gets what was paid to this partner: <c>GET incentives/Statements</c>.</summary>
[Cmdlet(VerbsCommon.Get, "FpxIncentiveStatement", DefaultParameterSetName = Statements)]
[OutputType(typeof(FpxIncentiveStatement), ParameterSetName = new[] { Statements })]
[OutputType(typeof(FpxIncentiveTransaction), ParameterSetName = new[] { Transactions })]
public sealed class GetFpxIncentiveStatementCommand : ConnectedCmdlet
{
    private const string Statements = "Statement";
    private const string Transactions = "Transaction";

    private readonly List<string> _periods = new();
    private readonly List<Guid> _tenants = new();

    /// <summary>
    /// The payment periods: number (202501), months in words, id, or the object that <c>Get-FpxIncentivePeriod</c> returns. Without it the service returns the
    /// last three periods.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true), Alias("PaymentPeriodId", "YearPeriod")]
    [LookupTransformation("PaymentPeriodId", "YearPeriod"), ArgumentCompleter(typeof(LookupCompleter<FpxIncentivePeriod>))]
    public string[]? Period { get; set; }

    /// <summary>Gets all payment periods instead of the last three.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>Only payments for these tenants, at most 150: ids, names, or objects with a <c>TenantId</c> property.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true), TenantIdTransformation, ArgumentCompleter(typeof(TenantCompleter))]
    public TenantReference[]? TenantId { get; set; }

    /// <summary>Only payments of these programs: name, id, or the object that <c>Get-FpxIncentiveProgram</c> returns.</summary>
    [Parameter, Alias("ProgramId"), LookupTransformation("ProgramId"), ArgumentCompleter(typeof(LookupCompleter<FpxIncentiveProgram>))]
    public string[]? Program { get; set; }

    /// <summary>Returns payments instead of statements, each with the partner and the period of its statement.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Transactions)]
    public SwitchParameter ExpandTransaction { get; set; }

    // One request for all inputs: the totals of a statement are of what was requested together.
    private protected override Func<CmdletRun, Task> Finish => run => ReadAsync(run, Observe(run));

    private protected override Task RunAsync(CmdletRun run, FpxClient client)
    {
        _periods.AddRange(Period ?? Array.Empty<string>());
        _tenants.AddRange((TenantId ?? []).Select(tenant => tenant.Id));
        return Task.CompletedTask;
    }

    private async Task ReadAsync(CmdletRun run, FpxClient client)
    {
        var query = new IncentiveQuery(
            await PeriodIdsAsync(run, client).ConfigureAwait(false),
            _tenants.Distinct().ToArray(),
            await new LookupsEndpoint(client).IdsAsync<FpxIncentiveProgram>(Program, nameof(Program), run.Stopping).ConfigureAwait(false));
        foreach (FpxIncentiveStatement statement in await new IncentivesEndpoint(client).GetStatementsAsync(query, run.Stopping).ConfigureAwait(false))
        {
            if (ExpandTransaction) await run.WriteAllAsync(IncentivesEndpoint.Flatten(statement)).ConfigureAwait(false);
            else await run.WriteAsync(statement).ConfigureAwait(false);
        }
    }

    private async Task<IReadOnlyList<string>> PeriodIdsAsync(CmdletRun run, FpxClient client)
    {
        if (!All) return await new LookupsEndpoint(client).IdsAsync<FpxIncentivePeriod>(_periods, nameof(Period), run.Stopping).ConfigureAwait(false);
        if (_periods.Count > 0)
            throw new InputException(ErrorCode.InvalidInput, "-All gets all periods, and -Period names some.", nameof(All), "Use one of the two.");
        var periods = await new LookupsEndpoint(client).KeepAsync(Lookup.Of<FpxIncentivePeriod>(), refresh: false, run.Stopping).ConfigureAwait(false);
        return [.. periods.Select(period => period.Id).OfType<string>()];
    }
}
