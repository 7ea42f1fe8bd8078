using System.Diagnostics;

namespace FastTrackFpx.Referrals;

/// <summary>A cmdlet that changes a referral: <c>PATCH partnerReferrals/{partnerReferralId}</c>.</summary>
public abstract class ReferralCmdlet : WritingCmdlet
{
    private protected const string ByObject = "InputObject";

    private protected const string ByNumber = "ReferralId";

    private protected const string ByGuid = "PartnerReferralId";

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);
    private readonly Stopwatch _age = new();
    private List<FpxReferral> _all = [];

    /// <summary>
    /// A referral from <c>Get-FpxReferral</c>, its whole number or GUID, or a row with a ReferralId, RfaId or PartnerReferralId. The other columns of a row are
    /// bound to the parameters of the same name.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByObject), ArgumentCompleter(typeof(NoValueCompleter))]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>The whole-number id of the referral. Contacts and notes call it the RFA id.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByNumber), Alias("RfaId"), WholeNumber, ArgumentCompleter(typeof(NoValueCompleter))]
    public WholeNumber? ReferralId { get; set; }

    /// <summary>The referral's GUID.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByGuid), ArgumentCompleter(typeof(NoValueCompleter))]
    public Guid PartnerReferralId { get; set; }

    /// <summary>The acceptance status to send. Needed only if the names of the service's statuses do not show which one means accepted or declined.</summary>
    [Parameter]
    [Alias("AcceptanceStatusId"), LookupTransformation("AcceptanceStatusId"), ArgumentCompleter(typeof(LookupCompleter<FpxReferralAcceptanceStatus>))]
    public string? AcceptanceStatus { get; set; }

    /// <summary>Skips the checks of the documented rules, and their warnings. The service decides.</summary>
    [Parameter]
    public SwitchParameter SkipValidation { get; set; }

    /// <summary>Returns the referral as the service has it afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override bool SkipsValidation => SkipValidation;

    private protected override object? PipelineInput => ParameterSetName switch
    {
        ByObject => RowOrRecord(InputObject),
        ByNumber => ReferralId?.Value,
        _ => PartnerReferralId,
    };

    // The reference spells the field with one c. If no status was typed, the referral is in the wrong state.
    private protected override string? ParameterFor(string field)
    {
        string? parameter = base.ParameterFor(field.StartsWith("Aceptance", StringComparison.OrdinalIgnoreCase) ? nameof(AcceptanceStatus) : field);
        return parameter == nameof(AcceptanceStatus) && !IsBound(parameter) ? ParameterSetName : parameter;
    }

    private protected override string ParameterOf(FpxRuleFinding finding) => finding.ParameterName == ByObject ? ParameterSetName : finding.ParameterName;

    /// <summary>The referral that was piped in itself or as a whole copy; what was edited on it counts if nothing is typed.</summary>
    private protected FpxReferral? Edited { get; private set; }

    private protected abstract ReferralAction Action { get; }

    private protected abstract Task<FpxReferral> WantedAsync(CmdletRun run, FpxClient client, FpxReferral current);

    private protected sealed override async Task WriteAsync(CmdletRun run, FpxClient client, FpxWrites writes)
    {
        Edited = ParameterSetName == ByObject ? RecordCopy.Of<FpxReferral>(InputObject) : null;
        FpxReferral current = await FindAsync(run, client).ConfigureAwait(false);
        if (Edited is not null) ReferralChange.RequireReadOnlyUnedited(Edited, current, Action);
        ReferralChange change = new(Action, await WantedAsync(run, client, current).ConfigureAwait(false));
        Faults.ThrowIfAny(SkipsValidation ? [] : ReferralRules.Check(change, current).Select(InOwnTerms));
        if (ParameterSetName == ByObject && RecordCopy.OfFile(InputObject, current) is { } row) ReferralChange.RequireReadOnlyUnedited(row, current, Action);
        Validate(run, ReferralRules.Check(change, current));
        if (change.IsHeldBy(current))
        {
            run.Verbose($"Referral {current.ReferralId} already matches. Nothing to send.");
            if (PassThru) await run.WriteAsync(current).ConfigureAwait(false);
            return;
        }

        PlannedChange<FpxReferral> plan = new ReferralChanges(client, writes.Context).PlanSet(current, change);
        if (await ChangeAsync(run, writes, plan).ConfigureAwait(false) is not { } result) return;
        _all[_all.IndexOf(current)] = result.Value;
        if (PassThru) await run.WriteAsync(result.Value).ConfigureAwait(false);
    }

    /// <summary>An entry of a list by what the user wrote; null when nothing was written, or when no entry has it, which is reported with the rest.</summary>
    private protected async Task<FpxLookup?> EntryAsync<T>(CmdletRun run, FpxClient client, string? wanted, string parameterName)
        where T : FpxLookup
    {
        if (string.IsNullOrWhiteSpace(wanted)) return null;
        IReadOnlyList<T> list = await new LookupsEndpoint(client).GetAsync<T>(refresh: false, run.Stopping).ConfigureAwait(false);
        return Faults.Collect(() => LookupNames.Find(list, wanted!, parameterName, idsPass: SkipValidation));
    }

    private protected async Task<FpxLookup> AcceptanceAsync(CmdletRun run, FpxClient client, bool accepted)
    {
        var statuses = await new LookupsEndpoint(client).GetAsync<FpxReferralAcceptanceStatus>(refresh: false, run.Stopping).ConfigureAwait(false);
        return AcceptanceStatus is { Length: > 0 } named
            ? LookupNames.Find(statuses, named, nameof(AcceptanceStatus), idsPass: SkipValidation)
            : ReferralStates.Find(statuses, accepted);
    }

    // The API reads no referral by its id: the list is read, once for a pipeline of them.
    private async Task<FpxReferral> FindAsync(CmdletRun run, FpxClient client)
    {
        if (!_age.IsRunning || _age.Elapsed > Fresh)
        {
            _all = await new ReferralsEndpoint(client).ReadAllAsync(run.Stopping).ConfigureAwait(false);
            _age.Restart();
        }

        object? id = ParameterSetName switch
        {
            ByNumber => ReferralId!.Value,
            ByGuid => PartnerReferralId,
            _ => IdOf(InputObject),
        };
        return _all.FirstOrDefault(referral => id is long number ? referral.ReferralId == number : referral.PartnerReferralId == (Guid?)id)
            ?? throw new InputException(ErrorCode.NotFound, $"There is no referral {id}.", ParameterSetName, "Get-FpxReferral lists them.");
    }

    private static object IdOf(PSObject input)
    {
        if (input.BaseObject is string or ValueType) return IdOf(input.BaseObject, nameof(InputObject));
        foreach (string name in new[] { "PartnerReferralId", "ReferralId", "RfaId" })
        {
            // A record that was made by hand has zeros where it has no id.
            if (CellValue.Bare(input.Properties[name]?.Value) is { } value and not 0L && !Guid.Empty.Equals(value)) return IdOf(value, name);
        }

        throw new InputException(ErrorCode.InvalidInput, $"-InputObject: '{input}' has no ReferralId or PartnerReferralId.", nameof(InputObject),
            "Pass a referral, its ReferralId (RfaId) or PartnerReferralId, or a row that has one of them.");
    }

    private static object IdOf(object value, string name) => value switch
    {
        Guid id => id,
        _ when ParameterText.TryWholeNumber(value, out long number) => number,
        _ when Guid.TryParse(value.ToString(), out Guid id) => id,
        _ => throw new InputException(ErrorCode.InvalidInput, $"-{name}: '{value}' is not the whole number or the GUID of a referral.", name,
            "Correct the value. Get-FpxReferral lists the referrals."),
    };
}
