using System.Collections.Frozen;

namespace FastTrackFpx.Sandbox.AppDirect.Documents;

/// <summary>What documents are called in paths, in inputs and in references.</summary>
internal static class Kinds
{
    /// <summary>The kinds of collections, by the segment of the path.</summary>
    public static FrozenDictionary<string, string> OfSegment { get; } = new Dictionary<string, string>
    {
        ["companies"] = "company", ["users"] = "user", ["memberships"] = "membership", ["groups"] = "group",
        ["invitations"] = "invitation", ["activities"] = "activity", ["assignments"] = "assignment",
        ["subscriptionAssignments"] = "assignment", ["subscriptions"] = "subscription", ["addons"] = "addon", ["orders"] = "order",
        ["invoices"] = "invoice", ["payments"] = "payment", ["paymentInstruments"] = "paymentInstrument",
        ["paymentMethods"] = "paymentMethod", ["products"] = "product", ["listing"] = "product", ["applications"] = "product",
        ["stagingCatalog"] = "stagingProduct", ["sellableProducts"] = "product", ["recommendations"] = "product",
        ["editions"] = "edition", ["paymentPlans"] = "paymentPlan", ["bundles"] = "bundle", ["questions"] = "question",
        ["answers"] = "answer", ["reviews"] = "review", ["comments"] = "comment", ["discounts"] = "discount",
        ["exchangeRates"] = "exchangeRate", ["events"] = "event", ["webhooks"] = "webhook", ["opportunities"] = "opportunity",
        ["quotes"] = "quote", ["companyGroups"] = "segmentFolder", ["segments"] = "segment", ["dynamicSegments"] = "dynamicSegment",
        ["transfers"] = "transfer", ["details"] = "transferDetail", ["ledgerLines"] = "ledgerLine",
        ["transferMethods"] = "transferMethod", ["transferPlatformConfigurations"] = "transferPlatform", ["domains"] = "domain",
        ["companyAssociations"] = "association", ["report"] = "oldReport", ["paymentMethodTypes"] = "paymentMethodType",
    }.ToFrozenDictionary();

    /// <summary>What identifiers in paths and inputs refer to, where the name does not say it.</summary>
    private static readonly FrozenDictionary<string, string> OfInput = new Dictionary<string, string>
    {
        ["application"] = "product", ["applications"] = "product", ["companyAssociation"] = "association",
        ["currencyExchangeRate"] = "exchangeRate", ["subscriptionAssignment"] = "assignment", ["addonInstance"] = "addon",
        ["companySegment"] = "segment", ["companyGroup"] = "segmentFolder", ["transferPlatformConfiguration"] = "transferPlatform",
        ["item"] = "opportunityItem", ["domainName"] = "domain", ["id"] = "oldReport", ["uuid"] = "salesLead", ["pricingPlan"] = "paymentPlan",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> OfReference = new Dictionary<string, string>
    {
        ["customerCompany"] = "company", ["resellerCompany"] = "company", ["ownerCompany"] = "company", ["owner"] = "user",
        ["salesSupportUser"] = "user", ["salesSupportCompany"] = "company", ["customerUser"] = "user", ["ownerUser"] = "user",
        ["createdBy"] = "user", ["previousOrder"] = "order", ["nextOrder"] = "order", ["upcomingOrder"] = "order",
        ["application"] = "product", ["activeOrder"] = "order",
    }.ToFrozenDictionary();

    /// <summary>Documents that end with the one they belong to.</summary>
    public static FrozenDictionary<string, string[]> Children { get; } = new Dictionary<string, string[]>
    {
        ["segmentFolder"] = ["segment", "dynamicSegment"], ["question"] = ["answer"], ["review"] = ["comment"],
        ["opportunity"] = ["opportunityItem"],
    }.ToFrozenDictionary();

    /// <summary>The kind that an identifier in a path or in an input names: companyUuid and companyId name a company.</summary>
    public static string OfIdentifier(string name)
    {
        string plain = name;
        foreach (string ending in new[] { "Uuid", "Ids", "Id", "Number" })
        {
            if (!plain.EndsWith(ending, StringComparison.Ordinal) || plain.Length == ending.Length) continue;
            plain = plain[..^ending.Length];
            break;
        }

        return OfInput.GetValueOrDefault(plain, plain);
    }

    /// <summary>The kind that a property with that name refers to.</summary>
    public static string OfProperty(string name) => OfReference.GetValueOrDefault(name, name);

    /// <summary>The address of a document below /api; null for kinds that have none.</summary>
    public static string? PathOf(Document document) => document.Kind switch
    {
        "company" => $"account/v2/companies/{document.Id}",
        "user" => $"account/v2/users/{document.Id}",
        "membership" => $"account/v2/companies/{document.Text("companyId")}/memberships/{document.Text("userId")}",
        "group" => $"account/v2/companies/{document.Text("companyId")}/groups/{document.Id}",
        "assignment" => $"account/v2/subscriptions/{document.Text("subscriptionId")}/assignments/{document.Text("userId")}",
        "subscription" => $"billing/v1/subscriptions/{document.Id}",
        "order" => $"billing/v1/orders/{document.Id}",
        "invoice" => $"billing/v1/invoices/{document.Id}",
        "payment" => $"billing/v1/payments/{document.Id}",
        "paymentInstrument" => $"billing/v1/paymentInstruments/{document.Id}",
        "product" or "stagingProduct" => $"marketplace/v1/products/{document.Id}",
        "edition" => $"marketplace/v1/products/{document.Text("productId")}/editions/{document.Id}",
        "paymentPlan" => $"marketplace/v1/paymentPlans/{document.Id}",
        "bundle" => $"marketplace/v1/bundles/{document.Id}",
        "event" => $"channel/v1/events/{document.Id}",
        "webhook" => $"channel/v1/webhooks/{document.Id}",
        "exchangeRate" => $"channel/v1/exchangeRates/{document.Id}",
        "salesLead" => $"prm/v1/leads/{document.Id}",
        _ => null,
    };
}
