using System.Text.Json.Nodes;
using FastTrackFpx.Sandbox.AppDirect.Documents;

namespace FastTrackFpx.Sandbox.AppDirect.Operations;

/// <summary>Products beyond plain lists, exchange rates, the checkout, and the content search.</summary>
internal static class Catalog
{
    public static Dictionary<string, CallHandler> Handlers { get; } = new()
    {
        ["getMarketplaceV1ProductsByApplicationIdRecommendations"] = Recommendations,
        ["getMarketplaceV1BundlesByBundleIdStatus"] = BundleStatus,
        ["patchChannelV1ExchangeRatesByCurrencyExchangeRateUuid"] = ChangeRate,
        ["postChannelV1ExchangeRates"] = CreateRate,
        ["postChannelV1Discounts"] = SaveDiscount,
        ["putChannelV1DiscountsByDiscountId"] = SaveDiscount,
        ["postApiV3CheckoutItems"] = CheckoutItems,
        ["getAppwiseV2Search"] = Search,
        ["postAppwiseV2Data"] = Publish,
        ["postAppwiseV2Accounts"] = ConnectAccount,
        ["deleteAppwiseV2Accounts"] = DisconnectAccount,
    };

    private static void Recommendations(Call call)
    {
        Document product = call.Find("product", call.Route("applicationId"));
        var query = new DocumentQuery("product").By("categoryId", product.Text("categoryId")!);
        Pages.Send(call, [.. call.Store.List(query).Where(other => other.Id != product.Id)]);
    }

    private static void BundleStatus(Call call)
    {
        Document bundle = call.Find("bundle", call.Route("bundleId"));
        Pages.Send(call, [.. bundle.Texts("productIds").Select(id => call.Find("product", id))]);
    }

    private static void SaveDiscount(Call call)
    {
        JsonObject body = PlainOperations.Fields(call);
        decimal? percentage = body["percentage"]?.GetValue<decimal>();
        if (percentage is not null && decimal.Round(percentage.Value, 2) != percentage)
            throw call.Invalid("percentage", "percentage must have at most two decimals.");
        bool isPast = call.Operation.Method == "POST" && body["expirationDate"]?.GetValue<decimal>() <= call.Now;
        if (isPast) throw call.Invalid("expirationDate", "expirationDate must be in the future.");
        PlainOperations.Of(call.Operation)(call);
    }

    private static void CreateRate(Call call)
    {
        JsonObject body = PlainOperations.Fields(call);
        if (body["rate"] is null || !decimal.TryParse(body["rate"]!.ToString(), out decimal rate) || rate <= 0)
            throw call.Invalid("rate", "rate must be above 0.");
        string baseCurrency = body["baseCurrency"]!.ToString();
        var query = new DocumentQuery("exchangeRate").Is("baseCurrency", baseCurrency).Is("counterCurrency", body["counterCurrency"]!.ToString());
        foreach (Document earlier in call.Store.List(query.Is("active", 1)))
        {
            earlier.Body["active"] = false;
            call.Store.Save(earlier);
        }

        body["active"] = true;
        body["validFrom"] = call.Now;
        call.Send(PlainOperations.Add(call, "exchangeRate", body));
    }

    private static void ChangeRate(Call call)
    {
        Document rate = call.Find("exchangeRate", call.Route("currencyExchangeRateUuid"));
        if (call.Fields["active"]?.ToString() != "false") throw call.Invalid("active", "A rate can only be deactivated.");
        rate.Body["active"] = false;
        call.Store.Save(rate);
        call.Send(rate);
    }

    private static void CheckoutItems(Call call)
    {
        string[] lists = ["bundleIds", "pricingPlanIds", "productIds", "subscriptionIds"];
        string? list = lists.FirstOrDefault(name => call.Fields[name] is JsonArray { Count: > 0 });
        if (list is null) throw call.Invalid("productIds", "The request has no items.");
        string id = call.Fields[list]![0]!.ToString();
        string kind = list switch
        {
            "bundleIds" => "bundle",
            "pricingPlanIds" => "paymentPlan",
            "productIds" => "product",
            _ => "subscription",
        };
        Document found = call.Find(kind, id);
        call.Send(new Document(0, "checkoutItem", found.Id, new JsonObject { ["stacked"] = false }) { IsMadeUp = true });
    }

    // The document has no schema; its sample shows these properties.
    private static void Search(Call call)
    {
        if (call.Caller.UserId is null) throw call.Forbidden("The search requires a user's token.");
        int number = call.Request.QueryInteger("number") ?? 1;
        int size = Math.Clamp(call.Request.QueryInteger("size") ?? 50, 1, 250);
        List<Document> all = call.Store.List(new DocumentQuery("product").Like("name", call.Query("q")!));
        var content = new JsonArray([.. all.Skip((number - 1) * size).Take(size).Select(product => (JsonNode)new JsonObject
        {
            ["id"] = $"content-{product.Id}", ["instance"] = "1", ["resourceId"] = product.Id, ["source"] = product.Text("uuid"),
            ["title"] = product.Text("name"), ["description"] = $"About {product.Text("name")}", ["contentType"] = "document",
            ["url"] = $"{call.BaseUri}/files/{product.Id}", ["lastModified"] = MadeUp.MadeUpTime.Text(MadeUp.MadeUpTime.Today),
            ["highlight"] = new JsonObject { ["title"] = new JsonArray($"<em>{product.Text("name")}</em>") },
        })]);
        call.Send(new JsonObject
        {
            ["content"] = content,
            ["page"] = new JsonObject
            {
                ["number"] = number, ["size"] = size, ["totalElements"] = all.Count, ["totalPages"] = (all.Count + size - 1) / size,
            },
        });
    }

    private static void Publish(Call call)
    {
        PlainOperations.Add(call, "contentEvent", call.Fields.DeepClone().AsObject());
        call.SendNothing();
    }

    private static string AccountOf(JsonNode? user) => $"{user?["handle"]}@{user?["userId"]}@{user?["companyId"]}";

    private static void ConnectAccount(Call call)
    {
        string name = AccountOf(call.Fields["user"]);
        if (call.Store.First(new DocumentQuery("searchAccount").Is("name", name)) is not null)
            throw call.Conflict("ALREADY_EXISTS", "The account is connected.");
        PlainOperations.Add(call, "searchAccount", new JsonObject { ["name"] = name, ["appId"] = call.Fields["app"]?["id"]?.ToString() });
        call.Send(new JsonObject { ["accountName"] = name });
    }

    private static void DisconnectAccount(Call call)
    {
        Document account = call.Store.First(new DocumentQuery("searchAccount").Is("name", call.Query("accountName")!).By("appId", call.Query("appId")!))
            ?? throw call.Invalid("accountName", "The account is not connected.");
        call.Store.Remove(account);
        call.Send(call.Shape(account with { IsMadeUp = true }));
    }
}
