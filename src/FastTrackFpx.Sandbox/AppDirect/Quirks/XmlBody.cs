using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace FastTrackFpx.Sandbox.AppDirect.Quirks;

/// <summary>Writes a body as XML, as billing operations do for callers that do not ask for JSON.</summary>
internal static class XmlBody
{
    public static string Of(JsonNode? body) => Element("response", body).ToString(SaveOptions.DisableFormatting);

    private static XElement Element(string name, JsonNode? value) => value switch
    {
        JsonObject fields => new XElement(name, fields.SelectMany(field => field.Value is JsonArray items
            ? items.Select(item => Element(field.Key, item)) : [Element(field.Key, field.Value)])),
        JsonArray items => new XElement(name, items.Select(item => Element("item", item))),
        _ => new XElement(name, value?.ToString()),
    };
}
