using FastTrackFpx.Sandbox.CloudCockpit;
using FastTrackFpx.Sandbox.Fpx;
using FastTrackFpx.Sandbox.LongJump;
using FastTrackFpx.Sandbox.Tests.CloudCockpit;
using FastTrackFpx.Sandbox.Tests.LongJump;

namespace FastTrackFpx.Sandbox.Tests.Hosting;

/// <summary>Every reading of FPX, CloudCockpit and LongJump: what a sandbox shows with each choice. AppDirect has a table of its own.</summary>
[Trait("Category", "Slow")]
public sealed class ReadingTests
{
    private const string Many = "partnerTenants/entitlements?tenantIds=";

    /// <summary>By point: what is shown with each of its choices, in their order, and how a sandbox is started and asked.</summary>
    private static readonly Dictionary<string, (string[] Shown, Func<Action<SandboxOptions>, Task<string>> Ask)> Points = new()
    {
        ["F3"] = (["PATCH v1.2/contacts", "PATCH v1.2/tenants/contacts, DELETE v1.2/tenants/contacts"], Fpx(ContactRoutesAsync)),
        ["F4"] = (["PATCH v1.2/contacts", "PATCH v1.2/contacts, DELETE v1.2/contacts"], Fpx(ContactRoutesAsync)),
        ["F6"] = (["200, 404, 404", "404, 200, 200"],
            Fpx("GET tenants/{tenant}/assignments", "GET tenant/{tenant}/assignments", "GET tenant/assignments?tenantId={tenant}")),
        ["F22"] = (["200, 200", "400 AcceptanceStatusId, 200"], Fpx(Accept("acceptanceStatusId"), Accept("AcceptanceStatusId"))),
        ["F27"] = (["30 False 30, 30 False 30, 200", "30 True 25, 30 False 5, 400 Page"], Fpx(async sandbox =>
            $"{await PageAsync(sandbox, "partnerTenants")}, {await PageAsync(sandbox, "partnerTenants?page=2")}, "
            + await new FpxRequests(sandbox).ShowAsync("GET partnerTenants?page=0"))),
        ["F29"] = (["12 True 4", "4 True 4"], Fpx(sandbox => PageAsync(sandbox, "partnerReferrals?pageSize=4"))),
        ["F30"] = (["moreRecords", "hasMore"], Fpx(async sandbox => Names(await GroupAsync(sandbox), "moreRecords", "hasMore"))),
        ["F31"] = (["", "tenantId"], Fpx(async sandbox => Names(await GroupAsync(sandbox), "tenantId"))),
        ["F32"] = (["entitlementCount", "entitlmentCount"],
            Fpx(async sandbox => Names((await GroupAsync(sandbox)).GetProperty("items")[0], "entitlementCount", "entitlmentCount"))),
        ["F36"] = (["", "serviceId"], Fpx(async sandbox => Names((await GroupAsync(sandbox)).GetProperty("items")[0], "serviceId"))),
        ["F37"] = (["Number", "Guid"], Fpx(async sandbox => Kind((await ContactAsync(sandbox)).GetProperty("contactType")))),
        ["F38"] = (["Number Guid", "Number Number", "Guid Guid"], Fpx(sandbox => IdsAsync(sandbox, "timeZones", "timezone"))),
        ["F39"] = (["Number Guid", "Number Number", "Guid Guid"], Fpx(sandbox => IdsAsync(sandbox, "surveyLanguages", "surveyLanguage"))),
        ["F42"] = (["2 2", "2 1", "1 2"],
            Fpx(async sandbox => $"{await CategoryAsync(sandbox, "noteCategoryId=2")} {await CategoryAsync(sandbox, "noteCategory=2")}")),
        ["F46"] = (["400 EntitlementCount L1id, 400 Entitlements", "400 Body, 400 Entitlements", "400 EntitlementCount L1id, 400 Body"],
            Fpx("PATCH {seats} {}", "PATCH {seats} []")),
        ["F48"] = (["200 [3]", "400 EntitlementCount"], Fpx("PATCH {seats} {{record}}")),
        ["F50"] = (["400 L1id EntitlementCount", "200 [1]"], Fpx("""PATCH {seats} [ { "l1id": "{l1}", "entitlementCount": {total} } ]""")),
        ["F55"] = (["400 Name Email Title SurveyEligible CountryRegionId SurveyLanguageId ContactTypeId Services", "400 Name ContactTypeId"],
            Fpx("POST tenants/{tenant}/contacts {}")),
        ["F56"] = (["400 Name Email SurveyEligible CountryRegionId SurveyLanguageId ContactTypeId Services Phone, 200", "200, 200"],
            Fpx("""PATCH contacts/{contact} { "title": "CIO" }""", """PATCH /ftop/v1.1/api/tenants/contacts/{contact} { "title": "CIO" }""")),
        ["F67"] = (["200 200 200 200", "200 200 200 429"], Fpx(RequestsOfAMinuteAsync, o => o.RequestsPerMinute = 2)),
        ["F80"] = (["204", "200"], Fpx("DELETE /ftop/v1/api/tenants/contacts/{contact}")),
        ["F81"] = (["200, 200", "201, 201"], Fpx("POST tenants/{tenant}/contacts +{}", """POST tenants/{tenant}/notes { "text": "x", "noteCategoryId": 1 }""")),
        ["F82"] = (["200, 400 AcceptanceStatusId, 400 AcceptanceStatusId", "400 AceptanceStatusId, 200, 200"],
            Fpx(Accept("acceptanceStatusId"), Accept("aceptanceStatusId"), Accept("AceptanceStatusId"))),
        ["unknown-tenant"] = (["200", "404 named", "400 named"], Fpx(async sandbox =>
        {
            string unknown = Guid.NewGuid().ToString();
            string route = $"{Many}{await sandbox.TenantIdAsync()}&tenantIds={unknown}";
            (HttpStatusCode status, JsonElement body) = await sandbox.SendAsync(HttpMethod.Get, route);
            return $"{(int)status}{(body.ToString().Contains(unknown, StringComparison.Ordinal) ? " named" : "")}";
        })),
        ["C1"] = (["ascending", "isAscending", "sortAscending", ""], Portal(async portal =>
        {
            var reversing = new List<string>();
            foreach (string flag in new[] { "ascending", "isAscending", "sortAscending" })
            {
                if (!await IsAscendingAsync(portal, $"&{flag}=false")) reversing.Add(flag);
            }

            return string.Join(' ', reversing);
        })),
        ["C2"] = (["BadRequest", "OK"], Portal(async portal => $"{(await portal.SendAsync($"?customerId={Guid.NewGuid()}")).StatusCode}")),
        ["C3"] = (["False", "True"], Portal("\"continuationToken\":\"")),
        ["C6"] = (["True True", "False True"],
            Portal(async portal => $"{await IsAscendingAsync(portal, "")} {await IsAscendingAsync(portal, "&ascending=true")}")),
        ["C7"] = (["application/json", "text/plain", "text/json"],
            Portal(async portal => (await portal.SendAsync("")).Content.Headers.ContentType!.MediaType!)),
        ["C9"] = (["False", "True"], Portal("\"addressLine1\":null")),
        ["C10"] = (["False", "True"], Portal("\"id\":\"reseller R-10000\"")),
        ["C11"] = (["False", "True"], Portal("\"name\":\"markup\"")),
        ["C12"] = (["False", "True"], Portal("\"offerTypeMargins\":{\"Value\":{\"license\":{\"MarginRule\":{\"Name\":")),
        ["C13"] = (["False", "True"], Portal("{\\\"indirectResellerId\\\" : \\\"")),
        ["C14"] = (["False", "True"], Portal(async portal => Same(
            (await portal.ItemsAsync("?pageSize=50")).SelectMany(item => item.Items("providerResellers"))
                .Select(provider => provider.Text("providerResellerId")).OfType<string>(),
            id => Guid.TryParse(id, out _)))),
        ["C15"] = (["True", "False"], Portal("\"Success\"")),
        ["C16"] = (["True", "False"], Portal("customDomain")),
        ["C19"] = (["OK", "Forbidden"], Portal(async portal => $"{(await portal.SendAsync("")).StatusCode}")),
        ["L1"] = (["BadRequest -300", "Created 0"], Platform(platform => ShowAsync(platform.SendTenantAsync(HttpMethod.Post, "tenant", "<name>N</name>")))),
        ["L4"] = (["True", "False"], Platform("<email>")),
        ["L8"] = (["False", "True"], Platform("<active>true</active>")),
        ["L10"] = (["True", "False"],
            Platform(async platform => Same((await platform.GetAsync("tenant")).Tenants, tenant => ((string)tenant.Element("start_date")!).Contains('T')))),
        ["L17"] = (["OK 0 [20], OK 0 [20]", "BadRequest -300, OK 0 [20]"],
            Platform(platform => ShowAsync(platform, "tenant?page=0", "tenant?page=1"))),
        ["L19"] = (["False", "True"], Platform("<description>Success</description><totalRecordCount>")),
        ["L21"] = (["NotFound -200, BadRequest -300, OK -101", "NotFound -200, BadRequest -300, Unauthorized -101", "OK -200, OK -300, OK -101"],
            Platform(async platform =>
        {
            string errors = await ShowAsync(platform, "tenant/1", "tenant?filter=nonsense");
            platform.Cookie = "JSESSIONID=unknown";
            return $"{errors}, {await ShowAsync(platform, "tenant")}";
        })),
        ["created"] = (["Created 0", "OK 0"],
            Platform(platform => ShowAsync(platform.SendTenantAsync(HttpMethod.Post, "tenant", LongJumpClient.RequiredFields)))),
        ["login"] = (["", "the cookie;"],
            Platform(async platform =>
            {
                XElement login = (await platform.LogInAsync()).Platform.Element("login")!;
                return ((string?)login.Element("cookieString") ?? "").Replace(platform.Cookie, "the cookie");
            })),
    };

    public static TheoryData<string> Keys() => [.. Points.Keys];

    [Fact]
    public void Every_reading_has_a_row()
    {
        var services = new[] { FpxReadings.All, CloudCockpitService.Kind.Readings, LongJumpService.Kind.Readings };
        Assert.Equal(services.SelectMany(points => points.AsEnumerable()).Select(point => point.Key).Order(), Points.Keys.Order());
    }

    [Theory, MemberData(nameof(Keys))]
    public async Task A_sandbox_shows_which_reading_is_chosen(string key)
    {
        (string[] shown, Func<Action<SandboxOptions>, Task<string>> ask) = Points[key];
        var seen = new List<string>();
        foreach (string choice in Readings.All.Single(point => point.Key == key).Choices) seen.Add(await ask(o => o.Readings[key] = choice));
        Assert.Equal(shown, seen);
        Assert.Equal(seen.Distinct(), seen);
    }

    private static Func<Action<SandboxOptions>, Task<string>> Fpx(Func<TestSandbox, Task<string>> ask, Action<SandboxOptions>? change = null) => async choose =>
    {
        await using TestSandbox sandbox = await TestSandbox.StartAsync(o =>
        {
            (o.Tenants, o.Readings["F56"]) = (30, "lenient");
            change?.Invoke(o);
            choose(o);
        });
        return await ask(sandbox);
    };

    private static Func<Action<SandboxOptions>, Task<string>> Fpx(params string[] requests) => Fpx(sandbox => new FpxRequests(sandbox).ShowAsync(requests));

    private static string Accept(string field) => $$"""PATCH {pending} { "{{field}}": "{Accepted}" }""";

    /// <summary>The routes of v1.2 that change or remove a contact. Of one that does not exist, a route that is there names the dependency.</summary>
    private static async Task<string> ContactRoutesAsync(TestSandbox sandbox)
    {
        var there = new List<string>();
        foreach (string route in new[] { "v1.2/api/contacts", "v1.2/api/tenants/contacts", "v1.1/api/contacts", "v1.1/api/tenants/contacts" })
        {
            foreach (HttpMethod method in new[] { HttpMethod.Patch, HttpMethod.Delete })
            {
                (_, JsonElement body) = await sandbox.SendAsync(method, $"/ftop/{route}/{Guid.NewGuid()}", "{}");
                if (body.TryGetProperty("dependencyType", out _)) there.Add($"{method} {route.Replace("/api", "", StringComparison.Ordinal)}");
            }
        }

        Assert.Equal(["PATCH v1.1/tenants/contacts", "DELETE v1.1/tenants/contacts"], there.Where(route => route.Contains("v1.1", StringComparison.Ordinal)));
        return string.Join(", ", there.Where(route => route.Contains("v1.2", StringComparison.Ordinal)));
    }

    private static async Task<string> RequestsOfAMinuteAsync(TestSandbox sandbox)
    {
        var statuses = new List<int>();
        foreach (int seconds in new[] { 0, 50, 10, 10 })
        {
            sandbox.Clock.Advance(TimeSpan.FromSeconds(seconds));
            statuses.Add((int)(await sandbox.SendAsync(HttpMethod.Get, "timeZones")).Status);
        }

        return string.Join(' ', statuses);
    }

    private static async Task<string> PageAsync(TestSandbox sandbox, string route)
    {
        JsonElement page = await sandbox.GetAsync(route);
        return $"{page.Number("count")} {page.Flag("hasMore")} {page.GetProperty("items").GetArrayLength()}";
    }

    private static async Task<JsonElement> GroupAsync(TestSandbox sandbox) => (await sandbox.GetAsync(Many + await sandbox.TenantIdAsync()))[0];

    private static async Task<JsonElement> ContactAsync(TestSandbox sandbox) =>
        (await sandbox.GetAsync($"tenants/{await sandbox.TenantIdAsync()}/contacts")).GetProperty("items")[0];

    private static async Task<int> CategoryAsync(TestSandbox sandbox, string query) =>
        (await sandbox.GetAsync($"tenants/{await sandbox.TenantIdAsync(3)}/notes?{query}")).GetProperty("items")[0].GetProperty("noteCategory").Number("id");

    private static string Names(JsonElement value, params string[] names) => string.Join(' ', names.Where(name => value.TryGetProperty(name, out _)));

    private static string Kind(JsonElement entry) =>
        entry.GetProperty("id") is var id && Guid.TryParse(id.ToString(), out _) ? "Guid" : id.ValueKind.ToString();

    private static async Task<string> IdsAsync(TestSandbox sandbox, string lookup, string field) =>
        $"{Kind((await sandbox.GetAsync(lookup))[0])} {Kind((await ContactAsync(sandbox)).GetProperty(field))}";

    private static Func<Action<SandboxOptions>, Task<string>> Portal(Func<CloudCockpitClient, Task<string>> ask) => async choose =>
    {
        await using CloudCockpitClient portal = await CloudCockpitClient.StartAsync(choose);
        return await ask(portal);
    };

    private static Func<Action<SandboxOptions>, Task<string>> Portal(string text) =>
        Portal(async portal => $"{(await portal.GetAsync("?pageSize=50")).GetRawText().Contains(text, StringComparison.Ordinal)}");

    private static async Task<bool> IsAscendingAsync(CloudCockpitClient portal, string query)
    {
        JsonElement[] items = [.. await portal.ItemsAsync("?pageSize=50&sortPropertyName=Company.Name" + query)];
        string[] names = [.. items.Select(item => item.Text("companyName").ToUpperInvariant())];
        bool isAscending = names.SequenceEqual(names.Order(StringComparer.Ordinal));
        Assert.True(isAscending != names.SequenceEqual(names.OrderDescending(StringComparer.Ordinal)));
        return isAscending;
    }

    private static Func<Action<SandboxOptions>, Task<string>> Platform(Func<LongJumpClient, Task<string>> ask) => async choose =>
    {
        await using LongJumpClient platform = await LongJumpClient.StartAsync(choose);
        return await ask(platform);
    };

    private static Func<Action<SandboxOptions>, Task<string>> Platform(string text) => Platform(async platform =>
    {
        XElement answer = (await platform.GetAsync("tenant?getTotalRecordCount=1")).Platform;
        return $"{answer.ToString(SaveOptions.DisableFormatting).Contains(text, StringComparison.Ordinal)}";
    });

    private static string Same<T>(IEnumerable<T> items, Func<T, bool> holds) => $"{items.Select(holds).Distinct().Single()}";

    private static async Task<string> ShowAsync(LongJumpClient platform, params string[] routes)
    {
        var shown = new List<string>();
        foreach (string route in routes) shown.Add(await ShowAsync(platform.GetAsync(route)));
        return string.Join(", ", shown);
    }

    private static async Task<string> ShowAsync(Task<PlatformResponse> sending)
    {
        PlatformResponse response = await sending;
        return $"{response.Status} {response.Code}{(response.Tenants.Length > 0 ? $" [{response.Tenants.Length}]" : "")}";
    }
}
