using System.Text.Json;
using System.Text.Json.Nodes;
using FastTrackFpx.Sandbox.AppDirect.Description;

namespace FastTrackFpx.Sandbox.AppDirect.Quirks;

/// <summary>Values with another structure than the usual one, for readings that change more than a name or a type.</summary>
internal static class OtherStructure
{
    /// <summary>The value of a property in the structure of the other reading; null if the reading does not concern it.</summary>
    public static JsonNode? Of(Schema schema, string property, JsonNode? value, Func<string, bool> isChosen) => (schema.Name, property, value) switch
    {
        ("OpportunityItem", "units", JsonArray units) when isChosen("A21") => new JsonArray([.. units.Select(WithBilling)]),
        (_, "actionRestrictions", JsonObject map) when isChosen("A23") => new JsonObject
        {
            ["entry"] = new JsonArray([.. map.Select(pair => (JsonNode)new JsonObject { ["action"] = pair.Key, ["restrictions"] = pair.Value?.DeepClone() })]),
        },
        ("CurrencyExchangeRate", "baseCurrency" or "counterCurrency", JsonValue code) when isChosen("A24") =>
            new JsonObject { ["href"] = $"https://marketplace.example/currencies/{code}", ["id"] = code.DeepClone() },
        ("Discount", "type", JsonValue code) when isChosen("A25") => new JsonObject { ["DiscountType"] = code.DeepClone() },
        ("Discount", "redemptionRestriction", JsonValue code) when isChosen("A25") => new JsonObject { ["RedemptionRestriction"] = code.DeepClone() },
        ("DynamicSegment", "filters", JsonArray groups) when isChosen("A27") =>
            new JsonArray([.. groups.SelectMany(group => (group as JsonArray)?.Select(filter => filter?.DeepClone()) ?? [])]),
        (_, "supportedCountries" or "supportedCurrencies" or "supportedLanguages" or "language", JsonArray codes) when isChosen("A28") =>
            new JsonArray([.. codes.Select(code => (JsonNode)new JsonObject { ["code"] = code?.DeepClone() })]),
        (_, "itemPrices" or "markupPrices", JsonObject prices) when isChosen("A29") => new JsonArray([.. prices.Select(price => price.Value?.DeepClone())]),
        (_, _, JsonValue flag) when isChosen("A60") && HasReversedText(schema.Name, property) => JsonValue.Create(!flag.GetValue<bool>()),
        (_, _, JsonValue id) when isChosen("A62") && IsId(property) && id.GetValueKind() == JsonValueKind.Number => JsonValue.Create(id.ToString()),
        ("OrderLine", "applicationName", JsonValue) when isChosen("A30") => JsonValue.Create(4711),
        _ => null,
    };

    private static bool HasReversedText(string? schema, string property) => (schema, property)
        is ("Contract", "blockContractDowngrades" or "blockContractUpgrades")
        or ("NotificationTemplateDefinition", "required")
        or ("PMPropertyDefinition", "readOnly")
        or ("RequiredFieldValidationDefinitions", "readonly");

    private static bool IsId(string property) => property == "id" || property.EndsWith("Id", StringComparison.Ordinal);

    private static JsonNode? WithBilling(JsonNode? unit)
    {
        JsonNode? billing = unit?.DeepClone();
        if (billing is JsonObject fields) fields["strategy"] = "UPON_SERVICE_ACTIVATION";
        return billing;
    }
}
