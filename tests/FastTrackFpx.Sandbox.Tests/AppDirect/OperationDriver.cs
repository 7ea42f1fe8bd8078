using FastTrackFpx.Sandbox.AppDirect.Description;
using FastTrackFpx.Sandbox.AppDirect.Documents;
using FastTrackFpx.Sandbox.AppDirect.Operations;

namespace FastTrackFpx.Sandbox.Tests.AppDirect;

/// <summary>Makes a request for any operation, with ids of documents that exist and belong together.</summary>
internal sealed class OperationDriver(AppDirectClient client)
{
    private static readonly (string Caller, string[] Roles)[] Callers =
    [
        ("client ROLE_PARTNER", ["ROLE_PARTNER", "ROLE_PARTNER_READ"]), ("manager", ["ROLE_CHANNEL_ADMIN", "ROLE_CHANNEL_PRODUCT_SUPPORT"]),
        ("reseller", ["ROLE_RESELLER", "ROLE_USER"]), ("resellers", ["ROLE_RESELLER_MANAGER"]), ("agent", ["ROLE_SALES_SUPPORT"]),
        ("product", ["ROLE_APPLICATION"]), ("admin", ["ROLE_SYS_ADMIN", "ROLE_BILLING_ADMIN"]), ("developer", ["ROLE_DEVELOPER"]),
    ];

    private Dictionary<string, JsonElement[]> _data = [];

    public bool IsEmpty => _data.Count == 0;

    public void Refresh() => _data = client.Data().EnumerateObject().ToDictionary(kind => kind.Name, kind => kind.Value.EnumerateArray().ToArray());

    public static string CallerOf(ApiOperation operation)
    {
        if (operation.Path.StartsWith("/sync/", StringComparison.Ordinal)) return "product";
        if (operation.Id == "getV3ReconciliationLedgerLines") return "resellers";
        if (operation.Id.EndsWith("RequestReview", StringComparison.Ordinal)) return "agent";
        if (operation.Roles.Length == 0) return operation.Id == "getAppwiseV2Search" ? "manager" : "client ROLE_PARTNER";
        return Callers.First(caller => caller.Roles.Any(operation.Roles.Contains)).Caller;
    }

    public string AddressOf(ApiOperation operation)
    {
        var values = Values(operation);
        string path = "/api" + (operation.Path.StartsWith("/api/", StringComparison.Ordinal) ? operation.Path[4..] : operation.Path);
        foreach (ApiParameter parameter in operation.Parameters.Where(parameter => parameter.In == "path"))
        {
            path = path.Replace($"{{{parameter.Name}}}", Uri.EscapeDataString(values[parameter.Name]), StringComparison.Ordinal);
        }

        string[] query = [.. operation.Parameters.Where(parameter => parameter.In == "query" && parameter.IsRequired)
            .Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(Input(operation, parameter.Name))}")];
        if (operation.Id.EndsWith("Memberships", StringComparison.Ordinal) && operation.Method == "POST") query = [.. query, "inviterUuid=x"];
        if (operation.Id.EndsWith("Invite", StringComparison.Ordinal)) query = [.. query, "inviterUuid=x"];
        return path + (query.Length == 0 ? "" : "?" + string.Join('&', query));
    }

    public JsonElement Find(string kind, Func<JsonElement, bool>? accepts = null) => _data[kind].First(document => accepts is null || accepts(document));

    public string Id(string kind) => Text(Find(kind), "id");

    public static string Text(JsonElement document, string name) => document.GetProperty(name).ToString();

    /// <summary>A body with a value for every property, and ids that exist.</summary>
    public JsonNode BodyOf(ApiOperation operation) => Bodies.Of(operation, this) ?? new MadeUpValue(1, "https://sandbox.example").Make(operation.Body!, "body", operation.Id)!;

    private string Input(ApiOperation operation, string name) => name switch
    {
        "context" => CallerOf(operation) switch
        {
            "reseller" => "RESELLER",
            "developer" => "DEVELOPER",
            "client ROLE_PARTNER" => "PARTNER",
            _ => "RESELLER_MANAGER",
        },
        "companyId" or "customerCompanyId" when operation.Path.StartsWith("/appMarket", StringComparison.Ordinal)
            || operation.Id.EndsWith("V1PaymentMethods", StringComparison.Ordinal) => Text(Find("paymentMethod"), "companyId"),
        "companyId" when operation.Id == "getAppResellerV1UsersByUserId" => Text(OfCustomer("membership"), "companyId"),
        "companyId" or "customerCompanyId" or "salesAgentCompanyId" => Text(Find("association"), "customerCompanyId"),
        "resellerCompanyId" => client.Text("resellerCompanyId"),
        "ownerId" => Text(Find("paymentMethod"), "ownerId"),
        "userId" or "salesAgentUserId" => Text(Find("user"), "id"),
        "leadId" => Text(OpenLead(), "id"),
        "opportunityId" => Text(_data["opportunity"][^1], "id"),
        "currency" => "USD",
        "pricingPlanId" => Id("paymentPlan"),
        "q" => "Mail",
        "companyGroupId" => Id("segmentFolder"),
        "dynamicSegmentId" => Id("dynamicSegment"),
        "subscriptionId" => Text(OfCustomer("subscription"), "id"),
        "accountIdentifier" or "userIdentifier" => "one",
        "developerIdentifier" => "d8a4d3c6-0c36-4d5e-9b4e-111111111111",
        "accountName" => "handle@u@c",
        "appId" => "4711",
        _ => throw new InvalidOperationException($"{operation.Id} requires {name}."),
    };

    private JsonElement OpenLead() => Find("lead", lead => Text(lead, "status") is not "CONVERTED");

    // A document of a company that the sandbox's reseller serves.
    private JsonElement OfCustomer(string kind)
    {
        HashSet<string> customers = [.. _data["association"].Select(association => Text(association, "customerCompanyId"))];
        return Find(kind, document => customers.Contains(Text(document, "companyId")));
    }

    private Dictionary<string, string> Values(ApiOperation operation)
    {
        var address = Address.Of(operation);
        var values = new Dictionary<string, string>();
        string[] inputs = [.. operation.Path.Split('/').Where(segment => segment.StartsWith('{')).Select(segment => segment[1..^1])];
        JsonElement main = Main(operation, address, inputs);
        foreach (string input in inputs) values[input] = Value(operation, input, main);
        return values;
    }

    // The document from which the path is filled: the one that is addressed, or one that knows every document above it.
    private JsonElement Main(ApiOperation operation, Address address, string[] inputs)
    {
        bool isReseller = CallerOf(operation) is "reseller";
        if (address.Kind == "lead") return OpenLead();
        if (isReseller && address.Kind == "company") return Find("company", company => Text(company, "id") == Text(Find("association"), "customerCompanyId"));
        if (operation.Path.Contains("/groups/", StringComparison.Ordinal) && address.Kind == "membership")
        {
            return Find("membership", membership => membership.GetProperty("groupIds").GetArrayLength() > 0);
        }

        if (operation.Path.StartsWith("/assistedSales", StringComparison.Ordinal) && operation.Method is not "GET" && inputs.Contains("opportunityId"))
        {
            HashSet<string> open = [.. _data["opportunity"].Where(o => Text(o, "status") == "OPEN").Select(o => Text(o, "id"))];
            return inputs.Contains("itemId") ? Find("opportunityItem", item => open.Contains(Text(item, "opportunityId")))
                : Find("opportunity", o => Text(o, "status") == "OPEN");
        }

        if (operation.Id == "postBillingV1InvoicesByInvoiceNumberPayments") return Find("invoice", invoice => Text(invoice, "status") == "UNPAID");
        if (operation.Id == "getBillingV1InvoicesByInvoiceNumberPayments") return Find("invoice", invoice => Text(invoice, "status") == "PAID");
        string? kind = address.Kind ?? (inputs.Length > 0 ? Kinds.OfIdentifier(inputs[^1]) : null);
        bool isOfMember = inputs.Contains("companyUuid") && inputs.Contains("userUuid");
        if (isOfMember) kind = operation.Path.Contains("assignments", StringComparison.Ordinal) || operation.Path.Contains("myapps", StringComparison.Ordinal)
            ? "assignment" : "membership";
        if (kind is "subscription" or "order" or "addon" && operation.Path.Contains("/subscriptions/{", StringComparison.Ordinal))
        {
            return isReseller ? OfCustomer("subscription") : Find("subscription", s => Text(s, "status") is "ACTIVE" or "SUSPENDED"
                && _data["addon"].Any(addon => Text(addon, "subscriptionId") == Text(s, "id")));
        }

        if (kind is null || !_data.ContainsKey(kind)) return default;
        return isReseller && _data[kind][0].TryGetProperty("companyId", out _) ? OfCustomer(kind) : Find(kind);
    }

    private string Value(ApiOperation operation, string input, JsonElement main)
    {
        string kind = Kinds.OfIdentifier(input);
        if (input == "invitationToken") return Text(Find("invitation"), "token");
        if (input == "activationToken") return "unknown";
        if (input == "userEmail") return Text(Find("user"), "email");
        if (input == "email") return Text(main, "email");
        if (input == "domainName") return Text(main, "id");
        if (input == "type") return operation.Path.Contains("common", StringComparison.Ordinal) ? "UNSUBSCRIBE" : "INVITE_USER";
        if (input == "requestId") return "unknown";
        if (input is "userEntitlementId" or "pendingAppId") return "0";
        if (kind == "vendor") return Text(Find("product"), "vendorId");
        if (main.ValueKind == JsonValueKind.Object)
        {
            var address = Address.Of(operation);
            bool isOwn = (kind == address.Kind || input is "id" or "uuid" or "reportUuid") && address.IsOne
                && operation.Path.EndsWith($"{{{input}}}", StringComparison.Ordinal) && _data[address.Kind!].Any(d => Text(d, "id") == Text(main, "id"));
            if (isOwn) return Text(main, "id");
            if (main.TryGetProperty(kind + "Id", out JsonElement reference)) return reference.ToString();
            if (_data.TryGetValue(kind, out JsonElement[]? all))
            {
                // The document itself, if it is of that kind; otherwise one that belongs to it.
                if (all.Any(document => Text(document, "id") == Text(main, "id"))) return Text(main, "id");
                if (kind == "group") return main.GetProperty("groupIds")[0].GetString()!;
                JsonElement below = all.FirstOrDefault(document => Refers(document, main));
                return Text(below.ValueKind == JsonValueKind.Object ? below : all[0], "id");
            }
        }

        return Id(kind);
    }

    private static bool Refers(JsonElement document, JsonElement main) =>
        document.TryGetProperty("subscriptionId", out JsonElement of) && of.ToString() == Text(main, "id");
}
