using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json.Nodes;
using FastTrackFpx.Sandbox.AppDirect.Description;

namespace FastTrackFpx.Sandbox.AppDirect.Documents;

/// <summary>Writes documents in the shape that an operation's schema asks for.</summary>
internal sealed class Representation(DocumentStore store, MadeUpValue madeUp, string baseUri)
{
    private const int MaxDepth = 4;

    // Properties that the services name differently.
    private static readonly FrozenDictionary<string, string[]> OtherNames = new Dictionary<string, string[]>
    {
        ["createdOn"] = ["creationDate"], ["creationDate"] = ["createdOn"], ["createdDate"] = ["createdOn"],
        ["lastModificationDate"] = ["lastModified"], ["email"] = ["emailAddress"], ["emailAddress"] = ["email"],
        ["phone"] = ["phoneNumber"], ["phoneNumber"] = ["phone"], ["userName"] = ["username"], ["username"] = ["userName"],
        ["applicationName"] = ["productName"], ["product"] = ["productName"], ["customer"] = ["customerName"], ["label"] = ["name"],
        ["firstName"] = ["givenName"], ["displayName"] = ["name"], ["inviter"] = ["inviterId"], ["totalFee"] = ["totalPrice"],
        ["companyEntitlementStatus"] = ["status"], ["default"] = ["isDefault"], ["isDefault"] = ["default"], ["reportName"] = ["name"],
        ["filename"] = ["fileName"], ["publishedOn"] = ["createdOn"],
        ["orderIds"] = ["orderNumbers"], ["title"] = ["name"], ["date"] = ["createdOn"], ["activated"] = ["active"],
        ["developerName"] = ["vendorName"], ["sellerName"] = ["vendorName"], ["companyUuid"] = ["companyId"], ["userUuid"] = ["userId"],
        ["parentSubscriptionId"] = ["parentId"], ["vendorUuid"] = ["vendorId"], ["vendorUUID"] = ["vendorId"], ["transferRequestId"] = ["requestNumber"],
    }.ToFrozenDictionary();

    /// <summary>A document in the shape of a schema.</summary>
    public JsonNode Of(Document document, Schema schema) => Of(document, schema, 0);

    /// <summary>A value with the properties and types of a schema; what does not belong there is left out.</summary>
    public static JsonNode? Fit(JsonNode? value, Schema schema)
    {
        switch (schema.Type)
        {
            case "object" when value is JsonObject source:
                // Restrictions are declared as entries and sent as a map from actions to restrictions.
                if (schema.Properties.Length == 0 || schema.Name == "ActionRestriction") return source.DeepClone();
                var target = new JsonObject();
                foreach (SchemaProperty property in schema.Properties)
                {
                    string? name = source.ContainsKey(property.WireName) ? property.WireName
                        : source.ContainsKey(property.Name) ? property.Name : null;
                    if (name is null) continue;
                    if (source[name] is null) target[property.WireName] = null;
                    else if (Fit(source[name], property.Schema) is { } fitting) target[property.WireName] = fitting;
                }

                return target;
            case "array" when value is JsonArray items:
                return new JsonArray([.. items.Select(item => schema.Items is { } of ? Fit(item, of) : item?.DeepClone())]);
            case "string" when value is JsonValue:
                return JsonValue.Create(value.ToString());
            case "number" or "integer" when value is JsonValue
                && decimal.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number):
                return JsonValue.Create(schema.Type == "integer" ? decimal.Truncate(number) : number);
            case "boolean" when value is JsonValue && bool.TryParse(value.ToString(), out bool flag):
                return JsonValue.Create(flag);
            case "any":
                return value?.DeepClone();
            default:
                return null;
        }
    }

    private JsonNode Of(Document document, Schema schema, int depth)
    {
        if (schema.Name is "LinkWS") return LinkTo(document);
        if (schema.Type != "object") return Fit(JsonValue.Create(document.Text("name") ?? document.Id), schema)!;
        var written = new JsonObject();
        foreach (SchemaProperty property in schema.Properties) WriteProperty(written, document, property, depth);
        foreach (string name in schema.SampleOnly) WriteSampleOnly(written, document, name);
        return written;
    }

    private void WriteProperty(JsonObject written, Document document, SchemaProperty property, int depth)
    {
        if (NameIn(document.Body, property) is { } name)
        {
            if (document.Body[name] is null)
            {
                if (property.IsNullable) written[property.WireName] = null;
                return;
            }

            if (Fit(document.Body[name], property.Schema) is { } value)
            {
                written[property.WireName] = value;
                return;
            }
        }

        JsonNode? node = Linked(document, property, depth) ?? Identity(document, property)
            ?? (document.IsMadeUp ? madeUp.Make(property.Schema, property.WireName, $"{document.Kind} {document.Id}") : null);
        if (node is not null) written[property.WireName] = node;
    }

    // Samples show more than the tables, such as the id of a report. It is sent if it is known.
    private void WriteSampleOnly(JsonObject written, Document document, string name)
    {
        if (document.Body.TryGetPropertyValue(name, out JsonNode? value)) written[name] = value?.DeepClone();
        else if (name == "uuid") written[name] = document.Id;
        else if (name == "links") written[name] = Links(document);
    }

    private static string? NameIn(JsonObject body, SchemaProperty property)
    {
        if (body.ContainsKey(property.WireName)) return property.WireName;
        if (body.ContainsKey(property.Name)) return property.Name;
        return Array.Find(OtherNames.GetValueOrDefault(property.Name) ?? [], body.ContainsKey);
    }

    private JsonNode? Linked(Document document, SchemaProperty property, int depth)
    {
        if (property.Schema is { Type: "array", Items.Name: "Link" }) return Links(document);
        if (property.Schema is { Type: "array", Items: { Type: "object" } item } && ChildOf(document.Kind, property.Name) is { } child)
        {
            if (depth >= MaxDepth) return new JsonArray();
            // A quote has the items of its opportunity.
            (string key, string id) = document.Kind == "quote" ? ("opportunityId", document.Text("opportunityId") ?? "")
                : (document.Kind + "Id", document.Id);
            return new JsonArray([.. store.List(new DocumentQuery(child).By(key, id)).Select(below => Of(below, item, depth + 1))]);
        }

        if (property.Schema.Type != "object") return null;
        string? reference = document.Text(property.Name + "Id");
        if (reference is null) return document.Body.ContainsKey(property.Name + "Id") ? null : Self(document, property, depth);
        if (depth >= MaxDepth) return property.Schema.Name is "LinkWS" ? new JsonObject { ["id"] = reference } : null;
        return store.Find(Kinds.OfProperty(property.Name), reference) is { } other ? Of(other, property.Schema, depth + 1) : null;
    }

    private static string? ChildOf(string kind, string property) => (kind, property) switch
    {
        ("segmentFolder", "segments") => "segment",
        ("opportunity" or "quote", "items") => "opportunityItem",
        ("edition", "plan" or "paymentPlans") => "paymentPlan",
        ("product", "editions") => "edition",
        _ => null,
    };

    // Some shapes divide one document: a customer has a company and a contact.
    private JsonNode? Self(Document document, SchemaProperty property, int depth) =>
        property.Name is "contact" or "customer" && document.Kind is "lead" or "salesLead" && depth < MaxDepth
            ? Of(document, property.Schema, depth + 1) : null;

    private static JsonNode? Identity(Document document, SchemaProperty property)
    {
        bool isOwn = property.Name is "id" or "uuid" || property.Name == document.Kind + "Id" || property.Name == document.Kind + "Uuid"
            || property.Name == document.Kind + "Number" || (document.Kind == "transfer" && property.WireName == "transferId")
            || (document.Kind == "exchangeRate" && property.Name == "currencyExchangeRateUuid");
        return isOwn ? Fit(JsonValue.Create(property.Name is "uuid" && document.Text("uuid") is { } uuid ? uuid : document.Id),
            property.Schema) : null;
    }

    private JsonObject LinkTo(Document document) =>
        new() { ["href"] = $"{baseUri}/{Kinds.PathOf(document) ?? $"{document.Kind}/{document.Id}"}", ["id"] = document.Id };

    private JsonArray Links(Document document)
    {
        var links = new JsonArray();
        void Add(string relation, string? path)
        {
            if (path is not null) links.Add((JsonNode)new JsonObject { ["href"] = $"{baseUri}/{path}", ["rel"] = relation });
        }

        Add("self", Kinds.PathOf(document));
        if (document.Kind is "company" or "user") Add("memberships", Kinds.PathOf(document) + "/memberships");
        if (document.Text("companyId") is { } company) Add("company", $"account/v2/companies/{company}");
        if (document.Text("userId") is { } user) Add("user", $"account/v2/users/{user}");
        return links;
    }
}
