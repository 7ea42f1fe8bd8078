using System.Text.Json.Nodes;
using FastTrackFpx.Sandbox.AppDirect.Documents;

namespace FastTrackFpx.Sandbox.AppDirect.Operations;

/// <summary>Segments: groups of companies, filled by hand or by filters.</summary>
internal static class Segments
{
    private const int MaxChanges = 1000;

    public static Dictionary<string, CallHandler> Handlers { get; } = new()
    {
        ["getChannelV1SegmentsDynamicSegments"] = Get,
        ["getChannelV1SegmentsDynamicSegmentsFilterParameters"] = FilterParameters,
        ["postChannelV1SegmentsDynamicSegmentsMatchUserByUserEmail"] = Match,
        ["postChannelV1SegmentsByCompanySegmentIdAssociationsBatchUpdate"] = ChangeCompanies,
        ["getChannelV1SegmentsByCompanySegmentIdAvailableAndAssociatedCompanies"] = Companies,
    };

    private static void Get(Call call)
    {
        Document segment = call.Find("dynamicSegment", call.Query("dynamicSegmentId"));
        if (call.Readings.Is("A54", "array")) call.Send(new JsonArray(call.Shape(segment)));
        else call.Send(segment);
    }

    private static void FilterParameters(Call call)
    {
        JsonNode Field(string key, string label) => new JsonObject { ["dataType"] = "text", ["key"] = key, ["label"] = label };
        call.Send(new JsonArray(new JsonObject
        {
            ["key"] = "company", ["label"] = "company",
            ["fields"] = new JsonArray(
                Field("company.countryCode", "country"), Field("company.city", "city"), Field("company.companySize", "size"),
                Field("company.name", "name")),
        }));
    }

    private static void Match(Call call)
    {
        string mail = call.Route("userEmail");
        Document user = call.Store.First(new DocumentQuery("user").By("email", mail)) ?? throw call.Invalid("userEmail", "The user does not exist.");
        Document company = call.Find("company", user.Text("companyId"));
        bool matches = call.Fields["filters"] is JsonArray filters
            && filters.Any(all => all is JsonArray group && group.All(filter => Fits(filter!, company)));
        call.Send(new JsonObject { ["matches"] = matches });
    }

    private static bool Fits(JsonNode filter, Document company)
    {
        List<bool> results = [.. (filter["conditions"] as JsonArray ?? []).Select(condition =>
        {
            string name = condition?["parameter"]?.ToString().Split('.')[^1] ?? "";
            string? value = company.Text(name) ?? company.Body["address"]?[name]?.ToString();
            bool isOne = (condition?["values"] as JsonArray ?? []).Any(wanted => wanted?.ToString().Equals(value, StringComparison.OrdinalIgnoreCase) == true);
            return condition?["operator"]?.ToString().StartsWith("not", StringComparison.OrdinalIgnoreCase) == true ? !isOne : isOne;
        })];
        return filter["operator"]?.ToString() == "ANY_OF" ? results.Contains(true) : !results.Contains(false);
    }

    private static void ChangeCompanies(Call call)
    {
        Document segment = call.Find("segment", call.Route("companySegmentId"));
        string[] Ids(string name) => [.. (call.Fields[name] as JsonArray ?? []).Select(id => id!.ToString())];
        (string[] add, string[] remove) = (Ids("companyIdsToAdd"), Ids("companyIdsToRemove"));
        if (add.Length > MaxChanges || remove.Length > MaxChanges) throw call.Invalid("companyIdsToAdd", $"At most {MaxChanges} companies at once.");
        foreach (string id in add)
        {
            if (call.Store.Find("company", id) is null) throw call.Invalid("companyIdsToAdd", $"The company '{id}' does not exist.");
        }

        IEnumerable<string> kept = call.Fields["deleteAll"]?.ToString() == "true" ? [] : segment.Texts("companyIds");
        segment.Body["companyIds"] = new JsonArray([.. kept.Except(remove).Union(add).Select(id => (JsonNode)JsonValue.Create(id))]);
        call.Store.Save(segment);
        call.SendNothing();
    }

    private static void Companies(Call call)
    {
        string[] inside = [.. call.Find("segment", call.Route("companySegmentId")).Texts("companyIds")];
        var query = new DocumentQuery("company");
        if (call.Request.QueryBoolean("selected", otherwise: false)) query.Is("id", inside);
        ListFilters.Apply(call, query);
        Pages.Send(call, [.. call.Store.List(query).Select(company => company with
        {
            Body = new JsonObject { ["name"] = company.Text("name"), ["selected"] = inside.Contains(company.Id) },
            IsMadeUp = false,
        })]);
    }
}
