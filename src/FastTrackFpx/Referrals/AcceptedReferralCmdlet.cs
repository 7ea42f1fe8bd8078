using FastTrackFpx.Connection;
using FastTrackFpx.Lookups;
using FastTrackFpx.Rest.Changes;

namespace FastTrackFpx.Referrals;

/// <summary>A cmdlet that takes what is known of an accepted referral.</summary>
public abstract class AcceptedReferralCmdlet : ReferralCmdlet
{
    /// <summary>Whether value-added services were sold. $true requires an estimated value, and $false allows none.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ValueAddedServicesSold")]
    [ArgumentCompleter(typeof(YesNoCompleter))]
    [AllowNull]
    public YesNo? ServicesSold { get; set; }

    /// <summary>The estimated value of the services sold, as one of the service's ranges: name, id or object.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ServicesEstimatedValue", "ServicesEstimatedValueId")]
    [LookupTransformation("ServicesEstimatedValueId")]
    [ArgumentCompleter(typeof(LookupCompleter<FpxReferralServiceValue>))]
    [AllowEmptyString]
    [AllowNull]
    public string? EstimatedValue { get; set; }

    /// <summary>The state of the work on the referral: name, id or object.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ReferralStatusId")]
    [LookupTransformation("ReferralStatusId")]
    [ArgumentCompleter(typeof(LookupCompleter<FpxReferralStatus>))]
    [AllowEmptyString]
    [AllowNull]
    public string? ReferralStatus { get; set; }

    /// <summary>An accepted referral as it is wanted: what was typed or is in a row, otherwise what was edited on the referral; the rest stays.</summary>
    private protected async Task<ReferralChange> AcceptedAsync(CmdletRun run, FpxClient client, FpxReferral current)
    {
        bool isEdit = Edited is not null && !IsTyped(nameof(ReferralStatus)) && !IsTyped(nameof(ServicesSold)) && !IsTyped(nameof(EstimatedValue));
        Optional<FpxLookup?>? status = null, value = null;
        Optional<bool?>? sold = null;
        if (isEdit)
        {
            if (!LookupResolver.IsUnedited(Edited!.ReferralStatus, current.ReferralStatus))
                status = new(await ResolveAsync<FpxReferralStatus>(Edited.ReferralStatus, current.ReferralStatus, client, nameof(ReferralStatus), run).ConfigureAwait(false));
            if (!LookupResolver.IsUnedited(Edited.ServicesEstimatedValue, current.ServicesEstimatedValue))
                value = new(await ResolveAsync<FpxReferralServiceValue>(Edited.ServicesEstimatedValue, current.ServicesEstimatedValue, client, nameof(EstimatedValue), run).ConfigureAwait(false));
            if (Edited.ValueAddedServicesSold != current.ValueAddedServicesSold) sold = new(Edited.ValueAddedServicesSold);
        }
        else
        {
            if (IsGiven(nameof(ReferralStatus)))
                status = new(await EntryAsync(ReferralStatus, () => client.Lookups.GetAsync<FpxReferralStatus>(refresh: false, run.Stopping), nameof(ReferralStatus)).ConfigureAwait(false));
            if (IsGiven(nameof(EstimatedValue)))
                value = new(await EntryAsync(EstimatedValue, () => client.Lookups.GetAsync<FpxReferralServiceValue>(refresh: false, run.Stopping), nameof(EstimatedValue)).ConfigureAwait(false));
            if (IsGiven(nameof(ServicesSold))) sold = new(ServicesSold);
        }

        return ReferralChange.ForAccepted(current, status, sold, value);
    }

    // Of a referral that is piped in itself only the edits count, and of a row its cells.
    private bool IsGiven(string parameter) => Edited is null ? IsBound(parameter) : IsTyped(parameter);

    private async Task<FpxLookup?> ResolveAsync<T>(
        FpxLookup? edited, FpxLookup? present, FpxClient client, string parameterName, CmdletRun run)
        where T : FpxLookup
    {
        IReadOnlyList<T> list = await client.Lookups.GetAsync<T>(refresh: false, run.Stopping).ConfigureAwait(false);
        return Faults.Collect(() => LookupResolver.Resolve(edited, present, list, parameterName, SkipValidation));
    }
}
