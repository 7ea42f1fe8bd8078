namespace FastTrackFpx.Sandbox.Tests.Fpx.Contacts;

[Trait("Category", "Slow")]
public sealed class ContactWriteTests
{
    [Fact]
    public async Task A_contact_is_created_changed_and_deleted()
    {
        await using TestSandbox sandbox = await TestSandbox.StartAsync();
        string tenant = await sandbox.TenantIdAsync(2);
        string before = sandbox.Service.Export();
        (HttpStatusCode status, JsonElement made) = await sandbox.SendAsync(
            HttpMethod.Post, $"tenants/{tenant}/contacts", (await BodyAsync(sandbox)).ToJsonString());
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Empty(DocumentedShape.Fpx.Faults(made, DocumentedShape.Fpx.Schema("Contact")));
        string id = made.Text("contactId");
        Assert.NotEqual(before, sandbox.Service.Export());

        JsonObject change = await BodyAsync(sandbox);
        change["name"] = "Ada King";
        change["phone"] = null;
        JsonElement changed = (await sandbox.SendAsync(HttpMethod.Patch, $"contacts/{id}", change.ToJsonString())).Body;
        Assert.Equal(("Ada King", JsonValueKind.Null), (changed.Text("name"), changed.GetProperty("phone").ValueKind));
        Assert.Equal("Manager", changed.Text("title"));

        Assert.Equal(HttpStatusCode.NoContent, (await sandbox.SendAsync(HttpMethod.Delete, $"/ftop/v1.1/api/tenants/contacts/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await sandbox.SendAsync(HttpMethod.Delete, $"/ftop/v1.1/api/tenants/contacts/{id}")).Status);
        Assert.Equal(before, sandbox.Service.Export());
    }

    [Theory]
    [InlineData("name", "\"  \"", "Name")]
    [InlineData("name", "5", "Name")]
    [InlineData("email", "\"not an address\"", "Email")]
    [InlineData("managerEmail", "\"a@b\"", "ManagerEmail")]
    [InlineData("contactTypeId", "\"1\"", "ContactTypeId")]
    [InlineData("countryRegionId", "\"5\"", "CountryRegionId")]
    [InlineData("timeZoneId", "\"11111111-1111-1111-1111-111111111111\"", "TimeZoneId")]
    [InlineData("surveyEligible", "\"yes\"", "SurveyEligible")]
    [InlineData("skillTypes", "7", "SkillTypes")]
    public async Task An_invalid_value_is_400_under_the_name_of_its_field(string field, string? value, string named)
    {
        await using TestSandbox sandbox = await TestSandbox.StartAsync();
        JsonObject body = await BodyAsync(sandbox);
        body[field] = value is null ? null : JsonNode.Parse(value);
        (HttpStatusCode status, JsonElement answer) = await sandbox.SendAsync(
            HttpMethod.Post, $"tenants/{await sandbox.TenantIdAsync()}/contacts", body.ToJsonString());
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(named, Assert.Single(answer.GetProperty("errors").EnumerateObject()).Name);
    }

    [Theory]
    [InlineData("required", "Name Email Title SurveyEligible CountryRegionId SurveyLanguageId ContactTypeId Services")]
    [InlineData("lenient", "Name ContactTypeId")]
    public async Task A_creation_reports_every_missing_key(string reading, string missing)
    {
        await using TestSandbox sandbox = await TestSandbox.StartAsync(o => o.Readings["F55"] = reading);
        (_, JsonElement answer) = await sandbox.SendAsync(HttpMethod.Post, $"tenants/{await sandbox.TenantIdAsync()}/contacts", "{}");
        Assert.Equal(missing.Split(' '), answer.GetProperty("errors").EnumerateObject().Select(p => p.Name));
    }

    [Theory]
    [InlineData("required", "contacts/{0}", HttpStatusCode.BadRequest)]
    [InlineData("lenient", "contacts/{0}", HttpStatusCode.OK)]
    [InlineData("required", "/ftop/v1.1/api/tenants/contacts/{0}", HttpStatusCode.OK)]
    public async Task A_change_of_one_field_follows_the_reading_and_the_version(string reading, string route, HttpStatusCode expected)
    {
        await using TestSandbox sandbox = await TestSandbox.StartAsync(o => o.Readings["F56"] = reading);
        Assert.Equal(expected, (await sandbox.SendAsync(HttpMethod.Patch, string.Format(route, await ContactIdAsync(sandbox)), """{ "title": "CIO" }""")).Status);
    }

    [Theory]
    [InlineData("", "PATCH v1.2/contacts, PATCH v1.1/tenants/contacts, DELETE v1.1/tenants/contacts")]
    [InlineData("F3=old",
        "PATCH v1.2/tenants/contacts, DELETE v1.2/tenants/contacts, PATCH v1.1/tenants/contacts, DELETE v1.1/tenants/contacts")]
    [InlineData("F4=new", "PATCH v1.2/contacts, DELETE v1.2/contacts, PATCH v1.1/tenants/contacts, DELETE v1.1/tenants/contacts")]
    public async Task The_address_of_a_contact_change_follows_the_reading(string reading, string expected)
    {
        await using TestSandbox sandbox = await TestSandbox.StartAsync(o =>
        {
            o.Readings["F56"] = "lenient";
            if (reading.Length > 0) o.Readings[reading.Split('=')[0]] = reading.Split('=')[1];
        });
        string id = await ContactIdAsync(sandbox);
        var there = new System.Collections.Generic.List<string>();
        foreach (string version in new[] { "v1.2", "v1.1" })
        {
            foreach (string route in new[] { "contacts", "tenants/contacts" })
            {
                foreach (HttpMethod method in new[] { HttpMethod.Patch, HttpMethod.Delete })
                {
                    // A contact that does not exist tells an operation that is there, by the dependency, from an address that is not.
                    (_, JsonElement body) = await sandbox.SendAsync(method, $"/ftop/{version}/api/{route}/{Guid.NewGuid()}", "{}");
                    if (body.TryGetProperty("dependencyType", out _)) there.Add($"{method} {version}/{route}");
                }
            }
        }

        Assert.Equal(expected.Split(", ").Order(), there.Order());
    }

    [Fact]
    public async Task A_contact_is_found_by_an_id_from_an_earlier_run()
    {
        string id;
        await using (TestSandbox first = await TestSandbox.StartAsync()) id = await ContactIdAsync(first);
        await using TestSandbox second = await TestSandbox.StartAsync();
        Assert.Equal(HttpStatusCode.NoContent, (await second.SendAsync(HttpMethod.Delete, $"/ftop/v1/api/tenants/contacts/{id}")).Status);
    }

    [Fact]
    public async Task Time_zones_are_accepted_by_either_id()
    {
        await using TestSandbox sandbox = await TestSandbox.StartAsync();
        JsonElement lookup = (await sandbox.GetAsync("timeZones"))[3];
        JsonObject body = await BodyAsync(sandbox);
        body["timeZoneId"] = lookup.Number("id");
        JsonElement made = (await sandbox.SendAsync(HttpMethod.Post, $"tenants/{await sandbox.TenantIdAsync()}/contacts", body.ToJsonString())).Body;
        Assert.Equal(lookup.Text("name"), made.GetProperty("timezone").Text("name"));
        body["timeZoneId"] = made.GetProperty("timezone").Text("id");
        JsonElement again = (await sandbox.SendAsync(HttpMethod.Post, $"tenants/{await sandbox.TenantIdAsync()}/contacts", body.ToJsonString())).Body;
        Assert.Equal(made.GetProperty("timezone").ToString(), again.GetProperty("timezone").ToString());
    }

    [Fact]
    public async Task Statuses_of_responses_follow_the_readings()
    {
        await using TestSandbox sandbox = await TestSandbox.StartAsync(o => (o.Readings["F80"], o.Readings["F81"]) = ("200", "201"));
        (HttpStatusCode created, JsonElement made) = await sandbox.SendAsync(
            HttpMethod.Post, $"tenants/{await sandbox.TenantIdAsync()}/contacts", (await BodyAsync(sandbox)).ToJsonString());
        Assert.Equal(HttpStatusCode.Created, created);
        Assert.Equal(HttpStatusCode.OK, (await sandbox.SendAsync(HttpMethod.Delete, $"/ftop/v1/api/tenants/contacts/{made.Text("contactId")}")).Status);
    }

    private static async Task<string> ContactIdAsync(TestSandbox sandbox) =>
        (await sandbox.GetAsync($"tenants/{await sandbox.TenantIdAsync(9)}/contacts")).GetProperty("items")[0].Text("contactId");

    private static async Task<JsonObject> BodyAsync(TestSandbox sandbox)
    {
        JsonElement contact = (await sandbox.GetAsync($"tenants/{await sandbox.TenantIdAsync()}/contacts")).GetProperty("items")[0];
        return new JsonObject
        {
            ["name"] = "Ada Lovelace",
            ["email"] = "ada@example.com",
            ["phone"] = "+44 20 7946 0999",
            ["title"] = "Manager",
            ["isEngaged"] = true,
            ["surveyEligible"] = true,
            ["timeZoneId"] = contact.GetProperty("timezone").Text("id"),
            ["countryRegionId"] = contact.GetProperty("countryRegion").Text("id"),
            ["adminTypeId"] = 1,
            ["surveyLanguageId"] = contact.GetProperty("surveyLanguage").Text("id"),
            ["contactTypeId"] = 2,
            ["skillTypes"] = new JsonArray(1, 2, 3),
            ["services"] = new JsonArray(4, 5, 1),
        };
    }
}
