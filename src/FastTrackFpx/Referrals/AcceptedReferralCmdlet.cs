using FastTrackFpx.Connection;
using FastTrackFpx.Parameters;
using FastTrackFpx.Pipeline;

namespace FastTrackFpx.Referrals;

/// <summary>A cmdlet that takes what is known of an accepted referral.</summary>
public abstract class AcceptedReferralCmdlet : ReferralCmdlet
{
    private protected AcceptedReferralCmdlet()
    {
    }

    /// <summary>Whether value-added services were sold. With $true an estimated value is needed, otherwise there is none.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ValueAddedServicesSold")]
    [YesNoTransformation]
    [AllowNull]
    public bool? ServicesSold { get; set; }

    /// <summary>What the services sold are worth, as one of the service's ranges: name, id or object.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ServicesEstimatedValue", "ServicesEstimatedValueId")]
    [LookupTransformation("ServicesEstimatedValueId")]
    [ArgumentCompleter(typeof(LookupCompleter<FpxReferralServiceValue>))]
    [AllowEmptyString]
    [AllowNull]
    public string? EstimatedValue { get; set; }

    /// <summary>Where the work on the referral stands: name, id or object.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ReferralStatusId")]
    [LookupTransformation("ReferralStatusId")]
    [ArgumentCompleter(typeof(LookupCompleter<FpxReferralStatus>))]
    [AllowEmptyString]
    [AllowNull]
    public string? ReferralStatus { get; set; }

    // A referral that comes down the pipeline says whom to change; what it holds itself is no wish.
    private protected bool IsGiven(string parameter) => Given is null ? IsBound(parameter) : IsTyped(parameter);

    private protected Task<FpxLookup?> StatusAsync(CmdletRun run, FpxClient client) =>
        EntryAsync(ReferralStatus, () => client.Lookups.GetAsync<FpxReferralStatus>(refresh: false, run.Stopping), nameof(ReferralStatus));

    private protected Task<FpxLookup?> ValueAsync(CmdletRun run, FpxClient client) =>
        EntryAsync(EstimatedValue, () => client.Lookups.GetAsync<FpxReferralServiceValue>(refresh: false, run.Stopping), nameof(EstimatedValue));
}
