using FastTrackFpx.Lookups;

namespace FastTrackFpx.Referrals;

/// <summary>A change of a referral as a colleague would say it.</summary>
internal static class ReferralWords
{
    internal static bool Same(FpxLookup? one, FpxLookup? other) => SameEntry.Is(one, other);

    internal static IReadOnlyList<string> Describe(ReferralChange change, FpxReferral? current)
    {
        var parts = new List<string>();
        Part("decline reason", current?.DeclineReason, change.DeclineReason, Same(current?.DeclineReason, change.DeclineReason));
        Part("status", current?.ReferralStatus, change.ReferralStatus, Same(current?.ReferralStatus, change.ReferralStatus));
        Part("services sold", YesNo(current?.ValueAddedServicesSold), YesNo(change.ServicesSold), current?.ValueAddedServicesSold == change.ServicesSold);
        Part("their value", current?.ServicesEstimatedValue, change.EstimatedValue, Same(current?.ServicesEstimatedValue, change.EstimatedValue));
        return parts;

        void Part(string what, object? old, object? now, bool same)
        {
            if (!same)
                parts.Add(old is null ? $"{what} {now ?? "none"}" : $"{what} {old} -> {now ?? "none"}");
        }
    }

    private static string? YesNo(bool? value) => value switch { true => "yes", false => "no", _ => null };
}
