using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using FastTrackFpx.Sandbox.AppDirect.Description;
using FastTrackFpx.Sandbox.Http;

namespace FastTrackFpx.Sandbox.AppDirect.Quirks;

/// <summary>
/// Rewrites responses as the readings ask for. With quirks, every other element has the form that is not the default, so that one
/// response shows both.
/// </summary>
internal sealed class QuirkedResponse
{
    private static readonly FrozenSet<string> Points =
        new[]
    {
        "A1", "A11", "A12", "A13", "A14", "A15", "A16", "A18", "A21", "A23", "A24", "A25", "A27", "A28", "A29", "A30", "A58", "A60", "A62", "S1", "S12",
        "memberships",
    }.ToFrozenSet();

    private readonly Readings _readings;
    private readonly bool _hasQuirks;

    public QuirkedResponse(Readings readings, bool hasQuirks) => (_readings, _hasQuirks) = (readings, hasQuirks);

    public void Apply(ApiOperation operation, ServiceResponse response)
    {
        if (!_hasQuirks && !Points.Any(_readings.IsChanged)) return;
        if (response.ContentType is not null || response.Status >= 300 || response.Body.Length == 0) return;
        JsonNode? body = JsonNode.Parse(response.Body.Span);
        Schema? schema = operation.Response(response.Status) ?? operation.Response();
        if (schema is null || body is null) return;
        body = Wrap(operation, body);
        if (body is JsonArray list)
        {
            for (int i = 0; i < list.Count; i++) list[i] = Rewrite(list[i]?.DeepClone(), schema.Items ?? schema, i, operation);
        }
        else
        {
            body = RewriteEnvelope((JsonObject)body, schema, operation);
        }

        response.Replace(JsonSerializer.SerializeToUtf8Bytes(body));
    }

    private bool Is(string point, int index) => _readings.IsChanged(point) || (_hasQuirks && index % 2 == 1);

    // One element instead of a list, or a list instead of a page.
    private JsonNode Wrap(ApiOperation operation, JsonNode body)
    {
        if (operation.Id == "getAssistedSalesV1OpportunitiesByOpportunityIdItems" && _readings.IsChanged("A18") && body is JsonArray { Count: 1 } single)
        {
            return single[0]!.DeepClone();
        }

        if (operation.Id != "getAccountV2UsersByUserUuidMemberships" || body["content"] is not JsonArray content) return body;
        return _readings["memberships"] switch
        {
            "array" => content.DeepClone(),
            "object" when content.Count == 1 => content[0]!.DeepClone(),
            _ => body,
        };
    }

    private JsonNode RewriteEnvelope(JsonObject body, Schema schema, ApiOperation operation)
    {
        string? list = body.FirstOrDefault(pair => pair.Value is JsonArray && pair.Key is "content" or "orders" or "quotes" or "reports").Key;
        if (list is null) return Rewrite(body, schema, 0, operation)!;
        Schema item = schema.Properties.FirstOrDefault(property => property.WireName == list)?.Schema.Items ?? schema;
        var items = (JsonArray)body[list]!;
        for (int i = 0; i < items.Count; i++) items[i] = Rewrite(items[i]?.DeepClone(), item, i, operation);
        bool shares = operation.Id is "getAppResellerV1CompanyAssociations" or "getChannelV1CompanyGroups";
        if (shares && items.Count > 1 && (_readings.IsChanged("S1") || _hasQuirks)) items[1]!["id"] = items[0]!["id"]!.DeepClone();
        return body;
    }

    private JsonNode? Rewrite(JsonNode? value, Schema schema, int index, ApiOperation operation)
    {
        switch (value)
        {
            case JsonObject target when schema.Properties.Length > 0:
                var rewritten = new JsonObject();
                foreach ((string name, JsonNode? inner) in target) RewriteProperty(rewritten, name, inner, schema, index, operation);
                if (Is("A14", index))
                {
                    foreach (string extra in schema.SampleOnly) rewritten.TryAdd(extra, "sample only");
                }

                return rewritten;
            case JsonArray items:
                var list = new JsonArray();
                for (int i = 0; i < items.Count; i++) list.Add(Rewrite(items[i]?.DeepClone(), schema.Items ?? schema, index, operation));
                return list;
            case JsonValue single:
                return RewriteValue(single, schema, index);
            default:
                return value?.DeepClone();
        }
    }

    private void RewriteProperty(JsonObject rewritten, string name, JsonNode? inner, Schema schema, int index, ApiOperation operation)
    {
        SchemaProperty? property = schema.Properties.FirstOrDefault(known => known.WireName == name || known.Name == name);
        if (property is null)
        {
            rewritten[name] = inner?.DeepClone();
            return;
        }

        string written = Is("A11", index) ? property.Name : name;
        if (Is("A12", index) && property.WireName == property.Name) written = property.SampleName ?? written;
        if (property.Name == "frecuency" && Is("A13", index)) written = "frequency";
        bool isNull = property.IsNullable && !property.IsRequired && property.Name is not ("id" or "uuid") && Is("A15", index);
        bool isOdd = property.Name is "creationDate" or "endDate" or "nextBillingDate" or "expiration" && Is("S12", index);
        if (!isNull && OtherStructure.Of(schema, property.Name, inner, point => Is(point, index)) is { } other)
        {
            rewritten[written] = other;
            return;
        }

        rewritten[written] = isNull ? null : isOdd ? "2018-04-112T19:15:00Z" : Rewrite(inner?.DeepClone(), property.Schema, index, operation);
    }

    private JsonNode? RewriteValue(JsonValue value, Schema schema, int index)
    {
        if (value.TryGetValue(out string? text))
        {
            if (schema.Codes.Length == 0 || schema.IsClosed) return JsonValue.Create(text);
            if (Is("A1", index) && index % 4 == 3) return JsonValue.Create("SOMETHING_NEW");
            return JsonValue.Create(Is("A58", index) ? text.Replace('_', ' ') : text);
        }

        if (!Is("A16", index) || schema.Type is not ("number" or "integer" or "boolean")) return value.DeepClone();
        return JsonValue.Create(value.TryGetValue(out bool flag) ? flag ? "true" : "false"
            : value.GetValue<JsonElement>().GetRawText());
    }
}
