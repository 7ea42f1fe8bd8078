using FastTrackFpx.Changes;
using FastTrackFpx.Connection;
using FastTrackFpx.Parameters;
using FastTrackFpx.Pipeline;
using FastTrackFpx.Tenants;

namespace FastTrackFpx.Entitlements;

/// <summary>
/// Moves seats of a tenant's service from one status to another: works out a valid set from the present one and sends it
/// (<c>PATCH tenants/{tenantId}/services/{serviceId}/entitlements</c>). Gives the records there are afterwards.
/// </summary>
[Cmdlet(VerbsCommon.Move, "FpxEntitlementSeat", SupportsShouldProcess = true, DefaultParameterSetName = ByCount)]
[OutputType(typeof(FpxEntitlement))]
public sealed class MoveFpxEntitlementSeatCommand : SeatCmdlet
{
    private const string ByCount = "Count";
    private const string Everything = "All";
    private const string ByRow = "InputObject";

    /// <summary>The tenant: its id, its name, or an object with a TenantId property.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByCount)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = Everything)]
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = ByRow)]
    [TenantIdTransformation]
    [ArgumentCompleter(typeof(TenantCompleter))]
    public TenantReference TenantId { get; set; }

    /// <summary>The service: name, id or the object that <c>Get-FpxService</c> gives.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = ByCount)]
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = Everything)]
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = ByRow)]
    [Alias("ServiceId", "Workload")]
    [LookupTransformation("ServiceId")]
    [ArgumentCompleter(typeof(LookupCompleter<FpxService>))]
    [AllowEmptyString]
    [AllowNull]
    public string Service { get; set; } = string.Empty;

    /// <summary>The first-level status that the seats leave: name, id or object. It goes when its last seat leaves.</summary>
    [Parameter(Mandatory = true, Position = 2, ParameterSetName = ByCount)]
    [Parameter(Mandatory = true, Position = 2, ParameterSetName = Everything)]
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true, ParameterSetName = ByRow)]
    [LookupTransformation("L1Id")]
    [ArgumentCompleter(typeof(LookupCompleter<FpxEntitlementStatus>))]
    [AllowEmptyString]
    [AllowNull]
    public string From { get; set; } = string.Empty;

    /// <summary>The first-level status that the seats come to; it is made when there is no record of it yet.</summary>
    [Parameter(Mandatory = true, Position = 3, ParameterSetName = ByCount)]
    [Parameter(Mandatory = true, Position = 3, ParameterSetName = Everything)]
    [Parameter(Position = 3, ValueFromPipelineByPropertyName = true, ParameterSetName = ByRow)]
    [LookupTransformation("L1Id")]
    [ArgumentCompleter(typeof(LookupCompleter<FpxEntitlementStatus>))]
    [AllowEmptyString]
    [AllowNull]
    public string To { get; set; } = string.Empty;

    /// <summary>How many seats.</summary>
    [Parameter(Mandatory = true, Position = 4, ParameterSetName = ByCount)]
    [Parameter(Position = 4, ValueFromPipelineByPropertyName = true, ParameterSetName = ByRow)]
    [WholeNumber(FromRow = true)]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public long Count { get; set; }

    /// <summary>All seats of the status.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Everything)]
    [Parameter(ParameterSetName = ByRow)]
    public SwitchParameter All { get; set; }

    /// <summary>A row or object whose properties are the parameters above, such as <c>Import-Csv</c> and <c>Get-FpxTenant</c> give.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByRow)]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public PSObject? InputObject { get; set; }

    /// <summary>Moves the seats although the service has changed the records while the question was asked.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Sends what breaks a rule as well, without warnings, and lets the service decide.</summary>
    [Parameter]
    public SwitchParameter SkipValidation { get; set; }

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
        Require(!TenantId.IsEmpty, nameof(TenantId));
        Require(!string.IsNullOrWhiteSpace(Service), nameof(Service));
        Require(!string.IsNullOrWhiteSpace(From), nameof(From));
        Require(!string.IsNullOrWhiteSpace(To), nameof(To));
        Require(All || IsBound(nameof(Count)), nameof(Count));
        if (All && IsBound(nameof(Count))) throw new InputException(FpxErrorCode.InvalidInput, "-Count: with -All every seat moves.", nameof(Count), "Leave one of them out.");
        var facts = (EntitlementFacts)await FactsAsync(run, client, writes, TenantId, Service).ConfigureAwait(false);
        FpxLookup from = StatusTable.FindL1(From, facts, nameof(From));
        FpxLookup to = StatusTable.FindL1(To, facts, nameof(To), SkipValidation);
        EntitlementPlan plan = EntitlementPlanner.FromMove(facts, from, to, All ? null : Count);

        // A move that does not add up is nothing that could be sent, whoever judges.
        if (plan.ToSend.Count == 0) plan.ThrowIfRefused();
        await CarryOutAsync(run, writes, plan, Force).ConfigureAwait(false);
    }
}
