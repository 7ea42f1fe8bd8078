using FastTrackFpx.Rest.Data;

namespace FastTrackFpx.Store.Tests.Sync;

/// <summary>Lists of the other services in the same database, against what the sandbox stores.</summary>
[Trait("Category", "Slow")]
public sealed class ServiceListTests
{
    private static readonly string[] Lists = ["AppDirectCompany", "AppDirectInvoice", "AppDirectSubscription", "CloudCockpitReseller", "LongJumpTenant"];

    [Fact]
    public async Task Lists_of_all_services_are_written_and_matched_to_tenants()
    {
        await using StoreBench bench = await StartAsync();
        Connect(bench, "AppDirect", "CloudCockpit", "LongJump");
        string path = bench["fpx.db"];

        FpxDataChange[] added = [.. bench.Sync(path, ("Data", Lists.Append("Usage").ToArray())).Succeeded().Values<FpxDataChange>()];

        JsonElement marketplace = Export(bench, "appDirect"), portal = Export(bench, "cloudCockpit"), platform = Export(bench, "longJump");
        Same(Records(marketplace, "company").Select(company => $"{Text(company, "id")}|{Text(company, "name")}|{Text(company, "externalId")}|{Text(company, "website")}|{Text(company, "status")}"),
            "SELECT company_id, name, external_id, website, status FROM appdirect_company");
        Same(Records(marketplace, "subscription").Select(one => $"{Text(one, "id")}|{Text(one, "companyId")}|{Text(one, "status")}|{Moment(one, "createdOn")}"),
            "SELECT subscription_id, company_id, status, created FROM appdirect_subscription");
        Same(Records(marketplace, "invoice").Select(one => $"{Text(one, "id")}|{Text(one, "companyId")}|{Text(one, "status")}|{Text(one, "currency")}|{Moment(one, "dueDate")}"),
            "SELECT invoice_number, company_id, status, currency, due_date FROM appdirect_invoice");
        Same(Records(portal, "resellers").Select(one => $"{Text(one, "id")}|{Text(one, "companyName")}|{Text(one, "email")}|{Text(one, "country")}"),
            "SELECT reseller_id, company_name, email, country FROM cloudcockpit_reseller");
        Same(Records(portal, "resellers").SelectMany(one => Records(one, "providerResellers").Select(provider => $"{Text(one, "id")}|{Text(provider, "providerInstanceId")}|{Text(provider, "providerResellerId")}")),
            "SELECT reseller_id, provider_instance_id, provider_reseller_id FROM cloudcockpit_provider_reseller");
        Same(Records(platform, "tenants").Select(one => $"{Text(one, "id")}|{Text(one, "company")}|{Text(one, "email")}|{Text(one, "number_of_users")}"),
            "SELECT longjump_tenant_id, company, email, number_of_users FROM longjump_tenant");
        foreach (string table in new[] { "appdirect_company", "appdirect_subscription", "appdirect_invoice", "cloudcockpit_reseller", "longjump_tenant" })
        {
            Assert.NotEqual(0, StoreBench.Count(path, $"SELECT count(*) FROM {table}"));
            Assert.Equal(StoreBench.Count(path, $"SELECT count(*) FROM {table}"), added.Count(change => change.Table == table && change.Kind == FpxDataChangeKind.Added));
        }

        // The sandbox's customers have the names and domains of its tenants.
        Assert.Equal(StoreBench.Count(path, "SELECT count(*) FROM customer_match WHERE service = 'AppDirect'"), StoreBench.Count(path, "SELECT sum(appdirect_companies) FROM customer_overview"));
        Assert.Empty(bench.Sync(path, ("Data", Lists.Append("Usage").Reverse().ToArray())).Succeeded().Output);
        Assert.Equal(1, StoreBench.Count(path, "SELECT count(DISTINCT parts) FROM sync_run"));

        void Same(IEnumerable<string> expected, string sql) => Assert.Equal(expected.Order(StringComparer.Ordinal), StoreBench.Rows(path, sql).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_change_in_another_service_is_a_change_with_history()
    {
        await using StoreBench bench = await StartAsync();
        Connect(bench, "LongJump");
        string path = bench["fpx.db"];
        bench.Sync(path, ("Data", "LongJumpTenant")).Succeeded();
        string id = StoreBench.Rows(path, "SELECT longjump_tenant_id FROM longjump_tenant ORDER BY 1 LIMIT 1")[0];
        bench.Session.Run($"Set-LongJumpTenant -TenantId {id} -City Heidelberg -Confirm:$false").Succeeded();
        FpxDataChange change = bench.Sync(path, ("Data", "longjumptenant")).Succeeded().Values<FpxDataChange>().Single();
        Assert.Equal((FpxDataChangeKind.Changed, "longjump_tenant", id), (change.Kind, change.Table, change.Key));
        Assert.Equal("Heidelberg", change.New!.Properties["city"].Value);
        Assert.Equal(1, StoreBench.Count(path, $"SELECT count(*) FROM longjump_tenant_history WHERE longjump_tenant_id = '{id}'"));
    }

    [Fact]
    public async Task A_missing_connection_and_an_unknown_name_end_the_sync_before_it_begins()
    {
        await using StoreBench bench = await StartAsync();
        SessionResult missing = bench.Sync(bench["fpx.db"], ("Data", new[] { "Contact", "AppDirectCompany" }));
        SessionResult unknown = bench.Sync(bench["fpx.db"], ("Data", new[] { "AppDirectCompanies" }));
        Assert.StartsWith("NotConnected,", missing.AllErrors.Single().FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("-Data AppDirectCompany: there is no connection to AppDirect in this runspace.", missing.AllErrors.Single().Exception.Message);
        Assert.Contains("Connect-AppDirectService", missing.AllErrors.Single().ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.StartsWith("UnknownName,", unknown.AllErrors.Single().FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("'AppDirectCompany'", unknown.AllErrors.Single().Exception.Message, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(bench["fpx.db"]));
    }

    [Fact]
    public async Task Records_are_matched_by_tenant_id_then_domain_then_name_and_never_by_a_guess()
    {
        using var folder = new TemporaryFolder();
        string path = folder["fpx.db"];
        WorkerProcess.Open(path).Dispose();
        for (int i = 1; i <= 4; i++)
            Add("tenant", "tenant_id, name, match_name", $"'{Tenant(i)}', 'Contoso {i}', '{(i >= 3 ? "twice" : "contoso " + i)}'");
        foreach ((int tenant, string domain) in new[] { (1, "one.example"), (2, "two.example"), (3, "shared.example"), (4, "shared.example") })
            Add("workload_usage", "tenant_id, workload_id, match_domain", $"'{Tenant(tenant)}', 'w', '{domain}'");
        foreach ((string id, string? tenant, string domain, string name) in new[]
        {
            ("by id", Tenant(1), "two.example", "contoso 2"), ("by domain", null, "two.example", "contoso 1"), ("by name", null, "shared.example", "contoso 2"), ("by nothing", null, "shared.example", "twice"),
        })
            Add("appdirect_company", "company_id, tenant_id, match_domain, match_name", $"'{id}', {(tenant is null ? "NULL" : $"'{tenant}'")}, '{domain}', '{name}'");

        Assert.Equal(
            [$"by domain|{Tenant(2)}|domain", $"by id|{Tenant(1)}|tenant id", $"by name|{Tenant(2)}|name"],
            StoreBench.Rows(path, "SELECT record_id, tenant_id, matched_by FROM customer_match ORDER BY record_id"));
        Assert.Equal(["1", "2", "", ""], StoreBench.Rows(path, "SELECT appdirect_companies FROM customer_overview ORDER BY name"));

        static string Tenant(int number) => $"00000000-0000-0000-0000-00000000000{number}";
        void Add(string table, string columns, string values) => StoreBench.Execute(path, $"INSERT INTO {table} ({columns}, content_hash, valid_from) VALUES ({values}, 0, '2026-01-01T00:00:00Z')");
    }

    [Theory]
    [InlineData("https://www.Contoso.example/path?x=1", "contoso.example")]
    [InlineData("contoso.example:8443", "contoso.example")]
    [InlineData("Ada <ada@Mail.contoso.example>", "mail.contoso.example")]
    [InlineData("ada@contoso.example; bo@contoso.example (sales)", "contoso.example")]
    [InlineData("WWW.MÜLLER.example", "müller.example")]
    [InlineData("office@contoso.example.", "contoso.example")]
    [InlineData("localhost", null)]
    [InlineData("  ", null)]
    public void A_domain_is_found_in_web_and_mail_addresses(string address, string? domain) => Assert.Equal(domain, CustomerKey.DomainOf(address));

    [Fact]
    public void The_domain_of_a_tenant_is_compared_like_that_of_a_company()
    {
        Assert.Contains("müller.example", FpxTables.Usages.ValuesOf(new FpxWorkloadUsage { DomainName = "WWW.MÜLLER.example" }));
        Assert.Contains("müller.example", FpxTables.Referrals.ValuesOf(new FpxReferral { TenantDomain = "Müller.example." }));
    }

    private static Task<StoreBench> StartAsync() => StoreBench.StartAsync(options =>
    {
        options.Tenants = 12;
        foreach (string service in new[] { "cloudCockpit", "longJump", "appDirect" }) options.Services.Add(service);
    });

    private static void Connect(StoreBench bench, params string[] services)
    {
        foreach (Type type in new[] { typeof(AppDirectConnection), typeof(CloudCockpit.CloudCockpitConnection), typeof(LongJump.LongJumpConnection) }) bench.Session.Import(type.Assembly.Location);
        foreach (string service in services) bench.Session.Run($"Connect-{service}Service", ("SandboxPath", bench.Service.StateFolder)).Succeeded();
    }

    private static JsonElement Export(StoreBench bench, string service) => JsonDocument.Parse(bench.Service.Export(withAssigned: true, service)).RootElement;

    private static IEnumerable<JsonElement> Records(JsonElement parent, string name) => parent.TryGetProperty(name, out JsonElement list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    private static string Text(JsonElement record, string name) => record.TryGetProperty(name, out JsonElement value) ? value.ToString() : string.Empty;

    private static string Moment(JsonElement record, string name) => record.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number
        ? DateTimeOffset.FromUnixTimeMilliseconds(value.GetInt64()).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture)
        : string.Empty;
}
