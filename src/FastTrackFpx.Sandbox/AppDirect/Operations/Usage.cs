using System.Globalization;
using System.Text.Json.Nodes;
using FastTrackFpx.Sandbox.AppDirect.Documents;

namespace FastTrackFpx.Sandbox.AppDirect.Operations;

/// <summary>Metered usage. A request of the second version has a key and is accepted once.</summary>
internal static class Usage
{
    private static readonly TimeSpan Processing = TimeSpan.FromSeconds(2);

    public static Dictionary<string, CallHandler> Handlers { get; } = new()
    {
        ["postIntegrationV2BillingUsage"] = Send,
        ["getIntegrationV2BillingUsageRequestsByRequestId"] = Status,
        ["postIntegrationV1BillingUsage"] = SendFirstVersion,
    };

    private static void Send(Call call)
    {
        string key = call.Fields["idempotencyKey"]!.ToString();
        if (call.Store.First(new DocumentQuery("usageRequest").Is("idempotencyKey", key)) is not null)
        {
            int status = int.Parse(call.Readings["S4"], CultureInfo.InvariantCulture);
            throw new ApiRejection(call.Operation, status, "DUPLICATE_IDEMPOTENCY_KEY", "A request with this idempotency key was accepted before.");
        }

        var failed = new JsonArray();
        int total = 0;
        foreach (JsonNode? account in call.Fields["usages"] as JsonArray ?? [])
        {
            bool isKnown = call.Store.First(
                new DocumentQuery("subscription").By("externalAccountId", account?["accountId"]?.ToString() ?? "")) is not null;
            foreach (JsonNode? item in account?["usageList"] as JsonArray ?? [])
            {
                total++;
                string? error = !isKnown ? "ACCOUNT_NOT_FOUND" : Check(item!);
                if (error is not null) failed.Add((JsonNode)new JsonObject { ["errorCode"] = error, ["errorDescription"] = $"Line {total} failed." });
            }
        }

        if (total == 0) throw call.Invalid("usages", "The request has no usage.");
        Document request = PlainOperations.Add(call, "usageRequest", new JsonObject
        {
            ["idempotencyKey"] = key, ["failedUsages"] = failed, ["failedUsagesCount"] = failed.Count, ["totalUsagesCount"] = total,
            ["processedUsagesCount"] = total - failed.Count, ["usages"] = call.Fields["usages"]!.DeepClone(),
            ["billable"] = call.Fields["billable"]?.DeepClone(),
        });
        call.Send(new JsonObject
        {
            ["requestId"] = request.Id, ["idempotencyKey"] = key,
            ["queryUsageStatus"] = $"{call.BaseUri}/integration/v2/billing/usage/requests/{request.Id}",
        });
    }

    private static string? Check(JsonNode item)
    {
        string quantity = item["quantity"]?.ToString() ?? "";
        bool isNumber = decimal.TryParse(quantity, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) && number >= 0;
        if (!isNumber || (quantity.Contains('.', StringComparison.Ordinal) && quantity.Split('.')[1].Length > 10)) return "INVALID_QUANTITY";
        bool isCustom = item["customUnit"] is not null;
        return isCustom ? item["unitPrice"] is null || item["currency"] is null ? "MISSING_PRICE" : null
            : item["pricingUnit"] is null ? "MISSING_UNIT" : null;
    }

    private static void Status(Call call)
    {
        Document request = call.Find("usageRequest", call.Route("requestId"));
        bool isDone = call.Now - request.Number("createdOn") >= (decimal)Processing.TotalMilliseconds;
        JsonNode shape = call.Shape(request)!;
        shape["requestId"] = request.Id;
        shape["status"] = !isDone ? "Processing" : request.Number("failedUsagesCount") == request.Number("totalUsagesCount") ? "Failed" : "Successful";
        if (!isDone) shape["processedUsagesCount"] = 0;
        call.Send(shape);
    }

    private static void SendFirstVersion(Call call)
    {
        if (call.Fields["item"] is not JsonArray && call.Fields["items"] is not JsonArray) throw call.Invalid("items", "The request has no usage.");
        PlainOperations.Add(call, "usage", PlainOperations.Fields(call));
        if (call.Request.QueryBoolean("async", otherwise: false)) call.SendNothing(202);
        else call.Send(new JsonObject { ["message"] = "Accepted.", ["success"] = true }, 200);
    }
}
