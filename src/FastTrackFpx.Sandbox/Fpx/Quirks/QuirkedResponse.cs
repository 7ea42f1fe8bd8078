using System.Buffers;
using System.Globalization;
using System.Text.Json;
using FastTrackFpx.Sandbox.Http;

namespace FastTrackFpx.Sandbox.Fpx.Quirks;

/// <summary>
/// Rewrites a response with the irregularities that the documents show: ids as text or as numbers, GUIDs without dashes, a
/// misspelt name, names in PascalCase, stray and unknown fields, null where an object belongs, times without an offset, a count
/// that does not match. The position of a record decides which it gets, so that the same request gets the same response.
/// </summary>
internal static class QuirkedResponse
{
    private static readonly HashSet<string> MayBeNull = ["adminType", "countryRegion", "skillTypes", "declineReason"];
    private static readonly HashSet<string> PlainGuids = ["contactId", "tenantId", "customerId"];
    private static readonly Dictionary<string, string> Renamed = new() { ["customers"] = "Customers" };

    public static void Apply(string pattern, ServiceResponse response)
    {
        if (response.Status >= 400)
        {
            QuirkedError.Apply(response);
            return;
        }

        if (response.Body.Length == 0) return;
        var buffer = new ArrayBufferWriter<byte>(response.Body.Length + 1024);
        using (JsonDocument document = JsonDocument.Parse(response.Body))
        using (var json = new Utf8JsonWriter(buffer))
        {
            Write(json, document.RootElement, new Place(pattern, "", 0));
        }

        response.Replace(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, JsonElement value, Place place)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(json, value, place);
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                int index = 0;
                foreach (JsonElement item in value.EnumerateArray()) Write(json, item, place with { Index = index++ });
                json.WriteEndArray();
                break;
            case JsonValueKind.String:
                json.WriteStringValue(Text(value.GetString()!, place));
                break;
            case JsonValueKind.Number when place.IsOdd && place.Property is "id" or "workloadId":
                json.WriteStringValue(value.GetRawText());
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }

    private static void WriteObject(Utf8JsonWriter json, JsonElement value, Place place)
    {
        json.WriteStartObject();
        foreach (JsonProperty property in value.EnumerateObject())
        {
            Place inside = place with { Property = property.Name };
            json.WritePropertyName(Name(property.Name, place));
            if (property.Name == "count" && value.TryGetProperty("items", out JsonElement items))
            {
                json.WriteNumberValue(items.GetArrayLength());
            }
            else if (property.Name == "id" && place.Property == "l1" && place.Index % 3 == 2)
            {
                json.WriteStringValue(value.GetProperty("name").GetString());
            }
            else if (IsNull(property, place)) json.WriteNullValue();
            else Write(json, property.Value, inside);
            if (property.Name == "l1") WriteStray(json, "Entitlement Status 1");
            if (property.Name == "timezone") WriteStray(json, "Some name");
        }

        if (place.Index % 4 == 1 && place.Property.Length == 0) json.WriteString("rowVersion"u8, "AAAAAAAAB9E=");
        json.WriteEndObject();
    }

    // In the samples this pair follows a nested object; in contacts its second name repeats the key of the contact's own name.
    private static void WriteStray(Utf8JsonWriter json, string name)
    {
        json.WriteString("id"u8, "123e4567-e89b-12d3-a456-426655442222");
        json.WriteString("name"u8, name);
    }

    private static bool IsNull(JsonProperty property, Place place) =>
        (place.Index % 5 == 4 && MayBeNull.Contains(property.Name))
        || (property.Name == "items" && property.Value.ValueKind == JsonValueKind.Array && property.Value.GetArrayLength() == 0);

    private static string Name(string name, Place place)
    {
        if (name == "entitlementCount" && place.Pattern == "partnerTenants/entitlements") return "entitlmentCount";
        if (name == "services" && place.IsOdd) return "Services";
        return Renamed.GetValueOrDefault(name, name);
    }

    private static string Text(string text, Place place)
    {
        if (PlainGuids.Contains(place.Property) && place.IsOdd) return text.Replace("-", "", StringComparison.Ordinal);
        if (place.Property == "tags") return text.ToLowerInvariant();
        bool isTime = text.Length == 20 && text[^1] == 'Z' && text[10] == 'T'
            && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out _);
        return isTime && place.IsOdd ? text[..^1] : text;
    }

    /// <summary>A position in a response: the operation, the property, and the index of its record.</summary>
    private readonly record struct Place(string Pattern, string Property, int Index)
    {
        public bool IsOdd => Index % 2 == 1;
    }
}
