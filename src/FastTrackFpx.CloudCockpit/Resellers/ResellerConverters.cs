namespace FastTrackFpx.CloudCockpit.Resellers;

/// <summary>Reads a value from its JSON element; nothing is written back.</summary>
internal abstract class ElementConverter<T> : JsonConverter<T>
    where T : class
{
    public sealed override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        return Read(document.RootElement);
    }

    public sealed override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => throw new NotSupportedException();

    private protected abstract T? Read(JsonElement value);

    private protected static JsonException Wrong(string place, string expected, JsonElement found) =>
        new JsonShapeException(place, expected, JsonShapeException.Describe(found));
}

internal sealed class NameConverter : ElementConverter<string>
{
    private protected override string? Read(JsonElement value) => Of(value, string.Empty);

    internal static string? Of(JsonElement value, string place) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Object => Of(JsonBody.Find(value, "name"), "name"),
        _ => throw Wrong(place, "a name", value),
    };
}

internal sealed class JsonTextConverter : ElementConverter<string>
{
    private protected override string? Read(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };
}

internal sealed class MarginConverter : ElementConverter<CloudCockpitMargin>
{
    private static readonly string[] Rules = ["Markup", "Margin", "SplitMargin", "ErpMinusDiscount"];

    private protected override CloudCockpitMargin? Read(JsonElement value) => Of(value, offerType: null);

    internal static CloudCockpitMargin? Of(JsonElement value, string? offerType)
    {
        if (value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined) return null;
        if (value.ValueKind != JsonValueKind.Object) throw Wrong(offerType ?? string.Empty, "a margin", value);
        string? rule = NameConverter.Of(JsonBody.Find(value, "marginRule"), "marginRule");
        return new CloudCockpitMargin
        {
            OfferType = offerType,
            // The sample writes rules in lower case.
            MarginRule = Rules.FirstOrDefault(known => known.Equals(rule, StringComparison.OrdinalIgnoreCase)) ?? rule,
            Value = NumberOf(JsonBody.Find(value, "value")),
        };
    }

    private static decimal? NumberOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.Number when value.TryGetDecimal(out decimal number) => number,
        JsonValueKind.String when string.IsNullOrWhiteSpace(value.GetString()) => null,
        JsonValueKind.String when decimal.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) => number,
        _ => throw Wrong("value", "a number", value),
    };
}

/// <summary>Margins by type of offer: a map, which the sample wraps in a property Value and writes with names in another case.</summary>
internal sealed class OfferTypeMarginsConverter : ElementConverter<CloudCockpitMargin[]>
{
    private protected override CloudCockpitMargin[]? Read(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null) return null;
        if (value.ValueKind != JsonValueKind.Object) throw Wrong(string.Empty, "margins by type of offer", value);
        JsonProperty[] members = [.. value.EnumerateObject()];
        if (members is [{ Name: "Value" or "value", Value.ValueKind: JsonValueKind.Object } wrapped]
            && JsonBody.Find(wrapped.Value, "marginRule").ValueKind == JsonValueKind.Undefined)
        {
            members = [.. wrapped.Value.EnumerateObject()];
        }

        return [.. members.Select(member => MarginConverter.Of(member.Value, Pascal(member.Name))).OfType<CloudCockpitMargin>()];
    }

    private static string Pascal(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name.Substring(1);
}
