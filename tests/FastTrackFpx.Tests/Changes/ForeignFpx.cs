namespace FastTrackFpx.Tests.Changes;

/// <summary>
/// An FPX service that shares no code with the sandbox: its responses are written by hand, with other orders and cases of names, ids as text or numbers and
/// with or without dashes, and fields that no document has. It trims text, joins blanks and lower-cases mail addresses, as services do.
/// </summary>
internal sealed class ForeignFpx
{
    internal const string Tenant = "5d2c1b0a-0000-4000-8000-000000000001";
    internal const string Contact = "c0ffee00-0000-4000-8000-000000000002";
    internal const string Referral = "4ef00000-0000-4000-8000-000000000003";
    internal const string Norway = "0a000000-0000-4000-8000-000000000047";
    internal const string Italy = "0a000000-0000-4000-8000-000000000039";
    internal const string Dublin = "0b000000-0000-4000-8000-000000000001";
    internal const string Remind = "0c000000-0000-4000-8000-000000000001";
    internal const string Blocked = "0d000000-0000-4000-8000-000000000001";
    internal const string Finished = "0d000000-0000-4000-8000-000000000002";
    internal const string NoLicence = "0d000000-0000-4000-8000-000000000011";
    internal const string Accepted = "0e000000-0000-4000-8000-000000000001";
    internal const string Open = "0e000000-0000-4000-8000-000000000011";
    internal const string Closed = "0e000000-0000-4000-8000-000000000012";
    internal const string Large = "0e000000-0000-4000-8000-000000000021";
    internal const string FirstSeat = "5ea70000-0000-4000-8000-000000000001";
    internal const string SecondSeat = "5ea70000-0000-4000-8000-000000000002";

    private static JsonObject NewContact() => Json($$"""
        {"Services":[{"name":"Exchange Online","id":"3"},{"id":4,"name":"Teams"}],"skillTypes":[],"extra":{"deep":[1,{"x":null}]},"email":"ada@example.com","TITLE":"Manager","name":"Ada  Lovelace",
         "isEngaged":"true","isFastTrackContact":null,"surveyEligible":true,"note":"keeps \u00e9t\u00e9 and\nlines","phone":null,"managerName":"","evidence":"https://example.com/?a=1&b=2","approvedSurvey":"S-1",
         "timezone":{"name":"Dublin","id":"0b000000000040008000000000000001"},"countryRegion":{"id":"0A000000-0000-4000-8000-000000000047","name":"Norway"},"surveyLanguage":{"id":9,"name":"English"},
         "adminType":{"id":"7","name":"Global"},"contactType":{"name":"Customer","id":1},"tenantId":"5d2c1b0a000040008000000000000001","contactId":"{C0FFEE00-0000-4000-8000-000000000002}",
         "created":"2026-01-02T03:04:05","createdBy":"me","modified":"2026-01-02T03:04:05.678+02:00","modifiedBy":null}
        """);

    private static JsonArray NewSeats() => new(
        Json($$"""{"entitlementCount":"10","serviceIntentId":"5ea70000000040008000000000000001","l1":{"Name":"Blocked","ID":"{{Blocked}}"},"l2":{"id":"{{NoLicence}}","name":"No licence"},"l3":null,"owner":"Ada","notes":"first","targetDate":"2027-03-31T00:00:00","nextActionDate":null,"score":1.5}"""),
        Json($$"""{"l1":{"id":"{{Finished}}","name":"Finished"},"l2":null,"entitlementCount":5,"serviceIntentId":"{{SecondSeat}}","targetDate":"2027-04-30T22:00:00Z","nextActionDate":"2027-02-01T09:30:00Z","owner":null,"notes":null}"""));

    private static JsonObject NewReferral() => Json($$"""
        {"workloads":[{"id":"4","claimed":true,"name":"Teams"}],"partnerReferralId":"4ef00000000040008000000000000003","id":"5001","acceptance":{"name":"Accepted","id":"{{Accepted}}"},"declineReason":null,
         "referralStatus":{"id":"{{Open}}","name":"Open"},"valueAddedServicesSold":true,"servicesEstimatedValue":{"name":"Large","id":"{{Large}}"},"tenantName":"Fjord AS","tenantId":"{{Tenant}}","created":"2026-05-06T00:00:00Z","region":"north"}
        """);

    private JsonObject _contact = NewContact();
    private JsonArray _seats = NewSeats();
    private JsonObject _referral = NewReferral();

    private readonly Dictionary<string, string> _lists = new(StringComparer.OrdinalIgnoreCase)
    {
        ["timeZones"] = $$"""[{"name":"Dublin","id":"0b000000000040008000000000000001","offset":0}]""",
        ["countryRegions"] = $$"""[{"name":"Norway","id":"{{Norway}}"},{"ID":"{{Italy}}","NAME":" Italy ","iso":"IT"}]""",
        ["adminTypes"] = """[{"id":"7","name":"Global"},{"id":8,"name":"Billing"}]""",
        ["contactTypes"] = """[{"name":"Customer","id":1},{"name":"Partner","id":"2"}]""",
        ["surveyLanguages"] = """[{"id":"9","name":"English"},{"id":"10","name":"Norsk"}]""",
        ["skillTypes"] = """[{"id":21,"name":"Mail"},{"id":"22","name":"Phones"}]""",
        ["services"] = """[{"id":"3","name":"Exchange Online"},{"id":4,"name":"Teams"},{"id":5,"name":null}]""",
        ["entitlements/l1s"] = $$"""[{"id":"{{Blocked}}","name":"Blocked"},{"id":"{{Finished}}","name":"Finished"}]""",
        ["entitlements/l1l2l3s"] = $$"""[{"l1s":[{"l2s":[{"name":"No licence","id":"{{NoLicence}}","l3s":[]}],"id":"{{Blocked}}","name":"Blocked"},{"id":"{{Finished}}","name":"Finished","l2s":null}],"name":"Exchange Online","id":"3"}]""",
        ["partnerReferrals/acceptanceStatuses"] = $$"""[{"id":"{{Accepted}}","name":"Accepted"},{"id":"0e000000-0000-4000-8000-000000000002","name":"Declined"},{"id":"0e000000-0000-4000-8000-000000000003","name":"Pending"}]""",
        ["partnerReferrals/declineReasons"] = "[]",
        ["partnerReferrals/referralStatuses"] = $$"""[{"id":"{{Open}}","name":"Open"},{"name":"Closed","id":"{{Closed}}"}]""",
        ["partnerReferrals/serviceValues"] = $$"""[{"id":"{{Large}}","name":"Large"},{"id":"0e000000-0000-4000-8000-000000000022","name":"Small"}]""",
        ["partnerTenants"] = $$"""{"hasMore":false,"items":[{"tpid":"12","claimedWorkloads":[{"id":"3","name":"Exchange Online"}],"name":"Fjord AS","tenantId":"{{Tenant}}"}],"count":1}""",
    };

    /// <summary>The bodies of all writes, with their paths below the version.</summary>
    internal List<(string Method, string Path, JsonNode Body)> Writes { get; } = [];

    internal bool LosesResponses { get; set; }

    internal void Reset()
    {
        Writes.Clear();
        (_contact, _seats, _referral) = (NewContact(), NewSeats(), NewReferral());
    }

    internal async Task AnswerAsync(HttpContext context)
    {
        string path = context.Request.Path.Value!.Split("/api/")[1];
        JsonNode? sent = context.Request.Method == "GET" ? null : JsonNode.Parse(await new StreamReader(context.Request.Body).ReadToEndAsync());
        if (sent is not null)
        {
            lock (Writes) Writes.Add((context.Request.Method, path, sent.DeepClone()));
            if (path.StartsWith("partnerReferrals/", StringComparison.Ordinal)) Store(_referral, sent.AsObject());
            else if (sent is JsonObject one) Store(_contact, one);
            else foreach (JsonNode? seat in sent.AsArray()) Store(_seats.First(held => Same(held!["serviceIntentId"], seat!["serviceIntentId"]))!.AsObject(), seat!.AsObject());
            if (LosesResponses)
            {
                context.Abort();
                return;
            }
        }

        string? body = _lists.TryGetValue(path, out string? list) ? list
            : path.EndsWith("/contacts", StringComparison.Ordinal) ? Page(_contact)
            : path.EndsWith("/maxEntitlements", StringComparison.Ordinal) ? """[{"maxEntitlementSeatCount":"15","service":{"name":"Exchange Online","id":3},"id":3,"name":"Exchange Online","serviceId":3,"serviceName":"Exchange Online"}]"""
            : path.EndsWith("/entitlements", StringComparison.Ordinal) ? _seats.ToJsonString()
            : path.Contains("contacts/", StringComparison.Ordinal) ? _contact.ToJsonString()
            : path.StartsWith("partnerReferrals", StringComparison.Ordinal) ? Page(_referral) : null;
        await (body is null ? OddServer.JsonAsync(context, """{"errorStatus":404,"message":"No such record."}""", 404) : OddServer.JsonAsync(context, body));
    }

    private static string Page(JsonObject item) => $$"""{"items":[{{item.ToJsonString()}}],"next":null,"count":"1","hasMore":"false"}""";

    private static bool Same(JsonNode? one, JsonNode? other) => Guid.Parse(one!.GetValue<string>()) == Guid.Parse(other!.GetValue<string>());

    // Only what is sent changes; null clears.
    private static void Store(JsonObject record, JsonObject sent)
    {
        foreach ((string field, JsonNode? value) in sent)
        {
            string name = record.Select(held => held.Key).FirstOrDefault(held => field.Equals(held, StringComparison.OrdinalIgnoreCase) || field.Equals(held + "Id", StringComparison.OrdinalIgnoreCase)) ?? field;
            record[name] = value switch
            {
                null => null,
                JsonArray ids => new JsonArray([.. ids.Select(id => (JsonNode)new JsonObject { ["id"] = id!.DeepClone() })]),
                _ when name != field && !name.Equals(field, StringComparison.OrdinalIgnoreCase) => new JsonObject { ["id"] = value.DeepClone() },
                JsonValue text when text.TryGetValue(out string? plain) && field == "email" => plain.Trim().ToLowerInvariant(),
                JsonValue text when text.TryGetValue(out string? plain) => string.Join(' ', plain.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
                _ => value.DeepClone(),
            };
        }
    }

    private static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();
}
