using FastTrackFpx.Sandbox.Fpx.Lookups;

namespace FastTrackFpx.Sandbox.Fpx.Referrals;

/// <summary>The lookups of referrals. Responses show the GUIDs; the numbers are only stored.</summary>
internal static class ReferralLookups
{
    public static Lookup AcceptanceStatuses { get; } = new("AcceptanceStatus",
    [
        new((int)Acceptance.Pending, "Pending"),
        new((int)Acceptance.Accepted, "Accepted"),
        new((int)Acceptance.Declined, "Declined"),
    ]);

    public static Lookup DeclineReasons { get; } = new("DeclineReason",
    [
        new(1, "No Capacity"),
        new(2, "Outside Our Region"),
        new(3, "Workload Not Offered"),
        new(4, "Customer Not Reachable"),
        new(5, "Conflict Of Interest"),
        new(6, "Other"),
    ]);

    public static Lookup Statuses { get; } = new("ReferralStatus",
    [
        new(1, "Contact Attempted"),
        new(2, "In Conversation"),
        new(3, "Proposal Sent"),
        new(4, "Engagement Started"),
        new(5, "Customer Withdrew"),
        new(6, "Closed"),
    ]);

    public static Lookup ServiceValues { get; } = new("ServicesEstimatedValue",
    [
        new(1, "Under 10,000 USD"),
        new(2, "10,000 to 49,999 USD"),
        new(3, "50,000 to 99,999 USD"),
        new(4, "100,000 to 499,999 USD"),
        new(5, "500,000 USD and more"),
    ]);
}
