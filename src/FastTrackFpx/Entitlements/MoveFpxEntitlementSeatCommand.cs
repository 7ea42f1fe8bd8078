namespace FastTrackFpx.Entitlements;

/// <summary>Moves seats of a tenant's service between statuses: <c>PATCH tenants/{tenantId}/services/{serviceId}/entitlements</c>.</summary>
[Cmdlet(VerbsCommon.Move, "FpxEntitlementSeat", SupportsShouldProcess = true, DefaultParameterSetName = ByCount), OutputType(typeof(FpxEntitlement))]
public sealed class MoveFpxEntitlementSeatCommand : SeatCmdlet
{
    private const string ByCount = "Count";
    private const string Everything = "All";
    private const string ByRow = "InputObject";

    /// <summary>The tenant: its id, its name, or an object with a <c>TenantId</c> property.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByCount)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = Everything)]
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = ByRow)]
    [TenantIdTransformation(FromRow = true), ArgumentCompleter(typeof(TenantCompleter))]
    public TenantReference TenantId { get; set; }

    /// <summary>The service: name, id, or the object that <c>Get-FpxService</c> returns.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = ByCount)]
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = Everything)]
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = ByRow)]
    [Alias("ServiceId", "Workload"), LookupTransformation("ServiceId"), ArgumentCompleter(typeof(LookupCompleter<FpxService>)), AllowEmptyString, AllowNull]
    public string Service { get; set; } = string.Empty;

    /// <summary>The first-level status that the seats leave: name, id or object. The status is removed if no seat remains.</summary>
    [Parameter(Mandatory = true, Position = 2, ParameterSetName = ByCount)]
    [Parameter(Mandatory = true, Position = 2, ParameterSetName = Everything)]
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true, ParameterSetName = ByRow)]
    [Alias("L1"), LookupTransformation("L1Id"), ArgumentCompleter(typeof(LookupCompleter<FpxEntitlementStatus>)), AllowEmptyString, AllowNull]
    public string From { get; set; } = string.Empty;

    /// <summary>The first-level status that receives the seats. It is added if the service has no record of it yet.</summary>
    [Parameter(Mandatory = true, Position = 3, ParameterSetName = ByCount)]
    [Parameter(Mandatory = true, Position = 3, ParameterSetName = Everything)]
    [Parameter(Position = 3, ValueFromPipelineByPropertyName = true, ParameterSetName = ByRow)]
    [LookupTransformation("L1Id"), ArgumentCompleter(typeof(LookupCompleter<FpxEntitlementStatus>)), AllowEmptyString, AllowNull]
    public string To { get; set; } = string.Empty;

    /// <summary>The second level of the status that receives the seats: name, id or object. It applies to all seats of that status.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true), LookupTransformation("L2Id"), ArgumentCompleter(typeof(EntitlementL2Completer)), AllowEmptyString]
    public string? ToL2 { get; set; }

    /// <summary>The third level of the status that receives the seats: name, id or object. It applies to all seats of that status.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true), LookupTransformation("L3Id"), ArgumentCompleter(typeof(EntitlementL3Completer)), AllowEmptyString]
    public string? ToL3 { get; set; }

    /// <summary>The number of seats to move.</summary>
    [Parameter(Mandatory = true, Position = 4, ParameterSetName = ByCount)]
    [Parameter(Position = 4, ValueFromPipelineByPropertyName = true, ParameterSetName = ByRow)]
    [ArgumentCompleter(typeof(NoValueCompleter)), AllowNull]
    public WholeNumber? Count { get; set; }

    /// <summary>Moves all seats of the status.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Everything)]
    [Parameter(ParameterSetName = ByRow)]
    public SwitchParameter All { get; set; }

    /// <summary>A row or object with properties named after the parameters, such as those from <c>Import-Csv</c> and <c>Get-FpxTenant</c>.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByRow), ArgumentCompleter(typeof(NoValueCompleter))]
    public PSObject? InputObject { get; set; }

    /// <summary>Moves the seats even if the service has changed the records while the prompt was open.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Skips the checks of the documented rules, and their warnings. The service decides.</summary>
    [Parameter]
    public SwitchParameter SkipValidation { get; set; }

    /// <summary>Returns the records as the service stores them afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override bool SkipsValidation => SkipValidation;

    private protected override object? PipelineInput => InputObject;

    private protected override string? ParameterFor(string field) => base.ParameterFor(field) ?? field.ToUpperInvariant() switch
    {
        "ENTITLEMENTCOUNT" => All ? nameof(All) : nameof(Count),
        "L1ID" => nameof(To),
        _ => null,
    };

    // Of the set that a move leads to, only the status that the seats come to is news; whatever else is wrong with it was wrong before.
    private protected override string ParameterOf(FpxRuleFinding finding) => finding.RuleId switch
    {
        EntitlementRules.MoveCount or EntitlementRules.MoveStatus => finding.ParameterName,
        EntitlementRules.Combination or EntitlementRules.StatusChain => nameof(To),
        _ => nameof(Service),
    };

    private protected override async Task WriteAsync(CmdletRun run, FpxClient client, FpxWrites writes)
    {
        if (!All && Count is null) Faults.Add(Missing(nameof(Count)));
        Require(
            (!TenantId.IsEmpty, nameof(TenantId)),
            (!string.IsNullOrWhiteSpace(Service), nameof(Service)),
            (!string.IsNullOrWhiteSpace(From), nameof(From)),
            (!string.IsNullOrWhiteSpace(To), nameof(To)));
        if (All && Count is not null)
            throw new InputException(ErrorCode.InvalidInput, "-Count: -All moves every seat.", nameof(Count), "Leave one of them out.");
        EntitlementFacts facts = await FactsAsync(run, client, writes, TenantId, Service).ConfigureAwait(false);
        FpxLookup? from = Faults.Collect(() => StatusTable.FindL1(From, facts, nameof(From)));
        (FpxLookup? to, string? toL2, string? toL3) = Target(facts);
        Faults.ThrowIfAny([]);
        FpxLookup? l2 = StatusTable.Level(toL2, null, facts.SecondLevels(to), nameof(ToL2), SkipValidation);
        FpxLookup? l3 = StatusTable.Level(toL3, null, facts.ThirdLevels(to, l2), nameof(ToL3), SkipValidation);
        EntitlementPlan plan = EntitlementPlanner.FromMove(facts, from!, to!, Count, l2, l3);

        // A move that does not add up is nothing that could be sent, whatever is skipped.
        if (plan.ToSend.Count == 0) plan.ThrowIfRefused();
        await CarryOutAsync(run, writes, plan, Force, PassThru).ConfigureAwait(false);
    }

    /// <summary>The status that receives the seats, which <c>-To</c> may name as a path: <c>Blocked/Technical</c>.</summary>
    private (FpxLookup? L1, string? L2, string? L3) Target(EntitlementFacts facts)
    {
        string[] levels = To.Split('/').Select(level => level.Trim()).ToArray();
        bool isPath = levels.Length is 2 or 3 && !facts.FirstLevels.Exists(l1 => NamePattern.Same(l1.Name, To));
        return (
            Faults.Collect(() => StatusTable.FindL1(isPath ? levels[0] : To, facts, nameof(To), SkipValidation)),
            ToL2 is { Length: > 0 } ? ToL2 : isPath ? levels[1] : null,
            ToL3 is { Length: > 0 } ? ToL3 : isPath && levels.Length == 3 ? levels[2] : null);
    }
}
