using System.Globalization;
using System.Text.Json.Nodes;
using FastTrackFpx.Sandbox.AppDirect.Documents;

namespace FastTrackFpx.Sandbox.AppDirect.Operations;

/// <summary>Opportunities from their creation to the order.</summary>
internal static class Opportunities
{
    public static Dictionary<string, CallHandler> Handlers { get; } = new()
    {
        ["postAssistedSalesV1Opportunities"] = Create,
        ["getAssistedSalesV1OpportunitiesByOpportunityId"] = Get,
        ["patchAssistedSalesV1OpportunitiesByOpportunityId"] = Change,
        ["deleteAssistedSalesV1Opportunities"] = Remove,
        ["patchAssistedSalesV1OpportunitiesByOpportunityIdOwner"] = SetOwner,
        ["postAssistedSalesV1OpportunitiesByOpportunityIdClone"] = Clone,
        ["postAssistedSalesV1OpportunitiesByOpportunityIdRequestReview"] = call => SetStatus(call, "PENDING_REVIEW"),
        ["postAssistedSalesV2OpportunitiesByOpportunityIdFinalize"] = Close,
        ["getAssistedSalesV1OpportunitiesByOpportunityIdValidation"] = Validate,
        ["getAssistedSalesV1OpportunitiesByOpportunityIdSummary"] = call => call.Send(Summary(call, Find(call))),
        ["getAssistedSalesV1OpportunitiesByOpportunityIdPricingPlanCosts"] = PlanCosts,
        ["postAssistedSalesV1OpportunitiesByOpportunityIdShipping"] = SetShipping,
        ["postAssistedSalesV2OpportunitiesByOpportunityIdApplyDiscount"] = ApplyDiscount,
        ["postAssistedSalesV2OpportunitiesByOpportunityIdDeleteDiscount"] = DeleteDiscount,
    };

    public static Document Find(Call call) => Visibility.Check(call, call.Find("opportunity", call.Route("opportunityId")));

    /// <summary>The opportunity, if it can still be changed.</summary>
    public static Document FindOpen(Call call)
    {
        Document opportunity = Find(call);
        return opportunity.Text("status") == "OPEN" ? opportunity
            : throw new ApiRejection(call.Operation, call.Operation.Declares(409) ? 409 : 403, "OPPORTUNITY_NOT_OPEN", "The opportunity is not open.");
    }

    public static List<Document> Items(Call call, Document opportunity) =>
        call.Store.List(new DocumentQuery("opportunityItem").By("opportunityId", opportunity.Id));

    /// <summary>The totals of an opportunity.</summary>
    public static JsonNode Summary(Call call, Document opportunity)
    {
        decimal total = Items(call, opportunity).Sum(item => Price(call, item));
        string? code = opportunity.Texts("discountCodes").FirstOrDefault();
        Document? discount = code is null ? null : call.Store.First(new DocumentQuery("discount").By("code", code));
        decimal due = total * (1 - ((discount?.Number("percentage") ?? 0) / 100));
        JsonObject body = opportunity.Body.DeepClone().AsObject();
        body["amountDueBeforeTax"] = Money(due);
        body["amountDueAfterTax"] = Money(due);
        body["taxSummary"] = new JsonArray();
        body["recurringTotals"] = new JsonArray(new JsonObject
        {
            ["billingCycle"] = new JsonObject { ["dayOfMonth"] = 1, ["period"] = "MONTHLY" }, ["totalSalePrice"] = Money(due),
        });
        return call.Shape(opportunity with { Body = body })!;
    }

    public static string Money(decimal amount) => amount.ToString("F10", CultureInfo.InvariantCulture);

    public static decimal Price(Call call, Document item)
    {
        decimal quantity = item.Body["units"] is JsonArray { Count: > 0 } units && units[0]?["quantity"] is { } sent
            && decimal.TryParse(sent.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number : 1;
        return quantity * (call.Store.Find("paymentPlan", item.Text("pricingPlanId"))?.Number("price") ?? 0);
    }

    private static void Create(Call call)
    {
        JsonObject body = PlainOperations.Fields(call);
        if (body["name"] is null) throw call.Invalid("name", "name is required.");
        Document company = Visibility.Check(call, call.Find("company", body["customerCompanyId"]?.ToString()));
        Document customer = call.Find("user", body["customerId"]?.ToString());
        Companies.Membership(call, company.Id, customer.Id);
        var items = body["items"] as JsonArray;
        body.Remove("items");
        body["companyId"] = company.Id;
        body["customerUserId"] = customer.Id;
        body["ownerUserId"] = body["ownerId"]?.ToString() ?? call.Caller.UserId;
        body["ownerCompanyId"] ??= call.Caller.CompanyId;
        body["status"] = "OPEN";
        body["currency"] ??= "USD";
        body["availableActions"] = new JsonArray("EDIT", "FINALIZE", "SUBMIT_FOR_REVIEW", "ADD_PRODUCT");
        body["actionRestrictions"] = new JsonObject();
        body["purchaseEffectiveDate"] ??= call.Now;
        Document opportunity = PlainOperations.Add(call, "opportunity", body);
        foreach (JsonNode? item in items ?? []) OpportunityItems.Add(call, opportunity, (JsonObject)item!);
        call.Send(opportunity);
    }

    private static void Get(Call call)
    {
        Document opportunity = Find(call);
        call.Send(opportunity, call.Readings.Is("prices", "partial") ? 206 : 200);
    }

    private static void Change(Call call)
    {
        PlainOperations.Change(call, FindOpen(call), isWhole: false);
    }

    private static void Remove(Call call)
    {
        List<string> ids = call.Readings.Is("A55", "repeated")
            ? [.. call.Request.QueryValues["opportunityId"].OfType<string>()] : call.Request.QueryList("opportunityId");
        List<Document> found = [.. ids.Select(id => Visibility.Check(call, call.Find("opportunity", id)))];
        foreach (Document opportunity in found)
        {
            foreach (Document item in Items(call, opportunity)) call.Store.Remove(item);
            call.Store.Remove(opportunity);
        }

        call.SendNothing();
    }

    private static void SetOwner(Call call)
    {
        Document opportunity = FindOpen(call);
        Document owner = call.Find("user", call.Fields["ownerId"]?.ToString());
        opportunity.Body["ownerUserId"] = owner.Id;
        opportunity.Body["ownerCompanyId"] = call.Fields["ownerCompanyId"]?.ToString() ?? owner.Text("companyId");
        foreach (Document item in Items(call, opportunity)) call.Store.Remove(item);
        call.Store.Save(opportunity);
        call.Send(opportunity);
    }

    private static void Clone(Call call)
    {
        Document source = Find(call);
        JsonObject body = source.Body.DeepClone().AsObject();
        foreach (string name in new[] { "createdOn", "purchaseNumber", "purchaseId" }) body.Remove(name);
        body["name"] = call.Fields["name"]?.ToString() ?? body["name"]?.ToString();
        if (call.Fields["customerCompanyId"]?.ToString() is { } company) body["companyId"] = body["customerCompanyId"] = call.Find("company", company).Id;
        if (call.Fields["customerId"]?.ToString() is { } customer) body["customerUserId"] = call.Find("user", customer).Id;
        if (call.Fields["ownerId"]?.ToString() is { } owner) body["ownerUserId"] = call.Find("user", owner).Id;
        if (call.Fields["ownerCompanyId"]?.ToString() is { } ownerCompany) body["ownerCompanyId"] = call.Find("company", ownerCompany).Id;
        body["status"] = "OPEN";
        Document copy = PlainOperations.Add(call, "opportunity", body);
        foreach (Document item in Items(call, source))
        {
            JsonObject copied = item.Body.DeepClone().AsObject();
            copied["opportunityId"] = copy.Id;
            PlainOperations.Add(call, "opportunityItem", copied);
        }

        call.Response.Headers["Location"] = $"{call.BaseUri}/assistedSales/v1/opportunities/{copy.Id}";
        call.Send(new JsonObject { ["opportunityId"] = copy.Id });
    }

    private static void SetStatus(Call call, string status)
    {
        Document opportunity = FindOpen(call);
        opportunity.Body["status"] = status;
        opportunity.Body["availableActions"] = new JsonArray();
        call.Store.Save(opportunity);
        call.Send(opportunity);
    }

    private static void Close(Call call)
    {
        Document opportunity = Find(call);
        if (opportunity.Text("status") == "CLOSED" || Problems(call, opportunity).Count > 0)
        {
            throw new ApiRejection(call.Operation, 403, "OPPORTUNITY_NOT_READY", "The opportunity is closed or not valid.");
        }

        Document company = call.Find("company", opportunity.Text("customerCompanyId"));
        Document user = call.Find("user", opportunity.Text("customerUserId"));
        foreach (Document item in Items(call, opportunity))
        {
            var offer = Subscriptions.Offer(call, item.Text("pricingPlanId"));
            decimal quantity = offer.Price == 0 ? 1 : Price(call, item) / offer.Price;
            Subscriptions.Place(call, company, user, offer, quantity, null, null);
        }

        opportunity.Body["status"] = "CLOSED";
        opportunity.Body["purchaseNumber"] = "P" + call.Store.NextNumber().ToString(CultureInfo.InvariantCulture);
        opportunity.Body["purchaseId"] = Guid.NewGuid().ToString("D");
        opportunity.Body["availableActions"] = new JsonArray();
        call.Store.Save(opportunity);
        call.Send(opportunity);
    }

    private static List<JsonNode> Problems(Call call, Document opportunity)
    {
        List<Document> items = Items(call, opportunity);
        var problems = new List<JsonNode>();
        if (items.Count == 0) problems.Add(Problem("NO_ITEMS", null, "The opportunity has no items."));
        foreach (Document item in items)
        {
            if (item.Text("pricingPlanId") is null) problems.Add(Problem("PRICING_PLAN_REQUIRED", item.Id, "The item has no pricing plan."));
        }

        return problems;
    }

    private static JsonObject Problem(string code, string? item, string message)
    {
        var problem = new JsonObject { ["code"] = code, ["message"] = message, ["messageParameters"] = new JsonArray() };
        if (item is not null) problem["itemId"] = item;
        return problem;
    }

    private static void Validate(Call call)
    {
        List<JsonNode> problems = Problems(call, Find(call));
        call.Send(new JsonObject { ["blockingErrors"] = new JsonArray([.. problems]), ["pendingValidations"] = new JsonArray() });
    }

    private static void PlanCosts(Call call)
    {
        Find(call);
        Document plan = call.Find("paymentPlan", call.Query("pricingPlanId"));
        string price = Money(plan.Number("price") ?? 0);
        call.Send(new Document(0, "planCosts", plan.Id, new JsonObject
        {
            ["pricingPlanId"] = plan.Id,
            ["pricing"] = new JsonArray(new JsonObject
            {
                ["costType"] = "RECURRING_PER_UNIT", ["salePrice"] = price, ["totalSalePrice"] = price, ["quantity"] = Money(1), ["unit"] = "USER",
            }),
        }));
    }

    private static void SetShipping(Call call)
    {
        FindOpen(call);
        Facets.Save(call, "shipping");
    }

    private static void ApplyDiscount(Call call)
    {
        Document opportunity = FindOpen(call);
        string code = call.Fields["discountCode"]?.ToString() ?? throw call.Invalid("discountCode", "discountCode is required.");
        Document discount = call.Store.First(new DocumentQuery("discount").By("code", code)) ?? throw call.NotFound("discount", code);
        if (discount.Number("expirationDate") < call.Now) throw new ApiRejection(call.Operation, 410, "DISCOUNT_EXPIRED", "The discount has expired.");
        if (opportunity.Texts("discountCodes").Contains(code)) throw call.Conflict("DISCOUNT_APPLIED", "The discount is applied already.");
        opportunity.Body["discountCodes"] = new JsonArray([.. opportunity.Texts("discountCodes").Append(code).Select(c => (JsonNode)c)]);
        call.Store.Save(opportunity);
        call.Send(Summary(call, opportunity));
    }

    private static void DeleteDiscount(Call call)
    {
        Document opportunity = FindOpen(call);
        string? code = call.Fields["discountCode"]?.ToString();
        if (!opportunity.Texts("discountCodes").Contains(code)) throw call.NotFound("discount", code);
        opportunity.Body["discountCodes"] = new JsonArray([.. opportunity.Texts("discountCodes").Where(c => c != code).Select(c => (JsonNode)c)]);
        call.Store.Save(opportunity);
        call.Send(Summary(call, opportunity));
    }
}
