namespace FastTrackFpx.Tests.Rules;

/// <summary>The rules on accepting, declining and changing a referral.</summary>
internal static class ReferralRuleCases
{
    private const string NoGuid = "6f9619ff-8b86-d011-b42d-00cf4fc964ff";

    public static IReadOnlyList<RuleCase> All { get; } =
    [
        new("A decline without a reason", "DeclineNeedsReason", "DeclineReason", world => Deny(world.Undecided)) { ServiceSays = "A declined referral needs a reason." },
        new("A decline for a reason that no list has", "UnknownName", "DeclineReason", world => Deny(world.Undecided, ("DeclineReason", "Bad Weather")))
        {
            ErrorId = "UnknownName", BreakSent = world => Deny(world.Undecided, ("DeclineReason", NoGuid)), ServiceSays = "There is no entry",
        },
        new("Services sold without a value", "SoldNeedsValue", "EstimatedValue", world => Approve(world.Undecided, ("ServicesSold", true))) { ServiceSays = "Services were sold, so their estimated value must be set." },
        new("A value although nothing was sold", "ValueNeedsSold", "EstimatedValue", world => Approve(world.Undecided, ("ServicesSold", false), ("EstimatedValue", world.AnyValue)))
            { ServiceSays = "No services were sold, so their estimated value must be null." },
        new("A value although nobody knows of a sale", "ValueNeedsSold", "EstimatedValue", world => Approve(world.Undecided, ("EstimatedValue", world.AnyValue)))
            { ServiceSays = "No services were sold, so their estimated value must be null." },
        new("A value that no list has", "UnknownName", "EstimatedValue", world => Approve(world.Undecided, ("ServicesSold", true), ("EstimatedValue", "A fortune")))
        {
            ErrorId = "UnknownName", BreakSent = world => Approve(world.Undecided, ("ServicesSold", true), ("EstimatedValue", NoGuid)), ServiceSays = "There is no entry",
        },
        new("A referral status that no list has", "UnknownName", "ReferralStatus", world => Set(world.Accepted, ("ReferralStatus", "Lost")))
        {
            ErrorId = "UnknownName", BreakSent = world => Set(world.Accepted, ("ReferralStatus", NoGuid)), ServiceSays = "There is no entry",
        },
        new("A change to sold without a value", "SoldNeedsValue", "EstimatedValue", world => Set(world.Accepted, ("ServicesSold", true), ("EstimatedValue", null)))
            { ServiceSays = "Services were sold, so their estimated value must be set." },
        new("A change of a referral that is not accepted yet", "SetNeedsAccepted", "InputObject", world => Set(world.Pending, ("ServicesSold", false))) { ServiceSays = "A referral can only be accepted or declined." },
        new("A change of a declined referral", "DeclinedIsFinal", "InputObject", world => Set(world.Declined, ("ServicesSold", false))) { ServiceSays = "The referral was declined and cannot be changed any more." },
        new("An acceptance of a declined referral", "DeclinedIsFinal", "InputObject", world => Approve(world.Declined)) { ServiceSays = "The referral was declined and cannot be changed any more." },
        new("A second decline", "DeclinedIsFinal", "ReferralId", world => Attempt.Of("Deny-FpxReferral", ("ReferralId", world.Declined.ReferralId), ("DeclineReason", world.AnyReason), ("Confirm", false)))
            { ServiceSays = "The referral was declined and cannot be changed any more." },
        new("A decline of an accepted referral", "AcceptedCannotBeDeclined", "InputObject", world => Deny(world.Accepted, ("DeclineReason", world.AnyReason)))
            { ServiceSays = "The referral was accepted and cannot be declined any more." },
        new("A decline of an accepted referral by its GUID", "AcceptedCannotBeDeclined", "PartnerReferralId", world => Attempt.Of(
            "Deny-FpxReferral", ("PartnerReferralId", world.Accepted.PartnerReferralId), ("DeclineReason", world.AnyReason), ("Confirm", false)))
            { ServiceSays = "The referral was accepted and cannot be declined any more." },
    ];

    /// <summary>Rules that no parameter can break; the service's own fields can, by Invoke-FpxRequest.</summary>
    public static IReadOnlyList<RawRuleCase> WithoutParameter { get; } =
    [
        new("A decline with a status", "Deny-FpxReferral", "ReferralStatus", "\"referralStatusId\":\"{status}\"", "Declined", "This must be null when a referral is declined."),
        new("A decline with services sold", "Deny-FpxReferral", "ServicesSold", "\"valueAddedServicesSold\":false", "Declined", "This must be null when a referral is declined."),
        new("A decline with a value", "Deny-FpxReferral", "EstimatedValue", "\"servicesEstimatedValueId\":\"{value}\"", "Declined", "This must be null when a referral is declined."),
        new("An acceptance with a reason", "Approve-FpxReferral", "DeclineReason", "\"declineReasonId\":\"{reason}\"", "Accepted", "This must not be set when a referral is accepted."),
        new("A change with a reason", "Set-FpxReferral", "DeclineReason", "\"declineReasonId\":\"{reason}\"", "Accepted", "This must not be set when a referral is accepted."),
    ];

    private static Attempt Deny(FpxReferral referral, params (string? Name, object? Value)[] further) => new("Deny-FpxReferral", [.. further, ("Confirm", false)], referral);

    private static Attempt Approve(FpxReferral referral, params (string? Name, object? Value)[] further) => new("Approve-FpxReferral", further, referral);

    private static Attempt Set(FpxReferral referral, params (string? Name, object? Value)[] further) => new("Set-FpxReferral", further, referral);
}

/// <summary>A rule that the cmdlet has no parameter to break.</summary>
/// <param name="Field">The field of the body that breaks it; {status}, {value} and {reason} stand for ids.</param>
public sealed record RawRuleCase(string Name, string Cmdlet, string Parameter, string Field, string Acceptance, string ServiceSays);
