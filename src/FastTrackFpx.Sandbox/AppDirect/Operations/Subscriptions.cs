using System.Globalization;
using System.Text.Json.Nodes;
using FastTrackFpx.Sandbox.AppDirect.Documents;
using FastTrackFpx.Sandbox.AppDirect.Marketplace;

namespace FastTrackFpx.Sandbox.AppDirect.Operations;

/// <summary>Orders, changes and cancels subscriptions, and computes what that costs.</summary>
internal static class Subscriptions
{
    public static Dictionary<string, CallHandler> Handlers { get; } = new()
    {
        ["postBillingV1CompaniesByCompanyIdUsersByUserIdSubscriptions"] = Order,
        ["postBillingV1CompaniesByCompanyIdUsersByUserIdSubscriptionsPreview"] = PreviewOrder,
        ["putBillingV1CompaniesByCompanyIdUsersByUserIdSubscriptionsBySubscriptionId"] = Change,
        ["putBillingV1CompaniesByCompanyIdUsersByUserIdSubscriptionsBySubscriptionIdPreview"] = PreviewChange,
        ["patchBillingV1SubscriptionsBySubscriptionId"] = Update,
        ["deleteBillingV1SubscriptionsBySubscriptionId"] = call => Cancel(call, "subscriptionId"),
        ["deleteAppResellerV1SubscriptionsBySubscriptionId"] = call => Cancel(call, "subscriptionId"),
        ["getBillingV1SubscriptionsBySubscriptionIdPreviewCancel"] = PreviewCancel,
        ["postAppResellerV1Subscriptions"] = OrderForReseller,
        ["putAppResellerV1SubscriptionsBySubscriptionId"] = ChangeForReseller,
        ["postBillingV1SubscriptionsBySubscriptionIdAddons"] = AddAddon,
    };

    /// <summary>Stores a new subscription with its order and, if it costs anything, its invoice.</summary>
    public static Document Place(Call call, Document company, Document user, PlanOffer offer, decimal quantity, JsonNode? externalId, string? parent)
    {
        string id = Guid.NewGuid().ToString("D");
        Document order = AddOrder(call, id, company.Id, user.Id, offer, quantity, "NEW", null);
        return call.Store.Add("subscription", id, new JsonObject
        {
            ["companyId"] = company.Id, ["userId"] = user.Id, ["productId"] = Text(offer.ProductId), ["editionId"] = Text(offer.EditionId),
            ["paymentPlanId"] = Text(offer.PlanId), ["orderId"] = order.Id, ["productName"] = offer.ProductName, ["name"] = offer.ProductName,
            ["status"] = "ACTIVE", ["externalId"] = externalId?.DeepClone(), ["externalAccountId"] = Guid.NewGuid().ToString("D"),
            ["createdOn"] = call.Now, ["lastModified"] = call.Now, ["endDate"] = null, ["maxUsers"] = quantity, ["assignedUsers"] = 0,
            ["assignmentCount"] = 0, ["parentId"] = parent, ["upcomingOrderId"] = null, ["bundleApplicationId"] = null, ["label"] = offer.ProductName,
            ["customAttributes"] = new JsonArray(), ["totalPrice"] = offer.Price * quantity, ["pending"] = false, ["suspensionReason"] = null,
        });
    }

    /// <summary>What can be ordered by the id of a plan.</summary>
    public static PlanOffer Offer(Call call, string? planId)
    {
        Document plan = call.Store.Find("paymentPlan", planId) ?? throw call.Invalid("paymentPlanId", $"The payment plan '{planId}' does not exist.");
        Document edition = call.Find("edition", plan.Text("editionId"));
        return new PlanOffer(
            Whole(plan.Text("productId")), call.Find("product", plan.Text("productId")).Text("name")!, Whole(edition.Id), edition.Text("name")!,
            Whole(plan.Id), plan.Text("frequency")!, plan.Number("price") ?? 0);
    }

    private static int Whole(string? text) => int.Parse(text!, CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static (Document Company, Document User) Buyer(Call call)
    {
        Document company = Visibility.Check(call, call.FindByReference("company", call.Route("companyId")));
        Document user = call.FindByReference("user", call.Route("userId"));
        Companies.Membership(call, company.Id, user.Id);
        return (company, user);
    }

    private static (PlanOffer Offer, decimal Quantity) Wanted(Call call, Document? present)
    {
        var order = call.Fields["order"] as JsonObject;
        string? plan = order?["paymentPlanId"]?.ToString() ?? present?.Text("paymentPlanId");
        if (plan is null) throw call.Invalid("order.paymentPlanId", "A payment plan is required.");
        return (Offer(call, plan), Quantity(call, order?["orderLines"] ?? order?["orderLine"], present));
    }

    private static decimal Quantity(Call call, JsonNode? lines, Document? present)
    {
        JsonNode? line = (lines as JsonArray)?.FirstOrDefault(line => line?["type"] is null || line["type"]!.ToString() == "ITEM");
        if (line?["quantity"] is not { } sent) return present?.Number("maxUsers") ?? 1;
        bool isValid = decimal.TryParse(sent.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal quantity) && quantity > 0;
        return isValid ? quantity : throw call.Invalid("order.orderLines", $"'{sent}' is not a quantity.");
    }

    private static void Order(Call call)
    {
        (Document company, Document user) = Buyer(call);
        (PlanOffer offer, decimal quantity) = Wanted(call, null);
        string? external = call.Fields["externalId"]?.ToString();
        if (external is not null && call.Store.First(new DocumentQuery("subscription").By("externalId", external)) is not null)
        {
            throw call.Conflict("EXTERNAL_ID_EXISTS", $"A subscription with the external id '{external}' exists.");
        }

        string? parent = (call.Fields["order"]?["parentSubscriptionId"] ?? call.Fields["parentSubscriptionId"])?.ToString();
        Document placed = Place(call, company, user, offer, quantity, call.Fields["externalId"], parent);
        Take(call, placed);
        call.Response.Headers["Location"] = $"{call.BaseUri}/{Kinds.PathOf(placed)}";
        call.Send(placed);
        WebhookSender.Notify(call, "SUBSCRIPTION", "ADDED", placed);
    }

    private static void OrderForReseller(Call call)
    {
        Document company = Visibility.Check(call, call.Find("company", call.Fields["targetCompanyId"]?.ToString()));
        Document user = call.Find("user", call.Fields["targetUserId"]?.ToString());
        Companies.Membership(call, company.Id, user.Id);
        PlanOffer offer = Offer(call, call.Fields["paymentPlanId"]?.ToString());
        JsonNode? lines = call.Fields["orderLines"] is JsonValue text ? Parsed(call, text.ToString()) : call.Fields["orderLines"];
        call.Send(Place(call, company, user, offer, Quantity(call, lines, null), null, call.Fields["parentSubscriptionId"]?.ToString()));
    }

    private static JsonNode? Parsed(Call call, string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (System.Text.Json.JsonException)
        {
            throw call.Invalid("orderLines", "orderLines is not JSON.");
        }
    }

    private static void PreviewOrder(Call call)
    {
        (Document company, Document user) = Buyer(call);
        (PlanOffer offer, decimal quantity) = Wanted(call, null);
        call.Send(Preview(call, new Document(0, "subscription", "", new JsonObject
        {
            ["companyId"] = company.Id, ["userId"] = user.Id, ["productId"] = Text(offer.ProductId), ["editionId"] = Text(offer.EditionId),
            ["id"] = null, ["status"] = null, ["maxUsers"] = quantity,
        }), offer, quantity));
    }

    private static void PreviewChange(Call call)
    {
        Document subscription = Find(call);
        (PlanOffer offer, decimal quantity) = Wanted(call, subscription);
        call.Send(Preview(call, subscription, offer, quantity));
    }

    private static void PreviewCancel(Call call)
    {
        Document subscription = Visibility.Check(call, call.Find("subscription", call.Route("subscriptionId")));
        call.Send(Preview(call, subscription, Offer(call, subscription.Text("paymentPlanId")), 0));
    }

    private static JsonNode Preview(Call call, Document subscription, PlanOffer offer, decimal quantity)
    {
        JsonNode shape = call.Shape(subscription)!;
        var order = new Document(0, "order", "", OrderBody(call, "", subscription.Text("companyId")!, subscription.Text("userId")!, offer, quantity,
            "NEW", null, 0));
        order.Body["id"] = null;
        shape["order"] = call.Representation.Of(order, Description.ApiDocument.Instance.Named("Order"));
        return shape;
    }

    private static Document Find(Call call)
    {
        (Document company, Document user) = Buyer(call);
        Document subscription = call.Find("subscription", call.Route("subscriptionId"));
        return subscription.Text("companyId") == company.Id && subscription.Text("userId") == user.Id ? subscription
            : throw call.NotFound("subscription", subscription.Id);
    }

    private static void Change(Call call)
    {
        Document subscription = Find(call);
        (PlanOffer offer, decimal quantity) = Wanted(call, subscription);
        Reorder(call, subscription, offer, quantity);
        Take(call, subscription);
        call.Send(subscription);
        WebhookSender.Notify(call, "SUBSCRIPTION", "CHANGED", subscription);
    }

    // The document declares the whole subscription as the body, and does not say which of its values are read.
    private static void Take(Call call, Document subscription)
    {
        if (call.Readings.Is("A63", "plan")) return;
        foreach ((string name, JsonNode? value) in PlainOperations.Fields(call))
        {
            if (value is JsonValue && !name.EndsWith("Id", StringComparison.Ordinal)) subscription.Body[name] = value.DeepClone();
        }

        call.Store.Save(subscription);
    }

    private static void ChangeForReseller(Call call)
    {
        Document subscription = Visibility.Check(call, call.Find("subscription", call.Route("subscriptionId")));
        if (call.Fields["paymentPlanId"] is null || call.Fields["orderLines"] is null)
        {
            throw call.Invalid("orderLines", "paymentPlanId and orderLines are required together.");
        }

        PlanOffer offer = Offer(call, call.Fields["paymentPlanId"]?.ToString());
        Reorder(call, subscription, offer, Quantity(call, call.Fields["orderLines"], subscription));
        call.Send(subscription);
    }

    private static void Reorder(Call call, Document subscription, PlanOffer offer, decimal quantity)
    {
        if (subscription.Text("status") is "CANCELLED") throw call.Conflict("SUBSCRIPTION_CANCELLED", "The subscription is cancelled.");
        string type = quantity > (subscription.Number("maxUsers") ?? 0) ? "UPGRADE" : "DOWNGRADE";
        Document order = AddOrder(
            call, subscription.Id, subscription.Text("companyId")!, subscription.Text("userId")!, offer, quantity, type, subscription.Text("orderId"));
        if (call.Store.Find("order", subscription.Text("orderId")) is { } previous)
        {
            previous.Body["status"] = "FINISHED";
            previous.Body["nextOrderId"] = order.Id;
            previous.Body["endDate"] = call.Now;
            call.Store.Save(previous);
        }

        subscription.Body["orderId"] = order.Id;
        subscription.Body["productId"] = Text(offer.ProductId);
        subscription.Body["editionId"] = Text(offer.EditionId);
        subscription.Body["paymentPlanId"] = Text(offer.PlanId);
        subscription.Body["maxUsers"] = quantity;
        subscription.Body["totalPrice"] = offer.Price * quantity;
        subscription.Body["lastModified"] = call.Now;
        call.Store.Save(subscription);
    }

    private static void Update(Call call)
    {
        Document subscription = Visibility.Check(call, call.Find("subscription", call.Route("subscriptionId")));
        string? status = call.Fields["status"]?.ToString();
        if (status is not (null or "ACTIVE" or "SUSPENDED")) throw call.Invalid("status", $"'{status}' is not ACTIVE or SUSPENDED.");
        if (status is null && call.Fields["externalId"] is null && call.Fields["customAttributes"] is null) throw call.Invalid("status", "status is required.");
        if (status is not null && subscription.Text("status") is "CANCELLED" or "FAILED")
        {
            throw new ApiRejection(call.Operation, 412, "PRECONDITION_FAILED", $"The subscription is {subscription.Text("status")}.");
        }

        string? reason = call.Fields["suspensionReasonMessage"]?.ToString();
        if (status == "SUSPENDED" && string.IsNullOrEmpty(reason)) throw call.Invalid("suspensionReasonMessage", "A reason is required.");
        if (status is not null) subscription.Body["status"] = status;
        if (status is not null) subscription.Body["suspensionReason"] = status == "SUSPENDED" ? reason : null;
        if (call.Fields.ContainsKey("externalId")) subscription.Body["externalId"] = call.Fields["externalId"]?.DeepClone();
        if (call.Fields["customAttributes"] is { } attributes) subscription.Body["customAttributes"] = attributes.DeepClone();
        subscription.Body["lastModified"] = call.Now;
        call.Store.Save(subscription);
        call.Send(subscription);
        WebhookSender.Notify(call, "SUBSCRIPTION", "CHANGED", subscription);
    }

    private static void Cancel(Call call, string input)
    {
        Document subscription = Visibility.Check(call, call.Find("subscription", call.Route(input)));
        if (subscription.Text("status") == "CANCELLED") throw call.NotFound("subscription", subscription.Id);
        subscription.Body["status"] = "CANCELLED";
        subscription.Body["endDate"] = call.Now;
        subscription.Body["lastModified"] = call.Now;
        call.Store.Save(subscription);
        call.SendNothing(call.Operation.Declares(202) && call.Readings.Is("cancel", "202") ? 202 : 204);
        WebhookSender.Notify(call, "SUBSCRIPTION", "REMOVED", subscription);
    }

    private static void AddAddon(Call call)
    {
        Document subscription = Visibility.Check(call, call.Find("subscription", call.Route("subscriptionId")));
        (PlanOffer offer, decimal quantity) = Wanted(call, subscription);
        Document order = AddOrder(
            call, subscription.Id, subscription.Text("companyId")!, subscription.Text("userId")!, offer, quantity, "NEW", null);
        call.Send(PlainOperations.Add(call, "addon", new JsonObject
        {
            ["subscriptionId"] = subscription.Id, ["companyId"] = subscription.Text("companyId"), ["userId"] = subscription.Text("userId"),
            ["orderId"] = order.Id, ["status"] = "ACTIVE", ["units"] = quantity, ["offeringUuid"] = call.Fields["offeringUuid"]?.DeepClone(),
        }));
    }

    private static Document AddOrder(
        Call call, string subscription, string company, string user, PlanOffer offer, decimal quantity, string type, string? previous)
    {
        long number = call.Store.NextNumber();
        Document order = call.Store.Add("order", number.ToString(CultureInfo.InvariantCulture),
            OrderBody(call, subscription, company, user, offer, quantity, type, previous, number));
        decimal total = offer.Price * quantity;
        if (total > 0) Billing.AddInvoice(call, order, offer, quantity, total);
        return order;
    }

    private static JsonObject OrderBody(
        Call call, string subscription, string company, string user, PlanOffer offer, decimal quantity, string type, string? previous, long number)
    {
        decimal total = offer.Price * quantity;
        return new JsonObject
        {
            ["companyId"] = company, ["userId"] = user, ["subscriptionId"] = subscription, ["productId"] = Text(offer.ProductId),
            ["editionId"] = Text(offer.EditionId), ["paymentPlanId"] = Text(offer.PlanId), ["productName"] = offer.ProductName,
            ["editionName"] = offer.EditionName, ["currency"] = "USD", ["frequency"] = offer.Frequency, ["status"] = "ACTIVE", ["type"] = type,
            ["totalPrice"] = total, ["createdOn"] = call.Now, ["startDate"] = call.Now, ["serviceStartDate"] = call.Now, ["endDate"] = null,
            ["referenceCode"] = $"REF-{number}", ["previousOrderId"] = previous, ["nextOrderId"] = null, ["salesSupportUserId"] = null,
            ["salesSupportCompanyId"] = null, ["oneTimeOrders"] = new JsonArray(), ["customAttributes"] = new JsonArray(), ["activated"] = true,
            ["parameters"] = new JsonArray(), ["orderLines"] = CustomerMaker.Lines(number, offer, quantity, total), ["pending"] = false,
        };
    }
}
