using System.Text.Json;

namespace FastTrackFpx.Rest.Content;

/// <summary>Any JSON as values that need no JSON library.</summary>
internal static class PlainValue
{
    internal static object? Of(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var properties = new List<KeyValuePair<string, object?>>();
                foreach (JsonProperty property in element.EnumerateObject()) properties.Add(new(property.Name, Of(property.Value)));
                return properties;
            case JsonValueKind.Array:
                var items = new List<object?>(element.GetArrayLength());
                foreach (JsonElement item in element.EnumerateArray()) items.Add(Of(item));
                return items;
            case JsonValueKind.String: return element.GetString();
            case JsonValueKind.Number: return OfNumber(element);
            case JsonValueKind.True: return true;
            case JsonValueKind.False: return false;
            default: return null;
        }
    }

    private static object OfNumber(JsonElement element) =>
        element.TryGetInt64(out long whole) ? whole : element.TryGetDecimal(out decimal number) ? number : element.GetDouble();
}
