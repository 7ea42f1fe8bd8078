namespace FastTrackFpx.Sandbox.Tests.Support;

/// <summary>
/// Requests as one line each: method, route and body, with names in braces for what exists. <c>POST tenants/{tenant}/contacts +{ "name": null }</c> sends
/// a valid contact with that change.
/// </summary>
internal sealed partial class FpxRequests(TestSandbox sandbox)
{
    private Dictionary<string, string>? _known;

    /// <summary>
    /// For each line the status, the names of rejected fields, and the length of a list. What a write returns must have the documented shape.
    /// </summary>
    public async Task<string> ShowAsync(params string[] lines)
    {
        var shown = new List<string>();
        foreach (string line in lines)
        {
            (HttpStatusCode status, JsonElement body) = await SendAsync(line);
            string more = status == HttpStatusCode.BadRequest ? string.Join(' ', body.GetProperty("errors").EnumerateObject().Select(field => field.Name))
                : body.ValueKind == JsonValueKind.Array ? $"[{body.GetArrayLength()}]" : "";
            shown.Add($"{(int)status} {more}".TrimEnd());
        }

        return string.Join(", ", shown);
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(string line)
    {
        if (Name().IsMatch(line)) _known ??= await ReadAsync();
        string[] parts = Name().Replace(line, name => _known![name.Groups[1].Value]).Split(' ', 3);
        string? json = parts.ElementAtOrDefault(2);
        if (json?[0] == '+') json = Changed(JsonNode.Parse((_known ??= await ReadAsync())["new contact"])!.AsObject(), json[1..]);
        (HttpStatusCode status, JsonElement body) = await sandbox.SendAsync(new HttpMethod(parts[0]), parts[1], json);
        if (parts[0] != "GET" && status is HttpStatusCode.OK or HttpStatusCode.Created && body.ValueKind != JsonValueKind.Undefined)
        {
            string path = Specification.Find($"{parts[0]} {parts[1].Split("/api/")[^1]}")!.Path;
            Assert.Empty(DocumentedShape.Fpx.Faults(body, DocumentedShape.Fpx.ResponseOf(parts[0], path)));
        }

        return (status, body);
    }

    private static string Changed(JsonObject contact, string changes)
    {
        foreach ((string name, JsonNode? value) in JsonNode.Parse(changes)!.AsObject()) contact[name] = value?.DeepClone();
        return contact.ToJsonString();
    }

    private async Task<Dictionary<string, string>> ReadAsync()
    {
        string tenant = await sandbox.TenantIdAsync(9);
        JsonElement contact = (await sandbox.GetAsync($"tenants/{tenant}/contacts")).GetProperty("items")[0];
        JsonElement[] referrals = [.. (await sandbox.GetAsync("partnerReferrals?pageSize=1000&showDeclinedReferrals=true")).Items("items")];
        var known = new Dictionary<string, string>
        {
            ["tenant"] = tenant,
            ["contact"] = contact.Text("contactId"),
            ["l1"] = await IdAsync("entitlements/l1s"),
            ["reason"] = await IdAsync("partnerReferrals/declineReasons"),
            ["status"] = await IdAsync("partnerReferrals/referralStatuses"),
            ["value"] = await IdAsync("partnerReferrals/serviceValues"),
            ["none"] = Guid.NewGuid().ToString(),
            ["new contact"] = new JsonObject
            {
                ["name"] = "Ada Lovelace", ["email"] = "ada@example.com", ["phone"] = "+44 20 7946 0999", ["title"] = "Manager",
                ["isEngaged"] = true, ["surveyEligible"] = true, ["adminTypeId"] = 1, ["contactTypeId"] = 2,
                ["timeZoneId"] = IdOf("timezone"), ["countryRegionId"] = IdOf("countryRegion"), ["surveyLanguageId"] = IdOf("surveyLanguage"),
                ["skillTypes"] = new JsonArray(1, 2, 3), ["services"] = new JsonArray(4, 5, 1),
            }.ToJsonString(),
        };
        foreach (JsonElement status in (await sandbox.GetAsync("partnerReferrals/acceptanceStatuses")).EnumerateArray())
        {
            string name = status.Text("name");
            known[name] = status.Text("id");
            known[name.ToLowerInvariant()] = "partnerReferrals/" + referrals.First(referral => AcceptanceOf(referral) == name).Text("partnerReferralId");
        }

        (known["seats"], known["total"], JsonElement record) = await SeatsAsync();
        known["record"] = $"\"serviceIntentId\": \"{record.Text("serviceIntentId")}\", \"l1id\": \"{record.GetProperty("l1").Text("id")}\", "
            + $"\"entitlementCount\": {record.GetProperty("entitlementCount")}";
        return known;

        JsonNode IdOf(string lookup) => JsonNode.Parse(contact.GetProperty(lookup).GetProperty("id").GetRawText())!;
        string? AcceptanceOf(JsonElement referral) =>
            referral.GetProperty("acceptance") is { ValueKind: JsonValueKind.Object } acceptance ? acceptance.Text("name") : null;
        async Task<string> IdAsync(string route) => (await sandbox.GetAsync(route))[1].Text("id");
    }

    /// <summary>The route of a service that has two or three records of some seats each, its total, and its first record.</summary>
    private async Task<(string Route, string Total, JsonElement Record)> SeatsAsync()
    {
        foreach (JsonElement tenant in (await sandbox.GetAsync("partnerTenants")).Items("items"))
        {
            string services = $"tenants/{tenant.Text("tenantId")}/services";
            foreach (JsonElement total in (await sandbox.GetAsync($"{services}/maxEntitlements")).EnumerateArray())
            {
                string route = $"{services}/{total.Number("serviceId")}/entitlements";
                JsonElement records = await sandbox.GetAsync(route);
                if (records.GetArrayLength() is 2 or 3 && records[0].Number("entitlementCount") > 5)
                {
                    return (route, total.GetProperty("maxEntitlementSeatCount").ToString(), records[0]);
                }
            }
        }

        throw new InvalidOperationException("No service with two or three records.");
    }

    [GeneratedRegex("\\{([A-Za-z0-9]+)\\}")]
    private static partial Regex Name();
}
