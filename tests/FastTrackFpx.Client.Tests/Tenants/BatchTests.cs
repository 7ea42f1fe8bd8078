namespace FastTrackFpx.Client.Tests.Tenants;

public class BatchTests
{
    [Fact]
    public async Task A_call_that_fails_for_one_tenants_sake_is_halved_until_it_stands_alone()
    {
        Guid bad = Id(13);
        await using OddServer server = await OddServer.StartAsync(context =>
            context.Request.Path.Value!.Contains(bad.ToString(), StringComparison.Ordinal) || Together(context).Contains(bad)
                ? OddServer.JsonAsync(context, """{"errorStatus":404,"message":"Unknown tenant"}""", 404)
                : context.Request.Path.Value!.EndsWith("partnerTenants/contacts", StringComparison.Ordinal)
                    ? ContactsAsync(context, Together(context), id => Contact(id, 1))
                    : OddServer.JsonAsync(context, $$"""{"count":1,"hasMore":false,"items":[{{Contact(Guid.Parse(context.Request.Path.Value!.Split('/')[^2]), 1)}}]}"""));
        List<ParentResult<Guid, FpxContact>> results = await ReadAsync(server.Connect(), Ids(25));
        ParentResult<Guid, FpxContact> failed = Assert.Single(results, result => result.Error is not null);
        Assert.Equal((bad, FpxErrorCode.NotFound), (failed.Key, failed.Error!.ErrorCode));
        Assert.Equal(24, results.Count(result => result.Items.Count == 1));
        Assert.Equal(Ids(25), results.Select(result => result.Key));
        Assert.InRange(server.Requests.Count, 8, 14);
    }

    [Fact]
    public async Task Tenants_with_more_pages_are_asked_for_together()
    {
        Guid[] large = [Id(2), Id(4)];
        await using OddServer server = await OddServer.StartAsync(context => ContactsAsync(
            context,
            Together(context),
            id => Contact(id, int.Parse(context.Request.Query["page"].Single()!)),
            id => large.Contains(id) && context.Request.Query["page"] == "1"));
        List<ParentResult<Guid, FpxContact>> results = await ReadAsync(server.Connect(), Ids(10));
        Assert.Equal(12, results.Sum(result => result.Items.Count));
        Assert.Equal(2, results.Where(result => result.Key == large[0]).SelectMany(result => result.Items).Select(contact => contact.ContactId).Distinct().Count());
        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(2, server.Requests[1].Split("tenantIds=").Length - 1);
    }

    [Fact]
    public async Task Empty_groups_without_a_name_count_for_tenants_that_have_no_records()
    {
        await using OddServer server = await OddServer.StartAsync(context => OddServer.JsonAsync(context, $$"""
            [{"moreRecords":false,"items":[{"tenantId":"{{Id(1)}}","serviceIntentId":"{{Guid.NewGuid()}}","l1":{"id":"In Progress","name":"In Progress"},"entitlmentCount":5}]},
             {"moreRecords":false,"items":[]}]
            """));
        var results = new List<ParentResult<Guid, FpxEntitlement>>();
        using ParentBatch<Guid, FpxEntitlement> batch = server.Connect().Entitlements.StartBatch([], result => { results.Add(result); return Task.CompletedTask; }, CancellationToken.None);
        foreach (Guid id in Ids(2)) await batch.AddAsync(id);
        await batch.CompleteAsync();

        Assert.Equal([1, 0], results.Select(result => result.Items.Count));
        Assert.All(results, result => Assert.Null(result.Error));
        Assert.Equal((5, "In Progress"), (results[0].Items[0].EntitlementCount, results[0].Items[0].L1!.Id));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_tenant_with_more_records_than_the_call_for_many_gives_is_read_by_its_own_endpoint()
    {
        await using OddServer server = await OddServer.StartAsync(context =>
        {
            string Seats(Guid id, int service) => $$"""{"tenantId":"{{id}}","serviceId":{{service}},"maxEntitlementSeatCount":{{service}}0}""";
            if (context.Request.Path.Value!.EndsWith("/services", StringComparison.Ordinal)) return OddServer.JsonAsync(context, """[{"id":1,"name":"One"},{"id":2,"name":"Two"}]""");
            if (context.Request.Path.Value.EndsWith("services/maxEntitlements", StringComparison.Ordinal)) return OddServer.JsonAsync(context, $"[{Seats(Id(2), 1)},{Seats(Id(2), 2)}]");
            return OddServer.JsonAsync(context, "[" + string.Join(",", Together(context).Select(id =>
                $$"""{"tenantId":"{{id}}","moreRecords":{{(id == Id(2) ? "true" : "false")}},"items":[{{Seats(id, 1)}}]}""")) + "]");
        });
        var results = new List<ParentResult<Guid, FpxMaxEntitlement>>();
        using ParentBatch<Guid, FpxMaxEntitlement> batch = server.Connect().Entitlements.StartMaxBatch([], result => { results.Add(result); return Task.CompletedTask; }, CancellationToken.None);
        foreach (Guid id in Ids(3)) await batch.AddAsync(id);
        await batch.CompleteAsync();

        Assert.Equal([1, 2, 1], results.Select(result => result.Items.Count));
        Assert.Equal(["One", "Two"], results[1].Items.Select(item => item.ServiceName));
        Assert.Single(server.Requests, line => line.Contains($"tenants/{Id(2)}/services/maxEntitlements", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_tenant_that_is_added_twice_is_asked_for_once_and_a_failure_is_the_error_of_each()
    {
        await using OddServer server = await OddServer.StartAsync(context => ContactsAsync(context, Together(context), id => Contact(id, 1)));
        List<ParentResult<Guid, FpxContact>> results = await ReadAsync(server.Connect(), [Id(1), Id(2), Id(1)]);
        Assert.Equal([Id(1), Id(2), Id(1)], results.Select(result => result.Key));
        Assert.Single(server.Requests);
        await using OddServer failing = await OddServer.StartAsync(context => OddServer.JsonAsync(context, """{"errorStatus":503,"message":"Down"}""", 503));
        List<ParentResult<Guid, FpxContact>> failures = await ReadAsync(failing.Connect(), Ids(26));
        Assert.Equal(Ids(26), failures.Select(result => result.Key));
        Assert.All(failures, result => Assert.Equal(FpxErrorCode.ServiceFailed, result.Error!.ErrorCode));
        Assert.Equal(2, failing.Requests.Count);
    }

    [Fact]
    public async Task A_service_without_the_call_for_many_is_asked_tenant_by_tenant()
    {
        await using OddServer server = await OddServer.StartAsync(context => context.Request.Path.Value!.Contains("partnerTenants", StringComparison.Ordinal)
            ? OddServer.TextAsync(context, string.Empty, "text/plain", 404)
            : OddServer.JsonAsync(context, $$"""{"hasMore":false,"items":[{{Contact(Guid.Parse(context.Request.Path.Value!.Split('/')[^2]), 1)}}]}"""));
        List<ParentResult<Guid, FpxContact>> results = await ReadAsync(server.Connect(), Ids(30));
        Assert.Equal(Ids(30), results.Select(result => result.Key));
        Assert.InRange(server.Requests.Count(line => line.Contains("partnerTenants", StringComparison.Ordinal)), 1, 2);
    }

    [Theory]
    [InlineData(13, 28)]
    [InlineData(0, 3)]
    public async Task A_call_for_many_that_breaks_the_service_is_made_up_for_tenant_by_tenant_unless_those_break_it_too(int bad, int calls)
    {
        await using OddServer server = await OddServer.StartAsync(context =>
            context.Request.Path.Value!.EndsWith("partnerTenants/contacts", StringComparison.Ordinal) || bad == 0 || context.Request.Path.Value.Contains(Id(bad).ToString(), StringComparison.Ordinal)
                ? OddServer.JsonAsync(context, """{"errorStatus":500,"message":"Broken"}""", 500)
                : OddServer.JsonAsync(context, $$"""{"count":1,"hasMore":false,"items":[{{Contact(Guid.Parse(context.Request.Path.Value.Split('/')[^2]), 1)}}]}"""));
        List<ParentResult<Guid, FpxContact>> results = await ReadAsync(server.Connect(), Ids(25));
        Assert.Equal(bad == 0 ? Ids(25) : [Id(bad)], results.Where(result => result.Error is not null).Select(result => result.Key));
        Assert.Equal(bad == 0 ? 0 : 24, results.Count(result => result.Items.Count == 1));
        Assert.InRange(server.Requests.Count, 3, calls);
    }

    private static async Task<List<ParentResult<Guid, FpxContact>>> ReadAsync(FpxClient client, IEnumerable<Guid> tenants)
    {
        var results = new List<ParentResult<Guid, FpxContact>>();
        using ParentBatch<Guid, FpxContact> batch = client.Contacts.StartBatch(new ContactQuery(), result => { results.Add(result); return Task.CompletedTask; }, CancellationToken.None);
        foreach (Guid id in tenants) await batch.AddAsync(id);
        await batch.CompleteAsync();
        Assert.All(results.GroupBy(result => result.Key), group => Assert.True(group.Last().IsComplete));
        return results.Where(result => result.Items.Count > 0 || result.Error is not null).ToList();
    }

    private static Guid Id(int n) => new(n, 0, 0, new byte[8]);

    private static IEnumerable<Guid> Ids(int count) => Enumerable.Range(1, count).Select(Id);

    private static IEnumerable<Guid> Together(HttpContext context) => context.Request.Query["tenantIds"].Select(id => Guid.Parse(id!));

    private static string Contact(Guid tenant, int n) => $$"""{"contactId":"{{new Guid(n, 1, 1, tenant.ToByteArray()[..8])}}","tenantId":"{{tenant}}","name":"Person {{n}}"}""";

    private static Task ContactsAsync(HttpContext context, IEnumerable<Guid> tenants, Func<Guid, string> contact, Func<Guid, bool>? hasMore = null) =>
        OddServer.JsonAsync(context, "[" + string.Join(",", tenants.Reverse().Select(id =>
            $$"""{"tenantId":"{{id:N}}","tenantName":"T","count":1,"hasMore":{{(hasMore?.Invoke(id) == true ? "true" : "false")}},"items":[{{contact(id)}}]}""")) + "]");
}
