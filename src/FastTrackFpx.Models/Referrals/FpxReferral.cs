namespace FastTrackFpx;

/// <summary>
/// A customer that Microsoft offers to this partner. From <c>GET partnerReferrals</c>; changed by
/// <c>PATCH partnerReferrals/{partnerReferralId}</c>.
/// </summary>
[TypeConverter(typeof(FpxRecordConverter))]
public class FpxReferral
{
    /// <summary>The referral's whole number, which contacts and notes call the RFA id.</summary>
    public long ReferralId { get; set; }
    /// <summary>The id that accepting, declining and changing take.</summary>
    public Guid? PartnerReferralId { get; set; }
    /// <summary>The number a person quotes.</summary>
    public string? PartnerReferralNumber { get; set; }
    /// <summary>When the referral was made.</summary>
    public DateTimeOffset? Created { get; set; }
    /// <summary>The customer's tenant.</summary>
    public Guid? TenantId { get; set; }
    /// <summary>The customer's name.</summary>
    public string? TenantName { get; set; }
    /// <summary>The customer's main domain.</summary>
    public string? TenantDomain { get; set; }
    /// <summary>What the referral is about.</summary>
    public FpxList<FpxReferralWorkload>? Workloads { get; set; }
    /// <summary>Whether this partner has claimed the referral; null if the response marks workloads only.</summary>
    public bool? Claimed { get; set; }
    /// <summary>Accepted, declined or not yet decided (null).</summary>
    public FpxLookup? Acceptance { get; set; }
    /// <summary>Why the referral was declined.</summary>
    public FpxLookup? DeclineReason { get; set; }
    /// <summary>The state of the work on an accepted referral.</summary>
    public FpxLookup? ReferralStatus { get; set; }
    /// <summary>Whether value-added services were sold.</summary>
    public bool? ValueAddedServicesSold { get; set; }
    /// <summary>What those services are worth, as a range.</summary>
    public FpxLookup? ServicesEstimatedValue { get; set; }

    internal FpxReferral Copy() => (FpxReferral)MemberwiseClone();

    /// <summary>Number and customer.</summary>
    public override string ToString() => $"{PartnerReferralNumber ?? ReferralId.ToString(CultureInfo.InvariantCulture)} {TenantName}".TrimEnd();
}

/// <summary>A workload of a referral.</summary>
[TypeConverter(typeof(FpxLookupConverter))]
public class FpxReferralWorkload : FpxLookup
{
    /// <summary>Whether this partner has claimed the workload; null if the response marks the referral only.</summary>
    public bool? Claimed { get; set; }
}

/// <summary>Whether a referral is accepted or declined. From <c>GET partnerReferrals/acceptanceStatuses</c>.</summary>
[TypeConverter(typeof(FpxLookupConverter))]
public class FpxReferralAcceptanceStatus : FpxLookup;

/// <summary>A reason to decline a referral. From <c>GET partnerReferrals/declineReasons</c>.</summary>
[TypeConverter(typeof(FpxLookupConverter))]
public class FpxReferralDeclineReason : FpxLookup;

/// <summary>A state of the work on an accepted referral. From <c>GET partnerReferrals/referralStatuses</c>.</summary>
[TypeConverter(typeof(FpxLookupConverter))]
public class FpxReferralStatus : FpxLookup;

/// <summary>A range of what services sold on a referral are worth. From <c>GET partnerReferrals/serviceValues</c>.</summary>
[TypeConverter(typeof(FpxLookupConverter))]
public class FpxReferralServiceValue : FpxLookup;
