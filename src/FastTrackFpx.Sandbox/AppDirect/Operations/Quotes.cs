using System.Globalization;
using System.Text.Json.Nodes;
using FastTrackFpx.Sandbox.AppDirect.Documents;

namespace FastTrackFpx.Sandbox.AppDirect.Operations;

/// <summary>Quotes: made from opportunities, and changed by actions.</summary>
internal static class Quotes
{
    public static Dictionary<string, CallHandler> Handlers { get; } = new()
    {
        ["postAssistedSalesV1Quotes"] = Create,
        ["postAssistedSalesV1QuotesByQuoteIdExecuteAction"] = Execute,
    };

    private static void Create(Call call)
    {
        Document opportunity = Visibility.Check(call, call.Find("opportunity", call.Fields["source"]?["id"]?.ToString()));
        JsonObject body = opportunity.Body.DeepClone().AsObject();
        foreach (string name in new[] { "createdOn", "lastModified", "ownerCompanyId", "customerCompanyId", "purchaseEffectiveDate" }) body.Remove(name);
        long number = call.Store.NextNumber() % 100_000;
        body["opportunityId"] = opportunity.Id;
        body["name"] = call.Fields["name"]?.ToString() ?? opportunity.Text("name");
        body["status"] = "OPEN";
        body["createdById"] = call.Caller.UserId;
        body["displayId"] = string.Create(CultureInfo.InvariantCulture, $"Q20{number:D5}");
        body["sourceType"] = "OPPORTUNITY";
        body["quoteSource"] = new JsonObject { ["id"] = opportunity.Id, ["type"] = "OPPORTUNITY" };
        body["availableActions"] = new JsonArray("ACCEPT", "REJECT", "EDIT_NAME");
        body["pricingTotals"] = Totals(call, opportunity);
        call.Send(PlainOperations.Add(call, "quote", body));
    }

    private static JsonObject Totals(Call call, Document opportunity)
    {
        string total = Opportunities.Money(Opportunities.Items(call, opportunity).Sum(item => Opportunities.Price(call, item)));
        return new JsonObject
        {
            ["amountDueAfterTax"] = total, ["amountDueBeforeTax"] = total, ["recurringTotals"] = new JsonArray(), ["taxSummary"] = new JsonArray(),
        };
    }

    private static void Execute(Call call)
    {
        Document quote = Visibility.Check(call, call.Find("quote", call.Route("quoteId")));
        string action = call.Fields["action"]?.ToString() ?? throw call.Invalid("action", "action is required.");
        if (!quote.Texts("availableActions").Contains(action)) throw call.Invalid("action", $"'{action}' is not available for this quote.");
        quote.Body["status"] = action switch
        {
            "ACCEPT" => "ACCEPTED",
            "REJECT" => "REJECTED",
            _ => quote.Text("status"),
        };
        if (action is "ACCEPT" or "REJECT") quote.Body["availableActions"] = new JsonArray("PRINT_PDF");
        call.Store.Save(quote);
        JsonNode shape = call.Representation.Of(quote, Description.ApiDocument.Instance.Named("QuoteVersion"));
        call.Send(call.Readings.Is("A31", "flat") ? shape : new JsonObject { ["quote"] = shape });
    }
}
