using System.Globalization;
using System.Text.Json;
using FastTrackFpx.Sandbox.Fpx.Tenants;
using FastTrackFpx.Sandbox.Http;

namespace FastTrackFpx.Sandbox.Fpx.Referrals;

/// <summary>Checks access to a tenant's contacts and notes: by a claimed workload, or by a referral in rfaId.</summary>
internal sealed class ReferralAccess(ReferralStore referrals)
{
    /// <summary>The rfaId of the request if it opens the tenant; null if the request has none and needs none.</summary>
    public int? Admit(ServiceRequest request, TenantRecord tenant)
    {
        int? rfaId = request.QueryInteger("rfaId");
        if (rfaId is { } number)
        {
            ReferralRecord? referral = referrals.Find(number);
            if (referral?.TenantId != tenant.TenantId)
            {
                throw FpxRejection.NotFound(
                    $"A referral of tenant {tenant.TenantId} with the number", number.ToString(CultureInfo.InvariantCulture));
            }
        }
        else if (!tenant.Claimed)
        {
            throw FpxRejection.NotClaimed(tenant.TenantId);
        }

        return rfaId;
    }

    /// <summary>Rejects a write to a tenant for which the partner has neither a claim nor an open referral.</summary>
    public void AdmitWrite(TenantRecord tenant)
    {
        if (!tenant.Claimed && !referrals.AnyOpen(tenant.TenantId)) throw FpxRejection.NotClaimed(tenant.TenantId);
    }

    public static void WriteRfaId(Utf8JsonWriter json, int? rfaId)
    {
        if (rfaId is { } number) json.WriteNumber("rfaId"u8, number);
        else json.WriteNull("rfaId"u8);
    }
}
