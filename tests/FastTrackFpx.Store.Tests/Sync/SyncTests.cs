namespace FastTrackFpx.Store.Tests.Sync;

/// <summary>What Sync-FpxData writes, against what the sandbox stores.</summary>
[Trait("Category", "Slow")]
public sealed class SyncTests
{
    private static readonly string[] DataTables =
        ["tenant", "tenant_workload", "max_entitlement", "entitlement", "contact", "note", "referral", "referral_workload", "incentive_statement", "incentive_transaction", "workload_usage"];

    [Fact]
    public async Task The_first_sync_writes_what_the_service_has()
    {
        await using StoreBench bench = await StoreBench.StartAsync();
        string path = bench["fpx.db"];
        SessionResult result = bench.Sync(path).Succeeded();
        ExportAssert.Same(bench.Service, path);
        Assert.All(result.Values<FpxDataChange>(), change => Assert.Equal(FpxDataChangeKind.Added, change.Kind));
        Assert.All(DataTables, table => Assert.Equal(StoreBench.Count(path, $"SELECT count(*) FROM {table}"), result.Values<FpxDataChange>().Count(change => change.Table == table)));
        Assert.All(DataTables, table => Assert.NotEqual(0, StoreBench.Count(path, $"SELECT count(*) FROM {table}")));
        Assert.Empty(new[] { "ix_contact_email", "ix_tenant_name", "ix_incentive_transaction_tenant_id" }.Except(StoreBench.Rows(path, "SELECT name FROM sqlite_master WHERE type = 'index'")));
    }

    [Fact]
    public async Task A_database_of_another_service_keeps_its_data()
    {
        await using StoreBench real = await StoreBench.StartAsync(options => options.Tenants = 2), test = await StoreBench.StartAsync(options => options.Tenants = 1);
        real.Sync(real["fpx.db"], ("Data", "Usage")).Succeeded();
        SessionResult refused = test.Sync(real["fpx.db"], ("Data", "Usage")), planned = test.Sync(real["fpx.db"], ("Data", "Usage"), ("WhatIf", true));
        Assert.All([refused, planned], result => Assert.StartsWith("DatabaseInvalid,", result.TerminatingError!.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.Equal(2, StoreBench.Count(real["fpx.db"], "SELECT count(*) FROM tenant"));
        test.Sync(real["fpx.db"], ("Data", "Usage"), ("Restart", true)).Succeeded();
        Assert.Equal(1, StoreBench.Count(real["fpx.db"], "SELECT count(*) FROM tenant"));
    }

    [Fact]
    public async Task A_sync_without_changes_sends_the_same_requests_and_writes_no_row()
    {
        await using StoreBench bench = await StoreBench.StartAsync();
        string path = bench["fpx.db"];
        bench.Sync(path).Succeeded();
        IReadOnlyList<string> before = Content(path);
        IReadOnlyList<string> first = DataCalls(bench);
        SessionResult result = bench.Sync(path).Succeeded();
        Assert.Empty(result.Output);
        Assert.Equal(before, Content(path));
        Assert.Equal(first.Order(StringComparer.Ordinal), DataCalls(bench).Skip(first.Count).Order(StringComparer.Ordinal));
        Assert.All(DataTables, table => Assert.Equal(0, StoreBench.Count(path, $"SELECT count(*) FROM {table}_history")));
    }

    [Fact]
    public async Task Changes_are_emitted_with_old_and_new_values_and_kept_as_history()
    {
        await using StoreBench bench = await StoreBench.StartAsync();
        string path = bench["fpx.db"];
        bench.Sync(path).Succeeded();
        FpxContact[] contacts = [.. bench.Session.Run("Get-FpxTenant | Get-FpxContact").Succeeded().Values<FpxContact>().Take(2)];
        bench.Session.Run($"{contacts[0]} | Set-FpxContact -Title 'Chief of Staff' -Confirm:$false").Succeeded();
        bench.Session.Run($"{contacts[1]} | Remove-FpxContact -Confirm:$false").Succeeded();
        bench.Session.Run($"New-FpxNote -TenantId {contacts[0].TenantId} -NoteCategory Technical -Text 'Written after the first sync' -Confirm:$false").Succeeded();

        FpxDataChange[] changes = [.. bench.Sync(path).Succeeded().Values<FpxDataChange>()];

        FpxDataChange changed = changes.Single(change => change.Kind == FpxDataChangeKind.Changed);
        Assert.Equal(("contact", $"{contacts[0].TenantId}/{contacts[0].ContactId}"), (changed.Table, changed.Key));
        Assert.Equal((contacts[0].Title, "Chief of Staff"), ((string?)changed.Old!.Properties["title"].Value, (string?)changed.New!.Properties["title"].Value));
        Assert.Contains("title", changed.Columns);
        Assert.DoesNotContain("email", changed.Columns);
        FpxDataChange removed = changes.Single(change => change.Kind == FpxDataChangeKind.Removed);
        Assert.Equal(contacts[1].Email, removed.Old!.Properties["email"].Value);
        Assert.Equal("Written after the first sync", changes.Single(change => change.Kind == FpxDataChangeKind.Added).New!.Properties["text"].Value);
        ExportAssert.Same(bench.Service, path);
        Assert.Equal(
            [$"{contacts[0].Title}|False", "Chief of Staff|True"],
            StoreBench.Rows(path, $"SELECT title, CASE WHEN valid_to IS NULL THEN 'True' ELSE 'False' END FROM contact_versions WHERE contact_id = '{contacts[0].ContactId}' ORDER BY valid_from"));
        Assert.Equal(1, StoreBench.Count(path, $"SELECT count(*) FROM contact_history WHERE contact_id = '{contacts[1].ContactId}' AND valid_to > valid_from"));
    }

    [Fact]
    public async Task Chosen_data_alone_is_read()
    {
        await using StoreBench bench = await StoreBench.StartAsync();
        bench.Sync(bench["fpx.db"], ("Data", new[] { FpxDataPart.Usage })).Succeeded();
        Assert.NotEqual(0, StoreBench.Count(bench["fpx.db"], "SELECT count(*) FROM workload_usage"));
        Assert.NotEqual(0, StoreBench.Count(bench["fpx.db"], "SELECT count(*) FROM tenant"));
        Assert.Equal(0, StoreBench.Count(bench["fpx.db"], "SELECT count(*) FROM contact"));
    }

    [Fact]
    public async Task Contacts_and_notes_of_tenants_that_are_not_claimed_are_read_by_referral_on_request()
    {
        await using StoreBench bench = await StoreBench.StartAsync();
        string path = bench["fpx.db"];

        bench.Sync(path, ("Data", new[] { "ReferralContact", "ReferralNote" })).Succeeded();

        JsonElement export = ExportAssert.Of(bench.Service);
        HashSet<string> open = [.. export.GetProperty("referrals").EnumerateArray()
            .Where(referral => referral.GetProperty("acceptance") is not { ValueKind: JsonValueKind.Object } acceptance || acceptance.GetProperty("name").GetString() != "Declined")
            .Select(referral => referral.GetProperty("tenantId").GetString()!)];
        JsonElement[] tenants = [.. export.GetProperty("tenants").EnumerateArray().Where(tenant => !tenant.GetProperty("claimed").GetBoolean() && open.Contains(tenant.GetProperty("tenantId").GetString()!))];
        Assert.NotEmpty(tenants);
        Assert.Equal(
            tenants.SelectMany(tenant => tenant.GetProperty("contacts").EnumerateArray().Select(contact => $"{tenant.GetProperty("tenantId")}|{contact.GetProperty("contactId")}|{contact.GetProperty("email")}")).Order(StringComparer.Ordinal),
            StoreBench.Rows(path, "SELECT tenant_id, contact_id, email FROM referral_contact").Order(StringComparer.Ordinal));
        Assert.Equal(
            tenants.SelectMany(tenant => tenant.GetProperty("notes").EnumerateArray().Select(note => $"{tenant.GetProperty("tenantId")}|{note.GetProperty("author")}")).Order(StringComparer.Ordinal),
            StoreBench.Rows(path, "SELECT tenant_id, author FROM referral_note").Order(StringComparer.Ordinal));
        Assert.NotEqual(0, StoreBench.Count(path, "SELECT count(*) FROM referral_contact"));
        Assert.Empty(bench.Sync(path, ("Data", new[] { "ReferralContact", "ReferralNote" })).Succeeded().Output);
    }

    [Fact]
    public async Task What_if_tells_requests_and_minutes_and_creates_no_file()
    {
        await using StoreBench bench = await StoreBench.StartAsync();
        SessionResult result = bench.Sync(bench["fpx.db"], ("WhatIf", true)).Succeeded();
        Assert.Matches(@"40 tenants: about [\d,]+ requests, \d+ minutes?", Assert.Single(result.HostLines));
        Assert.False(System.IO.File.Exists(bench["fpx.db"]));
    }

    [Fact]
    public async Task The_service_of_a_status_record_is_asked_for_once()
    {
        await using StoreBench bench = await StoreBench.StartAsync(options => options.Tenants = 4);
        string path = bench["fpx.db"];
        bench.Sync(path, ("Data", FpxDataPart.Entitlement), ("ResolveService", true)).Succeeded();
        Assert.Equal(0, StoreBench.Count(path, "SELECT count(*) FROM entitlement WHERE service_id IS NULL"));
        Assert.Equal(
            ExportAssert.Of(bench.Service).GetProperty("tenants").EnumerateArray().SelectMany(tenant => tenant.GetProperty("services").EnumerateArray())
                .SelectMany(service => service.GetProperty("entitlements").EnumerateArray().Select(record => $"{record.GetProperty("serviceIntentId").GetString()}|{service.GetProperty("serviceId")}")).Order(),
            StoreBench.Rows(path, "SELECT entitlement_id, service_id FROM entitlement").Order());
        // Another process knows nothing of the first one's responses.
        int before = bench.Service.Log.Entries.Count;
        SessionResult later = bench.Open().Run($"Sync-FpxData -Path {path} -Data {FpxDataPart.Entitlement}").Succeeded();

        Assert.Empty(later.Output);
        Assert.Equal(0, StoreBench.Count(path, "SELECT count(*) FROM entitlement WHERE service_id IS NULL"));
        Assert.DoesNotContain(bench.Service.Log.Entries.Skip(before), entry => entry.Path.Contains("/services/", StringComparison.Ordinal));
    }

    // Without lookups, which a session caches.
    private static IReadOnlyList<string> DataCalls(StoreBench bench) =>
        [.. bench.Service.Log.Entries.Select(entry => entry.Path).Where(path => path.Contains("enants", StringComparison.Ordinal) || path.Contains("partnerReferrals", StringComparison.Ordinal))];

    private static IReadOnlyList<string> Content(string path) => [.. DataTables.SelectMany(table => StoreBench.Rows(path, $"SELECT * FROM {table}").Order(StringComparer.Ordinal))];
}
