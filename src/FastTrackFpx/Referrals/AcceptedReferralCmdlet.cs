namespace FastTrackFpx.Referrals;

/// <summary>A cmdlet that takes what is known of an accepted referral.</summary>
public abstract class AcceptedReferralCmdlet : ReferralCmdlet
{
    /// <summary>Whether value-added services were sold. $true requires an estimated value, and $false allows none.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true), Alias("ValueAddedServicesSold"), ArgumentCompleter(typeof(YesNoCompleter)), AllowNull]
    public YesNo? ServicesSold { get; set; }

    /// <summary>The estimated value of the services sold, as one of the service's ranges: name, id or object.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ServicesEstimatedValue", "ServicesEstimatedValueId"), LookupTransformation("ServicesEstimatedValueId")]
    [ArgumentCompleter(typeof(LookupCompleter<FpxReferralServiceValue>)), AllowEmptyString]
    public string? EstimatedValue { get; set; }

    /// <summary>The state of the work on the referral: name, id or object.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true), Alias("ReferralStatusId"), LookupTransformation("ReferralStatusId")]
    [ArgumentCompleter(typeof(LookupCompleter<FpxReferralStatus>)), AllowEmptyString]
    public string? ReferralStatus { get; set; }

    /// <summary>An accepted referral as it is wanted: what was typed or is in a row, otherwise what was edited on the referral; the rest stays.</summary>
    private protected async Task<FpxReferral> AcceptedAsync(CmdletRun run, FpxClient client, FpxReferral current)
    {
        bool isEdit = Edited is not null && !IsTyped(nameof(ReferralStatus)) && !IsTyped(nameof(ServicesSold)) && !IsTyped(nameof(EstimatedValue));
        FpxReferral wanted = current.Copy();
        wanted.DeclineReason = null;
        if (isEdit) wanted.ValueAddedServicesSold = Edited!.ValueAddedServicesSold;
        else if (IsGiven(nameof(ServicesSold))) wanted.ValueAddedServicesSold = ServicesSold;
        wanted.ReferralStatus = await WantedAsync<FpxReferralStatus>(
            ReferralStatus, Edited?.ReferralStatus, current.ReferralStatus, nameof(ReferralStatus)).ConfigureAwait(false);
        FpxLookup? value = await WantedAsync<FpxReferralServiceValue>(
            EstimatedValue, Edited?.ServicesEstimatedValue, current.ServicesEstimatedValue, nameof(EstimatedValue)).ConfigureAwait(false);

        // Without a sale, a value that was not specified is removed.
        bool isPresent = ReferenceEquals(value, current.ServicesEstimatedValue);
        wanted.ServicesEstimatedValue = isPresent && wanted.ValueAddedServicesSold != true ? null : value;
        return wanted;

        async Task<FpxLookup?> WantedAsync<T>(string? typed, FpxLookup? edited, FpxLookup? present, string parameter)
            where T : FpxLookup
        {
            if (!isEdit) return IsGiven(parameter) ? await EntryAsync<T>(run, client, typed, parameter).ConfigureAwait(false) : present;
            if (LookupResolver.IsUnedited(edited, present)) return present;
            IReadOnlyList<T> list = await new LookupsEndpoint(client).GetAsync<T>(refresh: false, run.Stopping).ConfigureAwait(false);
            return Faults.Collect(() => LookupResolver.Resolve(edited, present, list, parameter, SkipValidation));
        }
    }

    // Of a referral that is piped in itself only the edits count, and of a row its cells.
    private bool IsGiven(string parameter) => Edited is null ? IsBound(parameter) : IsTyped(parameter);
}
