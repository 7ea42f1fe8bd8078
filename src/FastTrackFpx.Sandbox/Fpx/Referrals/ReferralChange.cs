using System.Text.Json;
using FastTrackFpx.Sandbox.Faults;
using FastTrackFpx.Sandbox.Fpx.Lookups;
using FastTrackFpx.Sandbox.Http;

namespace FastTrackFpx.Sandbox.Fpx.Referrals;

/// <summary>The rules by which a referral is accepted, declined, or changed once it was accepted.</summary>
internal sealed class ReferralChange
{
    private readonly string _acceptance;
    private readonly string _declineReason;
    private readonly StringComparer _names;

    public ReferralChange(Readings readings)
    {
        // The reference prints this name with one c, and these two in PascalCase among names in camelCase.
        bool exact = readings.Is("F22", "exact");
        string acceptance = readings.Is("F82", "aceptance") ? "AceptanceStatusId" : "AcceptanceStatusId";
        _acceptance = exact ? acceptance : char.ToLowerInvariant(acceptance[0]) + acceptance[1..];
        _declineReason = exact ? "DeclineReasonId" : "declineReasonId";
        _names = exact ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;
    }

    /// <summary>The referral after the change.</summary>
    public ReferralRecord Apply(JsonElement body, StoreRules rules, ReferralRecord now)
    {
        if (body.ValueKind != JsonValueKind.Object) throw Rejection.Field("Body", "The body is not a JSON object.");
        var errors = new FieldErrors();
        var fields = new BodyFields(body, errors, rules, names: _names);
        int? acceptance = Entry(fields, _acceptance, LookupCatalog.AcceptanceStatuses);
        if (!fields.IsSet(_acceptance)) fields.Reject(_acceptance, "This field is required.");
        if (now.Acceptance == Acceptance.Declined) fields.Reject(_acceptance, "The referral was declined and cannot be changed any more.");
        errors.ThrowIfAny();

        ReferralRecord after = (Acceptance)acceptance!.Value switch
        {
            Acceptance.Declined => Decline(fields, now),
            Acceptance.Accepted => Accept(fields, now),
            _ => RejectOther(fields, now),
        };
        errors.ThrowIfAny();
        return after;
    }

    private ReferralRecord RejectOther(BodyFields fields, ReferralRecord now)
    {
        fields.Reject(_acceptance, "A referral can only be accepted or declined.");
        return now;
    }

    private ReferralRecord Decline(BodyFields fields, ReferralRecord now)
    {
        if (now.Acceptance == Acceptance.Accepted) fields.Reject(_acceptance, "The referral was accepted and cannot be declined any more.");
        int? reason = Entry(fields, _declineReason, LookupCatalog.DeclineReasons);
        if (!fields.IsSet(_declineReason)) fields.Reject(_declineReason, "A declined referral needs a reason.");
        foreach (string name in new[] { "referralStatusId", "valueAddedServicesSold", "servicesEstimatedValueId" })
        {
            if (fields.IsSet(name)) fields.Reject(name, "This must be null when a referral is declined.");
        }

        return now with
        {
            Acceptance = Acceptance.Declined,
            DeclineReason = reason,
            Status = null,
            ValueAddedServicesSold = null,
            EstimatedValue = null,
        };
    }

    private ReferralRecord Accept(BodyFields fields, ReferralRecord now)
    {
        if (fields.IsSet(_declineReason)) fields.Reject(_declineReason, "This must not be set when a referral is accepted.");
        int? status = fields.Has("referralStatusId") ? Entry(fields, "referralStatusId", LookupCatalog.ReferralStatuses) : now.Status;
        bool? sold = fields.Has("valueAddedServicesSold") ? fields.Flag("valueAddedServicesSold") : now.ValueAddedServicesSold;
        bool hasValueInput = fields.Has("valueAddedServicesSold") || fields.Has("servicesEstimatedValueId");
        int? value = hasValueInput ? Entry(fields, "servicesEstimatedValueId", LookupCatalog.ServiceValues) : now.EstimatedValue;
        bool hasValue = hasValueInput ? fields.IsSet("servicesEstimatedValueId") : value is not null;
        if (sold == true && !hasValue)
        {
            fields.Reject("servicesEstimatedValueId", "Services were sold, so their estimated value must be set.");
        }
        if (sold != true && hasValue)
        {
            fields.Reject("servicesEstimatedValueId", "No services were sold, so their estimated value must be null.");
        }
        return now with
        {
            Acceptance = Acceptance.Accepted,
            DeclineReason = null,
            Status = status,
            ValueAddedServicesSold = sold,
            EstimatedValue = value,
        };
    }

    private static int? Entry(BodyFields fields, string name, Lookup lookup)
    {
        if (fields.Uuid(name) is not { } uuid) return null;
        if (lookup.Find(uuid) is { } entry) return entry.Id;
        fields.Reject(name, $"There is no entry {uuid}.");
        return null;
    }
}
