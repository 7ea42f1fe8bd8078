using System.Text.Json;
using FastTrackFpx.Sandbox.AppDirect.Description;
using FastTrackFpx.Sandbox.AppDirect.Operations;
using FastTrackFpx.Sandbox.Http;

namespace FastTrackFpx.Sandbox.AppDirect;

/// <summary>Writes errors in the shape that the operation documents for the status.</summary>
internal static class ErrorBody
{
    public static void Write(ServiceResponse response, Rejection rejection, string reading)
    {
        if (reading == "empty") return;
        var api = rejection as ApiRejection;
        string code = api?.Code ?? "ERROR";
        if (reading == "xml")
        {
            string message = System.Security.SecurityElement.Escape(rejection.Message);
            response.Replace("application/xml", $"<error><code>{code}</code><message>{message}</message></error>");
            return;
        }

        Schema? schema = api?.Operation?.Response(rejection.Status);
        string[] known = schema is { Properties.Length: > 0 } ? [.. schema.Properties.Select(property => property.Name)]
            : ["code", "message", "status"];
        Utf8JsonWriter json = response.Json;
        json.WriteStartObject();
        if (known.Contains("code")) json.WriteString("code"u8, code);
        if (known.Contains("message")) json.WriteString("message"u8, rejection.Message);
        if (known.Contains("status")) json.WriteNumber("status"u8, rejection.Status);
        if (known.Contains("details") && rejection.Errors is { } errors) WriteDetails(json, errors, schema!);
        json.WriteEndObject();
    }

    private static void WriteDetails(Utf8JsonWriter json, FieldErrors errors, Schema schema)
    {
        Schema item = schema.Properties.First(property => property.Name == "details").Schema.Items!;
        json.WriteStartArray("details"u8);
        foreach ((string field, List<string> messages) in errors.Fields)
        {
            foreach (string message in messages)
            {
                if (item.Type != "object")
                {
                    json.WriteStringValue($"{field}: {message}");
                    continue;
                }

                json.WriteStartObject();
                foreach (SchemaProperty property in item.Properties.Where(property => property.Schema.Type == "string"))
                {
                    bool isText = property.Name.Contains("message", StringComparison.OrdinalIgnoreCase)
                        || property.Name.Contains("description", StringComparison.OrdinalIgnoreCase);
                    json.WriteString(property.WireName, isText ? message
                        : property.Name.Contains("code", StringComparison.OrdinalIgnoreCase) ? "INVALID" : field);
                }

                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
    }
}
