using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace FastTrackFpx.Client.Tests.Foreign;

/// <summary>Contacts and notes behind a gateway that fails two writes in five, each in one of many ways, and one read in ten.</summary>
internal sealed class ForeignService(TestClock clock, int seed) : IDisposable
{
    private static readonly Func<HttpContext, string, Task>[] Endings = [CloseAsync, ResetAsync, CutOffAsync, RefuseStreamAsync];
    private readonly object _gate = new();
    private readonly Random _random = new(seed);
    private readonly List<ITimer> _late = [];
    private readonly List<JsonObject> _contacts = [];
    private readonly List<JsonObject> _notes = [];

    /// <summary>How often each text was sent in a write that was not refused.</summary>
    internal Dictionary<string, int> Sent { get; } = [];

    internal bool IsWell { get; set; }

    internal Dictionary<string, int> Held
    {
        get
        {
            lock (_gate)
            {
                return _contacts.SelectMany(contact => new[] { contact["name"], contact["title"] }).Concat(_notes.Select(note => note["text"]))
                    .OfType<JsonNode>().GroupBy(text => text.GetValue<string>()).ToDictionary(same => same.Key, same => same.Count());
            }
        }
    }

    internal async Task AnswerAsync(HttpContext context)
    {
        // By the service's clock, as its records have it.
        context.Response.Headers.Date = clock.Now.ToString("r");
        JsonNode? sent = context.Request.ContentLength > 0 ? await JsonNode.ParseAsync(context.Request.Body) : null;
        Func<Task> answer;
        lock (_gate) answer = AnswerTo(context, context.Request.Method, context.Request.Path.Value!, sent);
        await answer();
    }

    public void Dispose() => _late.ForEach(timer => timer.Dispose());

    /// <summary>The connection ends without a response; over HTTP/2 with all its streams.</summary>
    internal static Task CloseAsync(HttpContext context, string json)
    {
        context.Features.Get<IConnectionSocketFeature>()!.Socket.Shutdown(SocketShutdown.Both);
        return Task.CompletedTask;
    }

    private static Task ResetAsync(HttpContext context, string json)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    private static async Task CutOffAsync(HttpContext context, string json)
    {
        byte[] body = Encoding.UTF8.GetBytes(json);
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2));
        await context.Response.Body.FlushAsync();
        context.Abort();
    }

    private static Task RefuseStreamAsync(HttpContext context, string json)
    {
        const int RefusedStream = 7;
        if (context.Features.Get<IHttpResetFeature>() is { } stream) stream.Reset(RefusedStream);
        else context.Abort();
        return Task.CompletedTask;
    }

    private Func<Task> AnswerTo(HttpContext context, string method, string path, JsonNode? sent)
    {
        if (method == "GET") return IsWell || _random.Next(10) > 0 ? Respond(List(path)) : End(List(path));
        int dice = IsWell ? 99 : _random.Next(100);
        if (dice < 4) return Respond("""{"errorStatus":429,"message":"Slow down."}""", 429, "1");
        string? text = (sent?["text"] ?? sent?["title"] ?? sent?["name"])?.GetValue<string>();
        if (text is not null) Sent[text] = Sent.GetValueOrDefault(text) + 1;
        if (dice < 12) return End(CarryOut(method, path, sent));
        if (dice < 20) return () => RefuseStreamAsync(context, string.Empty);
        if (dice < 26)
        {
            CarryOut(method, path, sent);
            return Respond("<html>gateway, too late</html>", 503, "2");
        }

        if (dice < 32) return Respond("<html>gateway</html>", _random.Next(2) == 0 ? 503 : 502);
        if (dice < 40)
        {
            // Seconds, a minute, or many of them.
            double seconds = new[] { 1, 5, 60, 900 }[_random.Next(4)] * (1 + _random.NextDouble());
            _late.Add(clock.CreateTimer(_ => Later(method, path, sent), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan));
            return _random.Next(2) == 0 ? Respond("<html>gateway</html>", 504) : () => ResetAsync(context, string.Empty);
        }

        return Respond(CarryOut(method, path, sent));

        Func<Task> End(string json)
        {
            Func<HttpContext, string, Task> ending = Endings[_random.Next(Endings.Length)];
            return () => ending(context, json);
        }

        Func<Task> Respond(string body, int status = 200, string? retryAfter = null) => () =>
        {
            if (retryAfter is not null) context.Response.Headers.RetryAfter = retryAfter;
            return OddServer.JsonAsync(context, body, status);
        };
    }

    private void Later(string method, string path, JsonNode? sent)
    {
        lock (_gate) CarryOut(method, path, sent);
    }

    private string List(string path)
    {
        string[] parts = path.Split('/');
        List<JsonObject> all = parts[^1] == "notes" ? _notes : _contacts;
        JsonNode[] items = [.. all.Where(record => record["tenantId"]!.GetValue<string>() == parts[^2]).Reverse().Select(record => record.DeepClone())];
        return new JsonObject { ["count"] = items.Length, ["hasMore"] = false, ["tenantId"] = parts[^2], ["items"] = new JsonArray(items) }.ToJsonString();
    }

    private string CarryOut(string method, string path, JsonNode? sent)
    {
        string[] parts = path.Split('/');
        if (method == "POST")
        {
            var made = (JsonObject)sent!.DeepClone();
            made["tenantId"] = parts[^2];
            made["created"] = clock.Now.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
            if (parts[^1] == "contacts") made["contactId"] = Guid.NewGuid().ToString("D");
            else made["noteCategory"] = new JsonObject { ["id"] = made["noteCategoryId"]!.GetValue<int>(), ["name"] = "General" };
            (parts[^1] == "notes" ? _notes : _contacts).Add(made);
            return made.ToJsonString();
        }

        JsonObject? contact = _contacts.Find(candidate => candidate["contactId"]!.GetValue<string>() == parts[^1]);
        if (contact is null) return "{}";
        if (method == "DELETE") _contacts.Remove(contact);
        else foreach (var field in sent!.AsObject().ToList()) contact[field.Key] = field.Value?.DeepClone();
        return contact.ToJsonString();
    }
}
