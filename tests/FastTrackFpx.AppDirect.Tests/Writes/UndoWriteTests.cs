using System.Text.Json.Nodes;
using FastTrackFpx.AppDirect.Changes;
using FastTrackFpx.AppDirect.Requests;
using FastTrackFpx.Rest.Changes;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.AppDirect.Tests.Writes;

/// <summary>What undoing a write does to the marketplace, and what it refuses.</summary>
public sealed class UndoWriteTests : IClassFixture<MarketplaceSandbox>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("undo-writes-").FullName;
    private readonly MarketplaceSandbox _sandbox;
    private readonly ChangeJournal _journal;
    private readonly RestClient _client;
    private readonly MarketplaceWrites _writes;
    private readonly string _company;

    public UndoWriteTests(MarketplaceSandbox sandbox)
    {
        _sandbox = sandbox;
        var clock = TestClock.WithoutWaits();
        _journal = new ChangeJournal(_folder, clock);
        AppDirectConnection connection = sandbox.Open(clock);
        _client = connection.Rest;
        _writes = new MarketplaceWrites(_client, connection, new PendingWrites(), new WriteContext { Journal = _journal, Cmdlet = "A test" });
        JsonElement member = sandbox.Documents("membership").First(one => one.GetProperty("enabled").GetBoolean());
        _company = member.GetProperty("companyId").GetString()!;
    }

    public void Dispose()
    {
        _client.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_create_is_undone_once()
    {
        Guid change = await WriteAsync(WriteOperations.PostAccountV2CompaniesByCompanyUuidGroups, Ids(("CompanyId", _company)), new JsonObject { ["name"] = "Undone", ["description"] = "A group" });
        string group = _sandbox.Documents("group").Single(one => one.GetProperty("name").GetString() == "Undone").GetProperty("id").GetString()!;
        PlannedChange undo = await PlanAsync(change);
        Assert.Equal($"remove Group (CompanyId {_company}, GroupId {group})", undo.Description.Prompt);
        await undo.RunAsync(_writes.Runner, default);
        Assert.DoesNotContain(_sandbox.Documents("group"), one => one.GetProperty("id").GetString() == group);
        Assert.Equal(ErrorCode.Conflict, (await Assert.ThrowsAsync<RestException>(() => PlanAsync(change))).ErrorCode);
    }

    [Fact]
    public async Task A_create_that_was_changed_since_is_undone_only_by_force()
    {
        Guid change = await WriteAsync(WriteOperations.PostAccountV2CompaniesByCompanyUuidGroups, Ids(("CompanyId", _company)), new JsonObject { ["name"] = "Changed since", ["description"] = "A group" });
        string group = (await EntryAsync(change)).Target(MarketplaceWrite.NewId)!;
        await WriteAsync(WriteOperations.PutAccountV2CompaniesByCompanyUuidGroupsByGroupUuid, Ids(("CompanyId", _company), ("GroupId", group)), new JsonObject { ["name"] = "Another", ["description"] = "A group" });
        RestException conflict = await Assert.ThrowsAsync<RestException>(() => PlanAsync(change));
        Assert.Equal(ErrorCode.Conflict, conflict.ErrorCode);
        Assert.Contains("name is Another", conflict.Message, StringComparison.Ordinal);
        Assert.False((await PlanAsync(change, force: true)).ChangesNothing);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Former_values_are_restored_and_others_stay(bool isPatch)
    {
        Guid created = await WriteAsync(WriteOperations.PostAccountV2CompaniesByCompanyUuidGroups, Ids(("CompanyId", _company)), new JsonObject { ["name"] = "First", ["description"] = "Old" });
        KeyValuePair<string, string>[] ids = isPatch ? Ids(("CompanyId", _company)) : Ids(("CompanyId", _company), ("GroupId", (await EntryAsync(created)).Target(MarketplaceWrite.NewId)!));
        WriteOperation operation = isPatch ? WriteOperations.PatchAccountV2CompaniesByCompanyUuid : WriteOperations.PutAccountV2CompaniesByCompanyUuidGroupsByGroupUuid;
        string property = isPatch ? "industry" : "description";
        JsonNode before = (await ReadAsync(operation, ids))!;
        JsonObject body = isPatch ? [] : MarketplaceChanges.ToBody(before);
        body[property] = "Entirely new";
        Guid change = await WriteAsync(operation, ids, body, before);
        PlannedChange undo = await PlanAsync(change);
        await undo.RunAsync(_writes.Runner, default);
        JsonNode after = (await ReadAsync(operation, ids))!;
        Assert.Equal(before[property]?.ToString(), after[property]?.ToString());
        Assert.Equal(before["name"]!.ToString(), after["name"]!.ToString());
        // The undo is a change as well, and undoing it restores the new value.
        await (await PlanAsync(undo.Entry.Id)).RunAsync(_writes.Runner, default);
        Assert.Equal("Entirely new", (await ReadAsync(operation, ids))![property]!.ToString());
    }

    [Fact]
    public async Task A_value_that_was_changed_again_is_a_conflict_and_one_that_is_as_before_needs_nothing()
    {
        KeyValuePair<string, string>[] ids = Ids(("CompanyId", _company));
        WriteOperation patch = WriteOperations.PatchAccountV2CompaniesByCompanyUuid;
        JsonNode before = (await ReadAsync(patch, ids))!;
        Guid change = await WriteAsync(patch, ids, new JsonObject { ["website"] = "https://one.example" }, before);
        Guid second = await WriteAsync(patch, ids, new JsonObject { ["website"] = "https://two.example" }, await ReadAsync(patch, ids));
        RestException conflict = await Assert.ThrowsAsync<RestException>(() => PlanAsync(change));
        Assert.Equal(ErrorCode.Conflict, conflict.ErrorCode);
        await (await PlanAsync(second)).RunAsync(_writes.Runner, default);
        await (await PlanAsync(change)).RunAsync(_writes.Runner, default);
        Guid third = await WriteAsync(patch, ids, new JsonObject { ["website"] = "https://three.example" }, await ReadAsync(patch, ids));
        await WriteAsync(patch, ids, new JsonObject { ["website"] = before["website"]?.DeepClone() }, await ReadAsync(patch, ids));
        Assert.True((await PlanAsync(third)).ChangesNothing);
    }

    [Fact]
    public async Task A_suspension_is_undone_by_resuming_and_the_other_way_round()
    {
        string subscription = _sandbox.Documents("subscription").First(one => one.GetProperty("status").GetString() == "ACTIVE").GetProperty("id").GetString()!;
        KeyValuePair<string, string>[] ids = Ids(("SubscriptionId", subscription));
        WriteOperation patch = WriteOperations.PatchBillingV1SubscriptionsBySubscriptionId;
        Guid suspension = await WriteAsync(patch, ids, new JsonObject { ["status"] = "SUSPENDED", ["suspensionReasonMessage"] = "Overdue" }, await ReadAsync(patch, ids));
        PlannedChange resuming = await PlanAsync(suspension);
        await resuming.RunAsync(_writes.Runner, default);
        Assert.Equal("ACTIVE", Status());
        await (await PlanAsync(resuming.Entry.Id)).RunAsync(_writes.Runner, default);
        Assert.Equal("SUSPENDED", Status());

        string Status() => _sandbox.Documents("subscription").Single(one => one.GetProperty("id").GetString() == subscription).GetProperty("status").GetString()!;
    }

    [Fact]
    public async Task An_assignment_is_undone_by_its_opposite()
    {
        JsonElement subscription = _sandbox.Documents("subscription").First(one => one.GetProperty("status").GetString() == "ACTIVE");
        string id = subscription.GetProperty("id").GetString()!;
        string company = subscription.GetProperty("companyId").GetString()!;
        string[] assigned = [.. _sandbox.Documents("assignment").Where(one => one.GetProperty("subscriptionId").GetString() == id).Select(one => one.GetProperty("userId").GetString()!)];
        string user = _sandbox.Documents("membership").First(one => one.GetProperty("companyId").GetString() == company && !assigned.Contains(one.GetProperty("userId").GetString())).GetProperty("userId").GetString()!;
        KeyValuePair<string, string>[] ids = Ids(("SubscriptionId", id), ("UserId", user));
        Guid assignment = await WriteAsync(WriteOperations.PostAccountV2SubscriptionsBySubscriptionUuidAssignmentsByUserUuid, ids, null);
        Assert.True(IsAssigned());
        PlannedChange undo = await PlanAsync(assignment);
        await undo.RunAsync(_writes.Runner, default);
        Assert.False(IsAssigned());
        await (await PlanAsync(undo.Entry.Id)).RunAsync(_writes.Runner, default);
        Assert.True(IsAssigned());

        bool IsAssigned() => _sandbox.Documents("assignment").Any(one => one.GetProperty("subscriptionId").GetString() == id && one.GetProperty("userId").GetString() == user);
    }

    [Fact]
    public async Task An_operation_that_cannot_be_undone_says_why()
    {
        foreach (WriteOperation operation in WriteOperations.All)
        {
            if (operation.UndoneBy is not null && operation.Lost is not (LostResponse.Money or LostResponse.Mail)) continue;
            if (operation.SetsValues && operation.RecordPath is not null && operation.Lost != LostResponse.Money) continue;
            var entry = new JournalEntry { Kind = operation.Id, Service = "AppDirect", Outcome = ChangeOutcome.Done, Id = Guid.NewGuid() };
            RestException refusal = await Assert.ThrowsAsync<RestException>(() => _writes.PlanUndoAsync(entry, force: false, default));
            string reason = operation.Lost switch { LostResponse.Money => "money", LostResponse.Mail => "mail", _ when operation.Method == "DELETE" => "removed", _ => "no operation" };
            Assert.True(refusal is { ErrorCode: ErrorCode.CannotBeUndone, RecommendedAction.Length: > 0 } && refusal.Message.Contains(reason, StringComparison.Ordinal), $"{operation.Id}: {refusal}");
        }
    }

    [Fact]
    public async Task The_journal_holds_no_secret()
    {
        await WriteAsync(
            WriteOperations.PostAccountV2CompaniesByCompanyUuidMembershipsActive, Ids(("CompanyId", _company)),
            new JsonObject { ["temporaryPassword"] = "T0p-secret-4711", ["user"] = new JsonObject { ["email"] = "active@undo.example", ["firstName"] = "Ada", ["lastName"] = "Active" } });
        string written = string.Concat(Directory.EnumerateFiles(_folder).Select(File.ReadAllText));
        Assert.Contains("active@undo.example", written, StringComparison.Ordinal);
        Assert.DoesNotContain("T0p-secret", written, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_read_while_it_is_sent()
    {
        const int Size = 32 << 20;
        string path = Path.Combine(_folder, "logo.png");
        using (FileStream file = File.Create(path))
        {
            file.Write([0x89, 0x50, 0x4E, 0x47]);
            file.SetLength(Size);
        }

        var request = new RestRequest("PUT", "/picture");
        new UploadedFile(path, "file").AddTo(request);
        long before = GC.GetAllocatedBytesForCurrentThread();
        using HttpContent content = request.Stream!();
        content.CopyTo(Stream.Null, null, default);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, Size / 8);
        Assert.InRange(content.Headers.ContentLength!.Value, Size, Size + 1000);
        Assert.Equal("image/png", Assert.IsType<MultipartFormDataContent>(content).Single().Headers.ContentType!.MediaType);
    }

    private static KeyValuePair<string, string>[] Ids(params (string Name, string Value)[] ids) => [.. ids.Select(id => new KeyValuePair<string, string>(id.Name, id.Value))];

    private async Task<Guid> WriteAsync(WriteOperation operation, KeyValuePair<string, string>[] ids, JsonNode? body, JsonNode? before = null)
    {
        var write = new MarketplaceWrite { Operation = operation, Ids = ids, Body = body, Before = before };
        return (await _writes.Runner.RunAsync(_writes.Changes.Plan(write, new ChangeDescription("write", "write")), default)).Entry.Id;
    }

    private Task<JsonNode?> ReadAsync(WriteOperation operation, KeyValuePair<string, string>[] ids) =>
        _writes.Changes.ReadAsync(new MarketplaceWrite { Operation = operation, Ids = ids }.Expand(operation.RecordPath!)!, default);

    private async Task<JournalEntry> EntryAsync(Guid change) => (await _journal.ReadAsync(null, default)).Entries.Single(entry => entry.Id == change);

    private async Task<PlannedChange> PlanAsync(Guid change, bool force = false) => await _writes.PlanUndoAsync(await EntryAsync(change), force, default);
}
