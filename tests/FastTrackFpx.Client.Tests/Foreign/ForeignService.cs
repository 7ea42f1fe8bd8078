namespace FastTrackFpx.Client.Tests.Foreign;

/// <summary>Contacts and notes behind a gateway that fails two writes in five, each in one of many ways, and one read in ten.</summary>
internal sealed class ForeignService(TestClock clock, int seed) : IDisposable
{
    private static readonly Ending[] Endings = [Ending.Close, Ending.Reset, Ending.CutOff, Ending.RefusedStream, Ending.GoAway];
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

    internal RawAnswer Answer(string method, string path, string body)
    {
        lock (_gate)
        {
            JsonNode? sent = body.Length > 0 ? JsonNode.Parse(body) : null;
            if (method == "GET")
                return !IsWell && _random.Next(10) == 0 ? new RawAnswer(Endings[_random.Next(Endings.Length)], Json: List(path)) : new RawAnswer(Ending.Response, Json: List(path));
            int dice = IsWell ? 99 : _random.Next(100);
            if (dice < 4) return new RawAnswer(Ending.Response, 429, """{"errorStatus":429,"message":"Slow down."}""", "1");
            string? text = (sent?["text"] ?? sent?["title"] ?? sent?["name"])?.GetValue<string>();
            if (text is not null) Sent[text] = Sent.GetValueOrDefault(text) + 1;
            if (dice < 12) return new RawAnswer(Endings[_random.Next(Endings.Length)], Json: CarryOut(method, path, sent));
            if (dice < 20) return new RawAnswer(_random.Next(2) == 0 ? Ending.RefusedStream : Ending.GoAway);
            if (dice < 26) return Gateway(503, "2", CarryOut(method, path, sent));
            if (dice < 32) return Gateway(_random.Next(2) == 0 ? 503 : 502, null, null);
            if (dice < 40)
            {
                // Seconds, a minute, or many of them.
                double seconds = new[] { 1, 5, 60, 900 }[_random.Next(4)] * (1 + _random.NextDouble());
                _late.Add(clock.CreateTimer(_ => Later(method, path, sent), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan));
                return _random.Next(2) == 0 ? Gateway(504, null, null) : new RawAnswer(Ending.Reset);
            }

            return new RawAnswer(Ending.Response, Json: CarryOut(method, path, sent));
        }
    }

    public void Dispose() => _late.ForEach(timer => timer.Dispose());

    private static RawAnswer Gateway(int status, string? retryAfter, string? carriedOut) =>
        new(Ending.Response, status, carriedOut is null ? "<html>gateway</html>" : "<html>gateway, too late</html>", retryAfter);

    private void Later(string method, string path, JsonNode? sent)
    {
        lock (_gate) CarryOut(method, path, sent);
    }

    private string List(string path)
    {
        string[] parts = path.Split('?')[0].Split('/');
        List<JsonObject> all = parts[^1] == "notes" ? _notes : _contacts;
        JsonNode[] items = [.. all.Where(record => record["tenantId"]!.GetValue<string>() == parts[^2]).Reverse().Select(record => record.DeepClone())];
        return new JsonObject { ["count"] = items.Length, ["hasMore"] = false, ["tenantId"] = parts[^2], ["items"] = new JsonArray(items) }.ToJsonString();
    }

    private string CarryOut(string method, string path, JsonNode? sent)
    {
        string[] parts = path.Split('?')[0].Split('/');
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
