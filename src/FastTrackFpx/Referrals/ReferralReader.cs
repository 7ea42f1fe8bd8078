using FastTrackFpx.Lookups;
using FastTrackFpx.Rest.Content;

namespace FastTrackFpx.Referrals;

/// <summary>Referrals as the service writes them.</summary>
internal static class ReferralReader
{
    internal static FpxReferral Read(JsonRecord referral) => new()
    {
        ReferralId = referral.Whole("id") ?? throw JsonRecord.Missing("id", "a whole number"),
        PartnerReferralId = referral.Guid("partnerReferralId"),
        PartnerReferralNumber = referral.Text("partnerReferralNumber"),
        Created = referral.Date("created"),
        TenantId = referral.Guid("tenantId"),
        TenantName = referral.Text("tenantName"),
        TenantDomain = referral.Text("tenantDomain"),
        Workloads = referral.List("workloads", static workload => new FpxReferralWorkload
        {
            Id = workload.Id("id"),
            Name = workload.Text("name"),
            Claimed = workload.Flag("claimed"),
        }),
        Claimed = referral.Flag("claimed"),
        Acceptance = referral.Lookup("acceptance"),
        DeclineReason = referral.Lookup("declineReason"),
        ReferralStatus = referral.Lookup("referralStatus"),
        ValueAddedServicesSold = referral.Flag("valueAddedServicesSold"),
        ServicesEstimatedValue = referral.Lookup("servicesEstimatedValue"),
    };
}
