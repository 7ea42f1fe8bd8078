using FastTrackFpx.Sandbox.LongJump;

namespace FastTrackFpx.Sandbox.Tests.LongJump;

public sealed class TenantTests() : ServiceTest<LongJumpClient>(() => LongJumpClient.StartAsync(o => o.Tenants = 30))
{
    private static readonly JsonElement Schemas =
        JsonDocument.Parse(Specification.RepositoryFile("docs/api/longjump.openapi.json")).RootElement.GetProperty("components").GetProperty("schemas");

    [Fact]
    public void Every_documented_field_is_known_with_its_use()
    {
        string[] listed = Names("TenantFields");
        Assert.Equal(31, listed.Length);
        foreach (string name in listed.Concat(Names("Tenant"))) Assert.NotNull(TenantField.Find(name));
        foreach (string name in Names("Tenant")) Assert.True(TenantField.Find(name)!.Use.HasFlag(FieldUse.Read | FieldUse.Sample), name);
        foreach (string name in Names("TenantCreate")) Assert.True(TenantField.Find(name)!.Use.HasFlag(FieldUse.Create), name);
        foreach (string name in Names("TenantUpdate")) Assert.True(TenantField.Find(name)!.Use.HasFlag(FieldUse.Update), name);
        foreach (JsonProperty field in Schemas.GetProperty("TenantFields").GetProperty("properties").EnumerateObject())
        {
            if (field.Value.TryGetProperty("readOnly", out _)) Assert.False((TenantField.Find(field.Name)!.Use & FieldUse.Write) != 0, field.Name);
        }
    }

    [Fact]
    public async Task A_read_returns_every_field_but_the_password()
    {
        string id = (string)(await Client.GetAsync("tenant?pageSize=1")).Tenants[0].Element("id")!;
        XElement tenant = await Client.ReadAsync(id);
        string[] returned = [.. tenant.Elements().Select(element => element.Name.LocalName)];
        Assert.Equal(returned.Distinct(), returned);
        Assert.Subset(returned.ToHashSet(), Names("TenantFields").Concat(Names("Tenant")).Except(["password"]).ToHashSet());
        Assert.DoesNotContain("password", returned);
        Assert.Equal("8c5b349851c041a28d19277a12dee8f0", (string)tenant.Element("object_id")!);
    }

    [Fact]
    public async Task Lookups_have_an_address_and_a_name_and_an_empty_one_ends_in_null()
    {
        XElement[] tenants = (await Client.GetAsync("tenant?pageSize=30")).Tenants;
        XElement withPartner = tenants.First(tenant => ((string)tenant.Element("partner")!).Length > 0).Element("partner")!;
        XElement msp = tenants.Single(tenant => (string)tenant.Element("id")! == withPartner.Value);
        Assert.Equal((string)msp.Element("company")!, (string)withPartner.Attribute("displayValue")!);
        Assert.EndsWith("/networking/rest/tenant/" + withPartner.Value, (string)withPartner.Attribute("uri")!);
        Assert.NotEqual((string)msp.Element("partner_id")!, withPartner.Value);
        XElement empty = tenants.Select(tenant => tenant.Element("base_subscriber_plan")!).First(plan => plan.Value.Length == 0);
        Assert.EndsWith("/null", (string)empty.Attribute("uri")!);
        Assert.Equal("", (string)empty.Attribute("displayValue")!);
        Assert.Contains(tenants, tenant => (string)tenant.Element("base_subscriber_plan")!.Attribute("displayValue")! == "Starter");
        Assert.All(tenants, tenant => Assert.Equal("Admin", (string)tenant.Element("owner_id")!.Attribute("displayValue")!));
    }

    [Fact]
    public async Task The_documents_create_sample_is_accepted()
    {
        string sample = Sample("/tenant", "post");
        PlatformResponse response = await Client.SendAsync(HttpMethod.Post, "tenant", sample);
        Assert.Equal((HttpStatusCode.Created, 0, "Success"), (response.Status, response.Code, response.Description));
        XElement tenant = await Client.ReadAsync(response.Id!);
        foreach (XElement sent in XElement.Parse(sample).Element("tenant")!.Elements().Where(element => element.Name != "password"))
        {
            string name = sent.Name == "force_password_to_be_changed" ? "force_password_change_on_login" : sent.Name.LocalName;
            Assert.Equal(sent.Value, (string)tenant.Element(name)!);
        }

        Assert.Equal(Client.Clock.GetUtcNow(), (DateTimeOffset)tenant.Element("start_date")!);
        Assert.Equal(("1", "0"), ((string)tenant.Element("active")!, (string)tenant.Element("deleted")!));
    }

    [Fact]
    public async Task The_documents_update_sample_changes_three_fields_and_no_other()
    {
        string id = await Client.CreateAsync();
        XElement before = await Client.ReadAsync(id);
        PlatformResponse response = await Client.SendAsync(HttpMethod.Put, "tenant/" + id, Sample("/tenant/{tenant_id}", "put"));
        Assert.Equal((HttpStatusCode.OK, 0), (response.Status, response.Code));
        XElement after = await Client.ReadAsync(id);
        string[] changed = [.. after.Elements().Where(element => !XNode.DeepEquals(element,
            before.Element(element.Name))).Select(element => element.Name.LocalName)];
        Assert.Equal(["country", "free", "payment_type"], changed.Order(StringComparer.Ordinal));
        Assert.Equal("Manual", (string)after.Element("payment_type")!);
    }

    [Fact]
    public async Task A_removed_tenant_is_gone()
    {
        string id = await Client.CreateAsync();
        Assert.Equal(0, (await Client.SendAsync(HttpMethod.Delete, "tenant/" + id)).Code);
        Assert.Equal(-200, (await Client.GetAsync("tenant/" + id)).Code);
        Assert.Equal(-200, (await Client.SendAsync(HttpMethod.Delete, "tenant/" + id)).Code);
        Assert.Equal(-200, (await Client.SendTenantAsync(HttpMethod.Put, "tenant/" + id, "<phone>1</phone>")).Code);
    }

    [Theory]
    [InlineData("<company>A</company><email>a@b.c</email><first_name>A</first_name>", "last_name")]
    [InlineData("<company/><email>a@b.c</email><first_name>A</first_name><last_name>B</last_name>", "company")]
    [InlineData("<nonsense>1</nonsense>", "nonsense")]
    [InlineData("<number>1</number>", "number")]
    [InlineData("<number_of_users>many</number_of_users>", "number_of_users")]
    [InlineData("<is_partner>yes</is_partner>", "is_partner")]
    [InlineData("<discount>1,5</discount>", "discount")]
    [InlineData("<email>nobody</email>", "email")]
    [InlineData("<company>A</company><email>a@b.c</email><first_name>A</first_name><last_name>B</last_name><partner>1</partner>",
        "partner")]
    public async Task An_invalid_field_is_minus_300_and_named(string fields, string name)
    {
        string before = Client.Service.Export(service: "longJump");
        PlatformResponse response = await Client.SendTenantAsync(HttpMethod.Post, "tenant", fields);
        Assert.Equal((HttpStatusCode.BadRequest, -300), (response.Status, response.Code));
        Assert.Contains(name, response.Description);
        Assert.Equal(before, Client.Service.Export(service: "longJump"));
    }

    [Theory]
    [InlineData("true", "1")]
    [InlineData("false", "0")]
    [InlineData("1", "1")]
    public async Task Flags_are_accepted_as_words_and_digits(string sent, string returned)
    {
        string id = await Client.CreateAsync($"<is_partner>{sent}</is_partner>");
        XElement tenant = await Client.ReadAsync(id);
        Assert.Equal((returned, returned), ((string)tenant.Element("is_partner")!, (string)tenant.Element("msp")!));
    }

    [Fact]
    public async Task A_tenant_of_an_msp_names_it_and_its_packages()
    {
        string msp = await Client.CreateAsync("<is_partner>1</is_partner>");
        string id = await Client.CreateAsync($"<partner>{msp}</partner><appList>12,\n 34 ,56</appList>");
        Assert.Equal(msp, (string)(await Client.ReadAsync(id)).Element("partner")!);
        Assert.Contains("\"12,34,56\"", Client.Service.Export(service: "longJump"));
    }

    [Theory]
    [InlineData("<platform><tenant>", "application/xml", HttpStatusCode.BadRequest)]
    [InlineData("<!DOCTYPE platform [ <!ENTITY a \"b\"> ]><platform><tenant><company>&a;</company></tenant></platform>", "application/xml",
        HttpStatusCode.BadRequest)]
    [InlineData("<other/>", "application/xml", HttpStatusCode.BadRequest)]
    [InlineData("", "application/xml", HttpStatusCode.BadRequest)]
    [InlineData("<platform><tenant/></platform>", "application/json", HttpStatusCode.UnsupportedMediaType)]
    public async Task A_document_that_is_not_a_tenant_is_rejected(string xml, string contentType, HttpStatusCode expected)
    {
        PlatformResponse response = await Client.SendAsync(HttpMethod.Post, "tenant", xml, contentType);
        Assert.Equal((expected, -300), (response.Status, response.Code));
    }

    [Fact]
    public async Task Text_survives_in_every_script_and_an_empty_element_removes_it()
    {
        string town = await Client.CreateAsync("<city>Zürich &lt;東京&gt; &amp; 😀</city>");
        Assert.Equal("Zürich <東京> & 😀", (string)(await Client.ReadAsync(town)).Element("city")!);
        string id = await Client.CreateAsync("<phone>1</phone>");
        await Client.SendTenantAsync(HttpMethod.Put, "tenant/" + id, "<phone/>");
        Assert.Equal("", (string)(await Client.ReadAsync(id)).Element("phone")!);
    }

    [Fact]
    public async Task Faults_reach_the_service_in_its_own_form()
    {
        Client.Service.SetFaults("""
            { "clock": { "records": 60 }, "store": [ "trim", "lowerMail" ],
              "rules": [ { "method": "POST", "times": 1, "faults": [ { "kind": "lostAnswer", "status": 503 } ] } ] }
            """);
        PlatformResponse lost = await Client.SendTenantAsync(
            HttpMethod.Post, "tenant",
                "<company> Lost </company><email>X@Y.Example</email><first_name>A</first_name><last_name>B</last_name>");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, -1), (lost.Status, lost.Code));
        XElement tenant = Assert.Single((await Client.GetAsync("tenant?filter=company%20=%20'lost'")).Tenants);
        Assert.Equal(("Lost", "x@y.example"), ((string)tenant.Element("company")!, (string)tenant.Element("email")!));
        Assert.Equal(Client.Clock.GetUtcNow().AddSeconds(60), (DateTimeOffset)tenant.Element("start_date")!);
    }

    private static string[] Names(string schema) =>
        [.. Schemas.GetProperty(schema).GetProperty("properties").EnumerateObject().Select(property => property.Name)];

    // The document indents with no-break spaces, some of them inside tags.
    private static string Sample(string path, string method) =>
        JsonDocument.Parse(Specification.RepositoryFile("docs/api/longjump.openapi.json"))
        .RootElement.GetProperty("paths").GetProperty(path).GetProperty(method).GetProperty("requestBody").GetProperty("content")
        .GetProperty("application/xml").Text("example").Replace('\u00A0', ' ');
}
