using System.Text.Json;
using FastTrackFpx.Sandbox.Fpx.Lookups;
using FastTrackFpx.Sandbox.Http;

namespace FastTrackFpx.Sandbox.Fpx.Referrals;

/// <summary>Referrals and their lookups.</summary>
internal sealed class ReferralEndpoints(ReferralStore store, Readings readings)
{
    private readonly ReferralChange _change = new(readings);

    public void Map(FpxRoutes routes)
    {
        routes.Add("PATCH", "partnerReferrals/{partnerReferralId}", ApiVersions.All, Change);
        routes.Get("partnerReferrals", List);
        Add(routes, "partnerReferrals/acceptanceStatuses", LookupCatalog.AcceptanceStatuses);
        Add(routes, "partnerReferrals/declineReasons", LookupCatalog.DeclineReasons);
        Add(routes, "partnerReferrals/referralStatuses", LookupCatalog.ReferralStatuses);
        Add(routes, "partnerReferrals/serviceValues", LookupCatalog.ServiceValues);
    }

    private static void Add(FpxRoutes routes, string route, Lookup lookup) =>
        routes.Get(route, (request, response) => lookup.Write(response.Json, IdForm.Uuid));

    private void List(ServiceRequest request, ServiceResponse response)
    {
        var search = new ReferralSearch(
            request.QueryBoolean("showDeclinedReferrals", otherwise: false),
            request.QueryIntegers("partnerReferralSourceIds"),
            request.Query("searchTerm"),
            SortColumn(request),
            Descending(request));
        (int skip, int take) = request.Page();
        (int total, IReadOnlyList<ReferralRecord> referrals) = store.Page(search, skip, take);
        WritePage(response.Json, referrals, total, skip);
    }

    private void Change(ServiceRequest request, ServiceResponse response)
    {
        string id = request.Guid("partnerReferralId");
        using JsonDocument body = RequestBody.Parse(request);
        JsonElement root = body.RootElement;
        ReferralRecord changed = store.Change(id, referral => _change.Apply(root, request.Store,
            referral)) ?? throw FpxRejection.NotFound("Referral", id);
        // The documents show the response as a page of the list, even for one referral.
        WritePage(response.Json, [changed], 1, 0);
    }

    private void WritePage(Utf8JsonWriter json, IReadOnlyList<ReferralRecord> referrals, int total, int skip)
    {
        json.WriteStartObject();
        PageEnvelope.WriteCounts(json, readings, total, skip, referrals.Count);
        json.WriteStartArray("items"u8);
        foreach (ReferralRecord referral in referrals) ReferralJson.Write(json, referral);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string SortColumn(ServiceRequest request)
    {
        string column = request.Query("sortColumn") ?? "created";
        if (ReferralStore.SortColumns.ContainsKey(column)) return column;
        throw Rejection.Field(
            "SortColumn",
            $"Referrals cannot be sorted by '{column}'. Columns: {string.Join(", ", ReferralStore.SortColumns.Keys.Order())}.");
    }

    // The documents do not state a default. Newest first is what a list of creations is for.
    private static bool Descending(ServiceRequest request)
    {
        string? direction = request.Query("sortDirection");
        if (direction is null || direction.Equals("Descending", StringComparison.OrdinalIgnoreCase)) return true;
        if (direction.Equals("Ascending", StringComparison.OrdinalIgnoreCase)) return false;
        throw Rejection.Field("SortDirection", $"'{direction}' is neither Ascending nor Descending.");
    }
}
