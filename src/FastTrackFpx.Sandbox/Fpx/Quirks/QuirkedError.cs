using System.Buffers;
using System.Text.Json;
using FastTrackFpx.Sandbox.Http;

namespace FastTrackFpx.Sandbox.Fpx.Quirks;

/// <summary>The other error body of the documents: names in PascalCase, and the field errors inside DependencyErrorCode.</summary>
internal static class QuirkedError
{
    public static void Apply(ServiceResponse response)
    {
        using JsonDocument document = JsonDocument.Parse(response.Body);
        JsonElement error = document.RootElement;
        string message = error.GetProperty("message").GetString()!;
        var buffer = new ArrayBufferWriter<byte>();
        // A framework answers an unknown address without a body.
        if (response.Status != 404 || error.TryGetProperty("dependencyType", out _))
        {
            using var json = new Utf8JsonWriter(buffer);
            json.WriteStartObject();
            json.WriteNumber("ErrorStatus"u8, response.Status);
            Copy(json, error, "dependencyType", "DependencyType");
            Copy(json, error, "dependencyOwner", "DependencyOwner");
            if (error.TryGetProperty("errors", out JsonElement errors))
            {
                WriteErrors(json, errors, asText: message.Length % 2 == errors.GetRawText().Length % 2);
            }
            else Copy(json, error, "dependencyErrorCode", "DependencyErrorCode");
            json.WriteString("Message"u8, message);
            json.WriteEndObject();
        }

        response.Replace(buffer.WrittenSpan);
    }

    private static void WriteErrors(Utf8JsonWriter json, JsonElement errors, bool asText)
    {
        string map = "{\"errors\":" + errors.GetRawText() + "}";
        json.WritePropertyName("DependencyErrorCode"u8);
        if (asText) json.WriteStringValue(map);
        else json.WriteRawValue(map);
    }

    private static void Copy(Utf8JsonWriter json, JsonElement from, string name, string newName)
    {
        if (from.TryGetProperty(name, out JsonElement value)) json.WriteString(newName, value.GetString());
    }
}
