using System.Globalization;
using FastTrackFpx.Sandbox.Http;

namespace FastTrackFpx.Sandbox.Fpx.Tenants;

/// <summary>Finds the tenants of a request by the rules that all operations share.</summary>
internal sealed class TenantFinder(TenantStore tenants, Readings readings)
{
    /// <summary>How many tenants a request can have at most.</summary>
    public const int MostPerCall = 25;

    /// <summary>The tenant in the path, claimed or not.</summary>
    public TenantRecord Any(ServiceRequest request)
    {
        string id = request.Guid("tenantId");
        return tenants.Find(id) ?? throw FpxRejection.NotFound("Tenant", id);
    }

    /// <summary>The tenant in the path, with a workload that the partner has claimed.</summary>
    public TenantRecord Claimed(ServiceRequest request)
    {
        TenantRecord tenant = Any(request);
        return tenant.Claimed ? tenant : throw FpxRejection.NotClaimed(tenant.TenantId);
    }

    /// <summary>The tenant in the query value tenantId, with a workload that the partner has claimed.</summary>
    public TenantRecord ClaimedInQuery(ServiceRequest request)
    {
        string id = request.QueryGuids("tenantId").FirstOrDefault()
            ?? throw Rejection.Field("TenantId", "The tenant id is required.");
        TenantRecord tenant = tenants.Find(id) ?? throw FpxRejection.NotFound("Tenant", id);
        return tenant.Claimed ? tenant : throw FpxRejection.NotClaimed(id);
    }

    /// <summary>The tenant that a stored record belongs to.</summary>
    public TenantRecord Known(int ordinal) => tenants.At(ordinal);

    /// <summary>The tenants of a request for many, in the requested order and each once.</summary>
    public List<TenantRecord> Many(ServiceRequest request)
    {
        List<string> ids = [.. request.QueryGuids("tenantIds").Distinct()];
        if (ids.Count == 0) throw Rejection.Field("TenantIds", "At least one tenant id is required.");
        if (ids.Count > MostPerCall) throw Rejection.Field("TenantIds",
            $"A request takes {MostPerCall} tenant ids; this one has {ids.Count}.");
        var found = new List<TenantRecord>(ids.Count);
        foreach (string id in ids)
        {
            if (tenants.Find(id) is { Claimed: true } tenant) found.Add(tenant);
            else RejectUnlessLeftOut(id);
        }

        return found;
    }

    private void RejectUnlessLeftOut(string id)
    {
        string reading = readings["unknown-tenant"];
        if (reading == "404") throw FpxRejection.NotFound("Tenant", id);
        if (reading == "400")
        {
            throw Rejection.Field("TenantIds", string.Create(CultureInfo.InvariantCulture, $"Tenant {id} is not one of this partner's."));
        }
    }
}
