namespace FastTrackFpx.Entitlements;

/// <summary>Gets the possible statuses of seats: <c>GET entitlements/l1s</c> and those below, or all combinations: <c>GET entitlements/l1l2l3s</c>.</summary>
[Cmdlet(VerbsCommon.Get, "FpxEntitlementStatus", DefaultParameterSetName = OneLevel)]
[OutputType(typeof(FpxEntitlementStatus), ParameterSetName = new[] { OneLevel })]
[OutputType(typeof(FpxStatusCombination), ParameterSetName = new[] { Combinations })]
public sealed class GetFpxEntitlementStatusCommand : ConnectedCmdlet
{
    private const string OneLevel = "Level";
    private const string Combinations = "Combination";

    /// <summary>The level: 1, 2 or 3. The default is 1, with <c>-L1</c> 2, and with <c>-L2</c> 3.</summary>
    [Parameter(Position = 0, ParameterSetName = OneLevel), ValidateRange(1, 3), WholeNumber, ArgumentCompleter(typeof(NoValueCompleter))]
    public int Level { get; set; }

    /// <summary>Returns every valid combination, one row each. <c>-Service</c>, <c>-L1</c> and <c>-L2</c> narrow them down.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Combinations)]
    public SwitchParameter Combination { get; set; }

    /// <summary>The service of the second- or third-level statuses: name, id or object.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ServiceId", "Workload"), LookupTransformation("ServiceId"), ArgumentCompleter(typeof(LookupCompleter<FpxService>))]
    public string? Service { get; set; }

    /// <summary>The first-level status above: name, id or object.</summary>
    [Parameter, LookupTransformation("L1Id"), ArgumentCompleter(typeof(LookupCompleter<FpxEntitlementStatus>))]
    public string? L1 { get; set; }

    /// <summary>The second-level status above: name, id or object.</summary>
    [Parameter, LookupTransformation("L2Id"), ArgumentCompleter(typeof(EntitlementL2Completer))]
    public string? L2 { get; set; }

    /// <summary>The names to get. Wildcards are allowed, and case does not matter.</summary>
    [Parameter(ParameterSetName = OneLevel), SupportsWildcards, WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The ids to get.</summary>
    [Parameter(ParameterSetName = OneLevel), WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string[]? Id { get; set; }

    /// <summary>Reads the list again. Without it a list that is less than an hour old is used.</summary>
    [Parameter]
    public SwitchParameter Refresh { get; set; }

    private int WantedLevel => Level > 0 ? Level : L2 is not null ? 3 : L1 is not null ? 2 : 1;

    private protected override async Task RunAsync(CmdletRun run, FpxClient client)
    {
        var statuses = new EntitlementStatusesEndpoint(client);
        if (Combination)
        {
            IEnumerable<FpxStatusCombination> rows = await statuses.GetCombinationsAsync(Refresh, run.Stopping).ConfigureAwait(false);
            rows = Narrow(rows, StatusCombinations.ServiceOf, Service, nameof(Service));
            rows = Narrow(rows, row => row.L1, L1, nameof(L1));
            await run.WriteAllAsync(Narrow(rows, row => row.L2, L2, nameof(L2))).ConfigureAwait(false);
            return;
        }

        Require(2, Service, nameof(Service));
        Require(2, L1, nameof(L1));
        Require(3, L2, nameof(L2));
        await run.WriteChosenAsync(await ReadLevelAsync(run, client, statuses).ConfigureAwait(false), Lookup.L1.Entries, Name, Id).ConfigureAwait(false);
    }

    private void Require(int level, string? value, string parameter)
    {
        if (WantedLevel < level || value is not null) return;
        string needed = WantedLevel == 2 ? "-Service and -L1" : "-Service, -L1 and -L2";
        throw new InputException(
            ErrorCode.InvalidInput, $"Statuses of level {WantedLevel} belong to a service and the statuses above: -{parameter} is missing.",
            parameter, $"Add {needed}, or use -Combination.");
    }

    private async Task<IReadOnlyList<FpxEntitlementStatus>> ReadLevelAsync(CmdletRun run, FpxClient client, EntitlementStatusesEndpoint statuses)
    {
        IReadOnlyList<FpxEntitlementStatus> first = await statuses.GetL1Async(Refresh, run.Stopping).ConfigureAwait(false);
        if (WantedLevel == 1) return first;

        string service = (await new LookupsEndpoint(client).IdsAsync<FpxService>([Service!], nameof(Service), run.Stopping).ConfigureAwait(false))[0];
        string l1 = LookupNames.Find(first, L1!, nameof(L1)).Id!;
        IReadOnlyList<FpxEntitlementStatus> second = await statuses.GetBelowAsync(service, l1, null, Refresh, run.Stopping).ConfigureAwait(false);
        if (WantedLevel == 2) return second;

        string l2 = LookupNames.Find(second, L2!, nameof(L2)).Id!;
        return await statuses.GetBelowAsync(service, l1, l2, Refresh, run.Stopping).ConfigureAwait(false);
    }

    private static IEnumerable<FpxStatusCombination> Narrow(
        IEnumerable<FpxStatusCombination> rows, Func<FpxStatusCombination, FpxLookup?> level, string? wanted, string parameter)
    {
        if (wanted is null) return rows;
        FpxStatusCombination[] found = [.. rows.With(level, wanted)];
        if (found.Length > 0) return found;
        throw LookupNames.Unknown(wanted, rows.Select(level).OfType<FpxLookup>().GroupBy(status => status.Name).Select(same => same.First()), parameter);
    }
}
