namespace FastTrackFpx.Referrals;

/// <summary>A cmdlet that takes what is known of an accepted referral.</summary>
public abstract class AcceptedReferralCmdlet : ReferralCmdlet
{
    /// <summary>Whether value-added services were sold. $true requires an estimated value, and $false allows none.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ValueAddedServicesSold"), ArgumentCompleter(typeof(YesNoCompleter)), AllowNull]
    public YesNo? ServicesSold { get; set; }

    /// <summary>The estimated value of the services sold, as one of the service's ranges: name, id or object.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ServicesEstimatedValue", "ServicesEstimatedValueId"), LookupTransformation("ServicesEstimatedValueId")]
    [ArgumentCompleter(typeof(LookupCompleter<FpxReferralServiceValue>)), AllowEmptyString]
    public string? EstimatedValue { get; set; }

    /// <summary>The state of the work on the referral: name, id or object.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ReferralStatusId"), LookupTransformation("ReferralStatusId")]
    [ArgumentCompleter(typeof(LookupCompleter<FpxReferralStatus>)), AllowEmptyString]
    public string? ReferralStatus { get; set; }

    /// <summary>An accepted referral as it is wanted: what was typed or is in a row, otherwise what was edited on the referral; the rest stays.</summary>
    private protected async Task<ReferralChange> AcceptedAsync(CmdletRun run, FpxClient client, FpxReferral current)
    {
        bool isEdit = Edited is not null && !IsTyped(nameof(ReferralStatus)) && !IsTyped(nameof(ServicesSold)) && !IsTyped(nameof(EstimatedValue));
        Optional<bool?>? sold = isEdit ? (Edited!.ValueAddedServicesSold == current.ValueAddedServicesSold ? null : new(Edited.ValueAddedServicesSold))
            : IsGiven(nameof(ServicesSold)) ? new(ServicesSold)
            : null;
        return ReferralChange.ForAccepted(
            current,
            await GivenAsync<FpxReferralStatus>(ReferralStatus, Edited?.ReferralStatus, current.ReferralStatus, nameof(ReferralStatus)).ConfigureAwait(false),
            sold,
            await GivenAsync<FpxReferralServiceValue>(EstimatedValue, Edited?.ServicesEstimatedValue, current.ServicesEstimatedValue, nameof(EstimatedValue)).ConfigureAwait(false));

        async Task<Optional<FpxLookup?>?> GivenAsync<T>(string? typed, FpxLookup? edited, FpxLookup? present, string parameter)
            where T : FpxLookup
        {
            if (!isEdit) return IsGiven(parameter) ? new(await EntryAsync<T>(run, client, typed, parameter).ConfigureAwait(false)) : null;
            if (LookupResolver.IsUnedited(edited, present)) return null;
            IReadOnlyList<T> list = await client.Lookups.GetAsync<T>(refresh: false, run.Stopping).ConfigureAwait(false);
            return new(Faults.Collect(() => LookupResolver.Resolve(edited, present, list, parameter, SkipValidation)));
        }
    }

    // Of a referral that is piped in itself only the edits count, and of a row its cells.
    private bool IsGiven(string parameter) => Edited is null ? IsBound(parameter) : IsTyped(parameter);
}
