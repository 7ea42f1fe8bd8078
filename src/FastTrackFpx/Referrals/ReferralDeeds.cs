using System.Globalization;
using FastTrackFpx.Changes;

namespace FastTrackFpx.Referrals;

/// <summary>What is done to a referral, in words.</summary>
public static class ReferralDeeds
{
    /// <summary>A referral that is accepted, declined or changed.</summary>
    /// <param name="current">The referral as it is.</param>
    /// <param name="wanted">What is done to it.</param>
    public static Deed Set(FpxReferral current, ReferralChange wanted)
    {
        if (current is null)
            throw new ArgumentNullException(nameof(current));
        if (wanted is null)
            throw new ArgumentNullException(nameof(wanted));

        var number = current.PartnerReferralNumber ?? current.ReferralId.ToString(CultureInfo.InvariantCulture);
        var (verb, end) = wanted.Action switch
        {
            ReferralAction.Approve => ("accept", Changes(current, wanted)),
            ReferralAction.Deny => ("decline", wanted.DeclineReason is null ? " for good, without a reason" : $" for good, with the reason '{wanted.DeclineReason}'"),
            _ => ("change", Changes(current, wanted)),
        };
        var name = string.IsNullOrWhiteSpace(current.TenantName) ? string.Empty : $" ('{current.TenantName!.Trim()}')";
        return new Deed($"{verb} the referral {number}{name}{end}", $"{verb} the referral {number}{end}");
    }

    private static string Changes(FpxReferral current, ReferralChange wanted) =>
        wanted.Describe(current) is { Count: > 0 } changes ? ": " + string.Join("; ", changes.ToArray()) : string.Empty;
}
