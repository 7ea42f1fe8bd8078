using System.Globalization;
using System.Text.Json.Nodes;

namespace FastTrackFpx.Sandbox.AppDirect.Documents;

/// <summary>Something that the marketplace stores. Its body has what is known; responses are written from it by their schema.</summary>
/// <param name="Ordinal">Its place in the order of creation.</param>
/// <param name="Kind">What it is, such as company.</param>
/// <param name="Id">Its id within its kind.</param>
/// <param name="Body">Its properties. Properties that end in Id refer to other documents and can be searched.</param>
internal sealed record Document(long Ordinal, string Kind, string Id, JsonObject Body)
{
    /// <summary>True if it is made up, so that properties that the body does not have are made up too.</summary>
    public bool IsMadeUp { get; init; }

    /// <summary>A property as text; null if it is missing or null.</summary>
    public string? Text(string name) => Body[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out string? text) => text,
        JsonNode other => other.ToJsonString(),
    };

    /// <summary>A property as a number; null if it is missing, null or not a number.</summary>
    public decimal? Number(string name) =>
        decimal.TryParse(Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number : null;

    public bool Flag(string name) => Text(name) == "true";

    /// <summary>The texts of an array; empty if it is missing.</summary>
    public IEnumerable<string> Texts(string name) =>
        Body[name] is JsonArray array ? array.OfType<JsonValue>().Select(value => value.ToString()) : [];
}
