namespace FastTrackFpx.Sandbox.Tests.Storage;

[Trait("Category", "Slow")]
public sealed class ParallelCallTests
{
    [Fact]
    public async Task Parallel_changes_of_one_service_keep_its_total()
    {
        await using TestSandbox sandbox = await TestSandbox.StartAsync();
        string tenant = await sandbox.TenantIdAsync(2);
        JsonElement total = (await sandbox.GetAsync($"tenants/{tenant}/services/maxEntitlements"))[0];
        string route = $"tenants/{tenant}/services/{total.GetProperty("serviceId")}/entitlements";
        int seats = total.Number("maxEntitlementSeatCount");
        string[] statuses = [.. (await sandbox.GetAsync("entitlements/l1s")).EnumerateArray().Select(s => s.Text("id"))];
        JsonElement[] now = [.. (await sandbox.GetAsync(route)).EnumerateArray()];

        // Each one wants all seats in a status of its own, from the records that were there before any of them.
        string removals = string.Join(",", now.Select(r => $$"""{ "serviceIntentId": "{{r.GetProperty("serviceIntentId")}}", "l1id": "{{r.GetProperty("l1").GetProperty("id")}}", "entitlementCount": 0 }"""));
        HttpStatusCode[] results = await Task.WhenAll(Enumerable.Range(0, 12).Select(async i =>
            (await sandbox.SendAsync(HttpMethod.Patch, route, $$"""[ {{removals}}, { "l1id": "{{statuses[i % 5]}}", "entitlementCount": {{seats}} } ]""")).Status));

        Assert.Equal(1, results.Count(status => status == HttpStatusCode.OK));
        Assert.Equal(11, results.Count(status => status == HttpStatusCode.BadRequest));
        Assert.Equal(seats, (await sandbox.GetAsync(route)).EnumerateArray().Sum(r => r.Number("entitlementCount")));
    }

    [Fact]
    public async Task Tenants_that_are_first_read_by_many_at_once_are_made_up_once()
    {
        await using TestSandbox sandbox = await TestSandbox.StartAsync();
        string tenant = await sandbox.TenantIdAsync(11);
        string[] answers = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(async _ => (await sandbox.GetAsync($"tenants/{tenant}/contacts?pageSize=200")).ToString()));
        Assert.Single(answers.Distinct());
    }

    [Fact]
    public async Task Notes_written_in_parallel_are_stored_once_each()
    {
        await using TestSandbox sandbox = await TestSandbox.StartAsync();
        string route = $"tenants/{await sandbox.TenantIdAsync()}/notes";
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => sandbox.SendAsync(HttpMethod.Post, route, $$"""{ "text": "note {{i}}", "noteCategoryId": 4 }""")));
        var texts = new HashSet<string>();
        foreach (JsonElement note in (await sandbox.GetAsync(route + "?noteCategoryId=4&pageSize=500")).Items("items"))
        {
            if (note.Text("text").StartsWith("note ")) Assert.True(texts.Add(note.Text("text")));
        }

        Assert.Equal(100, texts.Count);
    }

    [Fact]
    public async Task Changes_survive_a_restart()
    {
        using var folder = new TemporaryFolder();
        string before;
        await using (
            SandboxService first = await SandboxService.StartAsync(
                new SandboxOptions { StateFolder = folder.Path, Tenants = 6 })) before = first.Export(withAssigned: true);
        await using (TestSandbox changed = await TestSandbox.StartAsync(o => (o.InMemory, o.StateFolder) = (false, folder.Path)))
        {
            Assert.Equal(before, changed.Service.Export(withAssigned: true));
            await changed.SendAsync(HttpMethod.Post, $"tenants/{await changed.TenantIdAsync()}/notes", """{ "text": "kept", "noteCategoryId": 1 }""");
        }

        await using SandboxService last = await SandboxService.StartAsync(new SandboxOptions { StateFolder = folder.Path });
        Assert.NotEqual(before, last.Export(withAssigned: true));
        Assert.Contains("\"kept\"", last.Export());
    }
}
