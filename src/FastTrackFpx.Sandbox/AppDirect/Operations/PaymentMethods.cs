using System.Text.Json.Nodes;
using FastTrackFpx.Sandbox.AppDirect.Documents;

namespace FastTrackFpx.Sandbox.AppDirect.Operations;

/// <summary>Payment methods and their defaults, and tokens for payment data.</summary>
internal static class PaymentMethods
{
    public static Dictionary<string, CallHandler> Handlers { get; } = new()
    {
        ["postAppMarketV2PaymentMethods"] = Create,
        ["postAppResellerV1PaymentMethods"] = Create,
        ["postAppMarketV2PaymentMethodTokens"] = CreateToken,
        ["getAppMarketV2PaymentMethodsDefaults"] = Defaults,
        ["postAppMarketV2PaymentMethodsDefaults"] = SetDefault,
    };

    private static void Create(Call call)
    {
        JsonObject body = PlainOperations.Fields(call);
        Document company = Visibility.Check(call, call.Find("company", body["companyId"]?.ToString()));
        if (body["token"] is { } token && call.Readings.Is("A67", "either"))
        {
            Document tokenized = call.Store.Find("paymentToken", token.ToString()) ?? throw call.Invalid("token", "The token is unknown or was used.");
            foreach ((string name, JsonNode? value) in tokenized.Body) body[name] = value?.DeepClone();
            body.Remove("token");
            call.Store.Remove(tokenized);
        }
        else if (body["paymentMethodType"] is null || body["billingAddress"] is null)
        {
            throw call.Invalid("paymentMethodType", "A token, or paymentMethodType, billingAddress and properties are required.");
        }

        // Payment data is used and not stored.
        body["properties"] = new JsonObject();
        body["type"] = body["paymentMethodType"]?.DeepClone();
        body["companyId"] = company.Id;
        body["isDefault"] = false;
        call.Send(PlainOperations.Add(call, "paymentMethod", body));
    }

    private static void CreateToken(Call call)
    {
        JsonObject body = PlainOperations.Fields(call);
        body["properties"] = new JsonObject();
        Document token = PlainOperations.Add(call, "paymentToken", body);
        JsonObject method = token.Body.DeepClone().AsObject();
        method["accountDisplay"] = "1111";
        call.Send(Representation.Fit(new JsonObject
        {
            ["id"] = token.Id, ["paymentMethod"] = method, ["expiration"] = MadeUp.MadeUpTime.Text(call.Marketplace.Context.RecordTime.AddMinutes(15)),
        }, call.Operation.Response()!));
    }

    private static DocumentQuery Owned(Call call, string? company, string? owner) =>
        new DocumentQuery("paymentMethod").By("companyId", company ?? "").By("ownerId", owner ?? "");

    private static void Defaults(Call call) => call.Send(new JsonArray(
        [.. call.Store.List(Owned(call, call.Query("companyId"), call.Query("ownerId")).Is("isDefault", 1)).Select(DefaultOf)]));

    private static JsonNode DefaultOf(Document method) => new JsonObject { ["paymentMethodId"] = method.Id };

    private static void SetDefault(Call call)
    {
        string? id = call.Fields["paymentMethodId"]?.ToString();
        List<Document> methods = call.Store.List(Owned(call, call.Fields["companyId"]?.ToString(), call.Fields["ownerId"]?.ToString()));
        Document chosen = methods.Find(method => method.Id == id) ?? throw call.Invalid("paymentMethodId", $"The payment method '{id}' does not exist.");
        foreach (Document method in methods)
        {
            method.Body["isDefault"] = method.Id == id;
            call.Store.Save(method);
        }

        call.Send(call.Readings.Is("A19", "array") ? new JsonArray(DefaultOf(chosen)) : DefaultOf(chosen));
    }
}
