using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using FastTrackFpx.Changes;
using FastTrackFpx.Client.Tests.Bench;
using FastTrackFpx.Connection;
using FastTrackFpx.Rest.Changes;
using Microsoft.AspNetCore.Http;

namespace FastTrackFpx.Client.Tests.Changes;

/// <summary>What becomes of a write.</summary>
internal enum Fate
{
    /// <summary>It is carried out and answered.</summary>
    Answered,

    /// <summary>It is carried out, and the connection breaks before the answer.</summary>
    Lost,

    /// <summary>It is not carried out: a gateway answers 502.</summary>
    BadGateway,

    /// <summary>It is not carried out: 503 without a time to wait.</summary>
    Unavailable,

    /// <summary>A gateway answers 502, and it is carried out when somebody reads.</summary>
    Late,

    /// <summary>Somebody else writes in between, and a gateway answers 502.</summary>
    Overtaken,
}

/// <summary>Contacts and notes of one tenant, with a fate for each write; a journal and a client that writes.</summary>
internal sealed class ForgetfulService : IAsyncDisposable
{
    internal static readonly Guid Tenant = new("0f8fad5b-d9cb-469f-a165-70867728950e");
    private readonly object _gate = new();
    private readonly TemporaryFolder _folder = new();
    private readonly Queue<Fate> _fates;
    private readonly List<Action> _late = [];
    private OddServer _server = null!;

    private ForgetfulService(IEnumerable<Fate> fates) => _fates = new Queue<Fate>(fates);

    internal List<JsonObject> Contacts { get; } = [];

    internal List<JsonObject> Notes { get; } = [];

    internal IReadOnlyList<string> Requests => _server.Requests;

    internal IEnumerable<string> WriteRequests => _server.Requests.Where(request => !request.StartsWith("GET", StringComparison.Ordinal));

    internal TestClock Clock { get; } = TestClock.WithoutWaits();

    internal ChangeJournal Journal { get; private set; } = null!;

    internal FpxClient Client { get; private set; } = null!;

    internal FpxWrites Writes => Client.Writing(new WriteContext { Journal = Journal, Cmdlet = "Test", ConnectionName = "test" });

    /// <summary>Looks at a request first; true means that it was answered.</summary>
    internal Func<HttpContext, JsonNode?, Task<bool>> Before { get; set; } = (_, _) => Task.FromResult(false);

    /// <summary>What the service makes of a record that it stores.</summary>
    internal Action<JsonObject> Store { get; set; } = _ => { };

    internal static async Task<ForgetfulService> StartAsync(params Fate[] fates)
    {
        var service = new ForgetfulService(fates);
        service._server = await OddServer.StartAsync(service.AnswerAsync);
        service.Client = service._server.Connect(options => options.TimeProvider = service.Clock);
        service.Journal = new ChangeJournal(service._folder["journal"]);
        return service;
    }

    internal async Task<FpxChange> JournaledAsync() => Assert.Single((await Journal.ReadAsync(null, default)).Entries).ToChange();

    /// <summary>Asks the service what became of the one change of the journal.</summary>
    internal async Task ResolveAsync() => await Writes.ResolveAsync(Assert.Single((await Journal.ReadAsync(null, default)).Entries), default);

    internal JsonObject AddContact(string name, DateTimeOffset? created = null)
    {
        var contact = new JsonObject
        {
            ["contactId"] = Guid.NewGuid().ToString("N"),
            ["tenantId"] = Tenant.ToString("D"),
            ["name"] = name,
            ["created"] = Text(created ?? Clock.Now),
        };
        lock (_gate) Contacts.Add(contact);
        return contact;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private async Task AnswerAsync(HttpContext context)
    {
        var body = context.Request.ContentLength > 0 ? await JsonNode.ParseAsync(context.Request.Body) : null;
        if (await Before(context, body))
            return;
        var (method, path) = (context.Request.Method, context.Request.Path.Value!);
        var isRead = method == "GET";
        var fate = Fate.Answered;
        string json;
        lock (_gate)
        {
            if (!isRead && _fates.Count > 0)
                fate = _fates.Dequeue();
            if (isRead)
                CatchUp();
            json = fate is Fate.Answered or Fate.Lost ? CarryOut(method, path, body) : string.Empty;
            if (fate == Fate.Late)
                _late.Add(() => CarryOut(method, path, body));
            if (fate == Fate.Overtaken)
                Contacts[0]["title"] = "Somebody else's";
        }

        if (fate == Fate.Lost)
            context.Abort();
        else if (fate == Fate.Unavailable)
            await OddServer.TextAsync(context, "busy", "text/plain", 503);
        else if (fate != Fate.Answered)
            await OddServer.TextAsync(context, "<html>Bad gateway</html>", "text/html", 502);
        else
            await OddServer.JsonAsync(context, json);
    }

    private void CatchUp()
    {
        foreach (var action in _late)
            action();
        _late.Clear();
    }

    private string CarryOut(string method, string path, JsonNode? body)
    {
        var isNote = path.EndsWith("/notes", StringComparison.Ordinal);
        switch (method)
        {
            case "GET":
                var list = isNote ? Notes.AsEnumerable().Reverse() : Contacts;
                return JsonSerializer.Serialize(new { count = list.Count(), hasMore = false, tenantId = Tenant, items = list });
            case "POST":
                var made = (JsonObject)body!.DeepClone();
                made["created"] = Text(Clock.Now);
                if (isNote)
                    made["noteCategory"] = new JsonObject { ["id"] = made["noteCategoryId"]!.GetValue<int>(), ["name"] = "General" };
                else
                    made["contactId"] = Guid.NewGuid().ToString("D");
                Store(made);
                (isNote ? Notes : Contacts).Add(made);
                return made.ToJsonString();
            default:
                var id = Guid.Parse(path.Split('/').Last());
                var contact = Contacts.Single(candidate => Guid.Parse(candidate["contactId"]!.ToString()) == id);
                if (method == "DELETE")
                    Contacts.Remove(contact);
                else
                    foreach (var field in body!.AsObject().ToList()) contact[field.Key] = field.Value?.DeepClone();
                return contact.ToJsonString();
        }
    }
}
