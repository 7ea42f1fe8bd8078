using System.Text.Json.Nodes;
using FastTrackFpx.Sandbox.AppDirect.Documents;

namespace FastTrackFpx.Sandbox.AppDirect.Operations;

/// <summary>Webhooks. Secrets are stored and never sent back.</summary>
internal static class Webhooks
{
    public static Dictionary<string, CallHandler> Handlers { get; } = new()
    {
        ["postChannelV1Webhooks"] = Create,
        ["putChannelV1WebhooksByWebhookUuid"] = Change,
    };

    private static JsonObject Fields(Call call)
    {
        JsonObject body = PlainOperations.Fields(call);
        if (!Uri.TryCreate(body["url"]?.ToString(), UriKind.Absolute, out Uri? url) || url.Scheme is not ("https" or "http"))
        {
            throw call.Invalid("url", "url is not an address.");
        }

        if (body["authenticationToken"] is { } token) body["sentToken"] = token.DeepClone();
        body["authenticationToken"] = null;
        if (body["oauth2Config"] is JsonObject config)
        {
            foreach (string secret in new[] { "clientSecret", "password" }) config.Remove(secret);
        }

        body["scope"] ??= "PARTNER";
        return body;
    }

    private static void Create(Call call)
    {
        Document webhook = PlainOperations.Add(call, "webhook", Fields(call));
        call.Response.Headers["Location"] = $"{call.BaseUri}/{Kinds.PathOf(webhook)}";
        call.SendNothing();
    }

    private static void Change(Call call)
    {
        Document webhook = call.Find("webhook", call.Route("webhookUuid"));
        JsonObject body = Fields(call);
        foreach (string name in new[] { "resourceActions", "scopeId", "partner" }) body.TryAdd(name, null);
        foreach ((string name, JsonNode? value) in body) webhook.Body[name] = value?.DeepClone();
        webhook.Body["lastModified"] = call.Now;
        call.Store.Save(webhook);
        call.Send(webhook);
    }
}
