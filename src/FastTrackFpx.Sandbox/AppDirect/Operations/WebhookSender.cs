using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using FastTrackFpx.Sandbox.AppDirect.Documents;

namespace FastTrackFpx.Sandbox.AppDirect.Operations;

/// <summary>Posts notifications to the webhooks that ask for them, if they are on this machine.</summary>
internal static class WebhookSender
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);
    private static readonly HttpClient Client = new(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = Timeout }) { Timeout = Timeout };

    public static void Notify(Call call, string type, string action, Document document)
    {
        foreach (Document webhook in call.Store.List(new DocumentQuery("webhook").Is("resourceType", type)))
        {
            bool isWanted = webhook.Body["resourceActions"] is not JsonArray { Count: > 0 } actions
                || actions.Any(wanted => wanted?.ToString() == action);
            // Nothing that the sandbox stores leaves the machine.
            if (!isWanted || !Uri.TryCreate(webhook.Text("url"), UriKind.Absolute, out Uri? url) || !url.IsLoopback) continue;
            var body = new JsonObject
            {
                ["uuid"] = Guid.NewGuid().ToString("D"), ["timestamp"] = call.Now, ["resource"] = new JsonObject
                {
                    ["type"] = type, ["uuid"] = document.Id, ["url"] = $"{call.BaseUri}/{Kinds.PathOf(document)}", ["resourceAction"] = action,
                },
            };
            // The response does not wait for the receiver.
            _ = SendAsync(url, body.ToJsonString(), webhook.Text("sentToken"));
        }
    }

    private static async Task SendAsync(Uri url, string body, string? token)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using HttpResponseMessage response = await Client.SendAsync(request);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            // A receiver that is gone misses its notification.
        }
    }
}
