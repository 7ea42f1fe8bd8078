using System.Text.Json.Nodes;
using FastTrackFpx.Sandbox.AppDirect.Documents;

namespace FastTrackFpx.Sandbox.AppDirect.Operations;

/// <summary>The items of opportunities, and the fields that vendors require.</summary>
internal static class OpportunityItems
{
    public static Dictionary<string, CallHandler> Handlers { get; } = new()
    {
        ["postAssistedSalesV1OpportunitiesByOpportunityIdItems"] = Create,
        ["putAssistedSalesV1OpportunitiesByOpportunityIdItemsByItemId"] = Change,
        ["deleteAssistedSalesV1OpportunitiesByOpportunityIdItemsByItemId"] = Remove,
        ["putAssistedSalesV1OpportunitiesByOpportunityIdItemsRequiredFields"] = SetRequiredFields,
        ["postAssistedSalesV1OpportunitiesItemsRequiredFieldsDefinitions"] = RequiredFields,
    };

    public static Document Add(Call call, Document opportunity, JsonObject body)
    {
        JsonObject item = body.DeepClone().AsObject();
        item.Remove("id");
        string? plan = item["pricingPlanId"]?.ToString();
        if (plan is not null && call.Store.Find("paymentPlan", plan) is null)
        {
            throw call.Invalid("pricingPlanId", $"The pricing plan '{plan}' does not exist.");
        }

        if (item["parentItemId"]?.ToString() is { } parent && call.Store.Find("opportunityItem", parent) is null)
        {
            throw call.Invalid("parentItemId", $"The item '{parent}' does not exist.");
        }

        CheckDates(call, item);
        item["opportunityId"] = opportunity.Id;
        return PlainOperations.Add(call, "opportunityItem", item);
    }

    private static void Create(Call call)
    {
        Document opportunity = Opportunities.FindOpen(call);
        List<Document> added = [.. ((JsonArray)call.Body!).Select(item => Add(call, opportunity, (JsonObject)item!))];
        call.Send(new JsonArray([.. added.Select(call.Shape)]));
    }

    private static Document Find(Call call, Document opportunity)
    {
        Document item = call.Find("opportunityItem", call.Route("itemId"));
        return item.Text("opportunityId") == opportunity.Id ? item : throw call.NotFound("item", item.Id);
    }

    private static void Change(Call call)
    {
        Document item = Find(call, Opportunities.FindOpen(call));
        CheckDates(call, call.Fields);
        PlainOperations.Change(call, item, isWhole: true);
    }

    // A date belongs to the strategy CUSTOM and to no other.
    private static void CheckDates(Call call, JsonObject item)
    {
        foreach (string name in new[] { "billingConfiguration", "provisioningConfiguration" })
        {
            if (item[name] is not JsonObject configuration) continue;
            bool isCustom = configuration["strategy"]?.ToString() == "CUSTOM";
            if (isCustom != configuration["date"] is not null) throw call.Invalid(name + ".date", $"{name}.date is required with CUSTOM, and only then.");
        }
    }

    private static void Remove(Call call)
    {
        Document item = Find(call, Opportunities.FindOpen(call));
        foreach (Document addon in call.Store.List(new DocumentQuery("opportunityItem").By("parentItemId", item.Id))) call.Store.Remove(addon);
        PlainOperations.Remove(call, item);
    }

    private static void SetRequiredFields(Call call)
    {
        Document opportunity = Opportunities.FindOpen(call);
        string[] ids = [.. (call.Fields["itemIds"] as JsonArray ?? []).Select(id => id!.ToString())];
        List<Document> items = [.. Opportunities.Items(call, opportunity).Where(item => ids.Contains(item.Id))];
        if (items.Count < ids.Length) throw call.NotFound("item", ids.Except(items.Select(item => item.Id)).First());
        foreach (Document item in items)
        {
            item.Body["vendorRequiredFields"] = call.Fields["requiredFields"]?.DeepClone();
            call.Store.Save(item);
        }

        call.Send(new JsonArray([.. items.Select(call.Shape)]));
    }

    private static void RequiredFields(Call call)
    {
        foreach ((string kind, string input) in new[]
        {
            ("company", "companyId"), ("user", "userId"), ("company", "salesAgentCompanyId"), ("user", "salesAgentUserId"),
        })
        {
            call.Find(kind, call.Query(input));
        }

        IEnumerable<JsonNode?> definitions = ((JsonArray)call.Body!).Select(product =>
        {
            Document found = call.Find("product", product?["productId"]?.ToString());
            return call.Shape(new Document(0, "requiredFields", found.Id, new JsonObject
            {
                ["productId"] = found.Id, ["editionId"] = product?["editionId"]?.ToString(),
            })
            { IsMadeUp = true });
        });
        JsonNode?[] made = [.. definitions];
        call.Send(call.Readings.Is("A20", "object") && made.Length == 1 ? made[0] : new JsonArray(made));
    }
}
