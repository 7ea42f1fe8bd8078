using System.Globalization;
using System.Text.Json.Nodes;
using FastTrackFpx.Sandbox.AppDirect.Documents;
using FastTrackFpx.Sandbox.AppDirect.Marketplace;

namespace FastTrackFpx.Sandbox.AppDirect.Operations;

/// <summary>Invoices and what pays them, orders, and payment instruments.</summary>
internal static class Billing
{
    private static readonly TimeSpan DueAfter = TimeSpan.FromDays(14);

    public static Dictionary<string, CallHandler> Handlers { get; } = new()
    {
        ["postBillingV1InvoicesByInvoiceNumberPayments"] = Pay,
        ["putBillingV1OrdersByOrderIdParameters"] = SetParameters,
        ["getBillingV1PaymentInstrumentsDefault"] = DefaultInstrument,
        ["postBillingV1CompaniesByCompanyIdUsersByUserIdPaymentInstruments"] = AddInstrument,
        ["getBillingV1UserProductContextByApplicationId"] = ProductContext,
        ["getBillingV1UserProductContextByApplicationIdCompaniesByCompanyIdUsersByUserId"] = ProductContext,
    };

    /// <summary>Stores the invoice of an order.</summary>
    public static void AddInvoice(Call call, Document order, PlanOffer offer, decimal quantity, decimal total)
    {
        Document invoice = call.Store.Add("invoice", call.Store.NextNumber().ToString(CultureInfo.InvariantCulture), new JsonObject
        {
            ["companyId"] = order.Text("companyId"), ["userId"] = order.Text("userId"), ["subscriptionId"] = order.Text("subscriptionId"),
            ["orderId"] = order.Id, ["orderNumbers"] = new JsonArray(order.Id), ["currency"] = "USD", ["status"] = "UNPAID", ["total"] = total,
            ["createdOn"] = call.Now, ["dueDate"] = call.Now + (long)DueAfter.TotalMilliseconds, ["paymentIds"] = new JsonArray(),
            ["invoiceLines"] = new JsonArray(new JsonObject
            {
                ["description"] = offer.ProductName, ["productId"] = offer.ProductId, ["editionId"] = offer.EditionId, ["paymentPlanId"] = offer.PlanId,
                ["price"] = offer.Price, ["quantity"] = quantity, ["total"] = total, ["type"] = "ITEM", ["pricingUnit"] = "USER",
            }),
        });
        WebhookSender.Notify(call, "INVOICE", "ADDED", invoice);
    }

    private static void Pay(Call call)
    {
        Document invoice = Visibility.Check(call, call.Find("invoice", call.Route("invoiceNumber")));
        if (invoice.Text("status") != "UNPAID") throw call.Conflict("INVOICE_NOT_PAYABLE", $"The invoice is {invoice.Text("status")}.");
        decimal paid = call.Store.List(new DocumentQuery("payment").By("invoiceId", invoice.Id)).Sum(payment => payment.Number("amount") ?? 0);
        decimal open = (invoice.Number("total") ?? 0) - paid;
        decimal amount = call.Fields["amount"] is { } sent ? decimal.Parse(sent.ToString(), CultureInfo.InvariantCulture) : open;
        if (amount <= 0 || amount > open) throw call.Invalid("amount", $"The amount must be above 0 and at most {open}.");
        string? currency = call.Fields["currency"]?.ToString();
        if (currency is not null && currency != invoice.Text("currency")) throw call.Invalid("currency", $"The invoice is in {invoice.Text("currency")}.");
        JsonObject body = PlainOperations.Fields(call);
        foreach ((string name, string? value) in new[]
        {
            ("companyId", invoice.Text("companyId")), ("userId", invoice.Text("userId")), ("subscriptionId", invoice.Text("subscriptionId")),
            ("orderId", invoice.Text("orderId")), ("invoiceId", invoice.Id), ("currency", invoice.Text("currency")),
        })
        {
            body[name] = value;
        }

        foreach (string name in new[] { "company", "user", "date" }) body.Remove(name);
        body["amount"] = amount;
        body["method"] ??= "MANUAL";
        body["result"] = "SUCCESSFUL";
        Document payment = PlainOperations.Add(call, "payment", body);
        payment.Body["paymentNumber"] = long.Parse(payment.Id, CultureInfo.InvariantCulture);
        call.Store.Save(payment);
        invoice.Body["paymentIds"]!.AsArray().Add(payment.Id);
        if (amount == open) invoice.Body["status"] = "PAID";
        call.Store.Save(invoice);
        call.Send(payment);
    }

    private static void SetParameters(Call call)
    {
        Document order = Visibility.Check(call, call.Find("order", call.Route("orderId")));
        order.Body["parameters"] = call.Body!.DeepClone();
        call.Store.Save(order);
        call.SendNothing();
    }

    private static void DefaultInstrument(Call call)
    {
        var query = new DocumentQuery("paymentInstrument").Is("isDefault", 1);
        if ((call.Query("companyUuid") ?? call.Caller.CompanyId) is { } company) query.By("companyId", company);
        if (call.Query("userUuid") is { } user) query.By("userId", user);
        call.Send(call.Store.First(query) ?? throw call.NotFound("paymentInstrument", "default"));
    }

    private static void AddInstrument(Call call)
    {
        Document company = Visibility.Check(call, call.FindByReference("company", call.Route("companyId")));
        Document user = call.FindByReference("user", call.Route("userId"));
        JsonObject body = PlainOperations.Fields(call);
        foreach (string name in new[] { "company", "user" }) body.Remove(name);
        if (body["creditCard"] is JsonObject card)
        {
            string number = card["number"]?.ToString() ?? "";
            body["accountDisplay"] = "**** **** **** " + number[Math.Max(0, number.Length - 4)..];
            // Numbers and codes are used and not stored.
            card["number"] = null;
            card["securityCode"] = null;
        }

        body["companyId"] = company.Id;
        body["userId"] = user.Id;
        body["isDefault"] ??= false;
        call.Send(PlainOperations.Add(call, "paymentInstrument", body));
    }

    private static void ProductContext(Call call)
    {
        Document product = call.Find("product", call.Route("applicationId"));
        var query = new DocumentQuery("subscription").By("productId", product.Id);
        string? company = call.Request.RouteValues.ContainsKey("companyId")
            ? Visibility.Check(call, call.FindByReference("company", call.Route("companyId"))).Id : call.Caller.CompanyId;
        Document? subscription = company is null ? null : call.Store.First(query.By("companyId", company));
        var body = new JsonObject
        {
            ["assigned"] = subscription is not null, ["status"] = subscription?.Text("status"), ["subscriptionId"] = subscription?.Id,
            ["ownerId"] = subscription?.Text("userId"), ["paymentPlanId"] = subscription?.Text("paymentPlanId"), ["pendingEventType"] = null,
            ["maxUsers"] = subscription?.Number("maxUsers"), ["freeTrialAllowed"] = subscription is null, ["partOfExistingBundle"] = false,
            ["numAssignedUsers"] = subscription?.Number("assignedUsers"), ["purchaseRestrictions"] = new JsonArray(),
        };
        call.Send(new Document(0, "productContext", product.Id, body));
    }
}
