using System.Text.Json.Nodes;
using FastTrackFpx.Sandbox.AppDirect.Description;
using FastTrackFpx.Sandbox.AppDirect.Documents;

namespace FastTrackFpx.Sandbox.AppDirect.Operations;

/// <summary>Templates of notifications by type, and the elements that they share.</summary>
internal static class Notifications
{
    public static Dictionary<string, CallHandler> Handlers { get; } = new()
    {
        ["getNotificationV1Templates"] = call => List(call, "NotificationTemplateType"),
        ["getNotificationV1TemplatesCommon"] = call => List(call, "NotificationCommonElementType"),
        ["getNotificationV1TemplatesParametersByType"] = Parameters,
        ["getNotificationV1TemplatesEmailByType"] = call => Get(call, "emailTemplate", "NotificationTemplateType"),
        ["getNotificationV1TemplatesSmsByType"] = call => Get(call, "smsTemplate", "NotificationTemplateType"),
        ["getNotificationV1TemplatesCommonEmailByType"] = call => Get(call, "emailElement", "NotificationCommonElementType"),
        ["postNotificationV1TemplatesEmail"] = call => Save(call, "emailTemplate"),
        ["postNotificationV1TemplatesSms"] = call => Save(call, "smsTemplate"),
        ["postNotificationV1TemplatesCommonEmail"] = call => Save(call, "emailElement"),
    };

    private static void List(Call call, string types) => Pages.Send(call, [.. ApiDocument.Instance.Named(types).Codes.Select(type =>
        new Document(0, "template", type, new JsonObject { ["type"] = type }) { IsMadeUp = true })]);

    private static string Type(Call call, string types) => ApiDocument.Instance.Named(types).Codes
        .FirstOrDefault(type => type.Equals(call.Route("type"), StringComparison.OrdinalIgnoreCase)) ?? throw call.NotFound("type", call.Route("type"));

    private static void Parameters(Call call)
    {
        string type = Type(call, "NotificationTemplateType");
        Pages.Send(call, [.. new[] { "companyName", "userFirstName", "marketplaceName" }.Select(name =>
            new Document(0, "templateParameter", type + name, new JsonObject { ["parameterName"] = name }) { IsMadeUp = true })]);
    }

    private static void Get(Call call, string kind, string types)
    {
        string type = Type(call, types);
        call.Send(call.Store.Find(kind, type) ?? new Document(0, kind, type, new JsonObject
        {
            ["type"] = type, ["locale"] = "en_US", ["enabled"] = true, ["subject"] = $"About {type}", ["content"] = $"<p>{type}</p>",
        })
        { IsMadeUp = true });
    }

    private static void Save(Call call, string kind)
    {
        JsonObject body = PlainOperations.Fields(call);
        string type = body["type"]!.ToString();
        if (call.Store.Find(kind, type) is { } stored)
        {
            foreach ((string name, JsonNode? value) in body) stored.Body[name] = value?.DeepClone();
            call.Store.Save(stored);
        }
        else
        {
            call.Store.Add(kind, type, body);
        }

        call.SendNothing();
    }
}
