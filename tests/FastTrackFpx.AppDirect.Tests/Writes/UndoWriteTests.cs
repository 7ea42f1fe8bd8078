using FastTrackFpx.AppDirect.Changes;
using FastTrackFpx.Rest.Changes;

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

    public static TheoryData<string> Creates() => new([.. WriteOperations.All.Where(operation => operation is { Method: "POST", UndoneBy: not null, Lost: not (LostResponse.Money or LostResponse.Mail) }).Select(operation => operation.Id)]);

    [Theory, MemberData(nameof(Creates))]
    public async Task What_was_created_is_removed_again(string operationId)
    {
        (string? user, string kind, KeyValuePair<string, string>[] ids, JsonNode? body, KeyValuePair<string, string>[] query) = Create(operationId);
        AppDirectConnection connection = _sandbox.Open(TestClock.WithoutWaits(), user?.Split(' ')[0], user?.Split(' ')[1] ?? "ROLE_PARTNER");
        using RestClient client = connection.Rest;
        var writes = new MarketplaceWrites(client, connection, new PendingWrites(), new WriteContext { Journal = _journal, Cmdlet = "A test" });
        // A discount is removed from an opportunity that has it.
        if (operationId.EndsWith("DeleteDiscount", StringComparison.Ordinal)) await WriteAsync(WriteOperations.PostAssistedSalesV2OpportunitiesByOpportunityIdApplyDiscount, ids, body);
        string[] before = Held();
        WriteOperation operation = WriteOperations.Find(operationId)!;
        var write = new MarketplaceWrite { Operation = operation, Ids = ids, Query = query, Body = operation.IsList ? new JsonArray(body!) : body };
        Guid change = (await writes.Runner.RunAsync(writes.Changes.Plan(write, new ChangeDescription("write", "write")), default)).Entry.Id;
        Assert.NotEqual(before, Held());
        PlannedChange undo = await writes.PlanUndoAsync(await EntryAsync(change), force: false, default);
        await undo.RunAsync(writes.Runner, default);
        Assert.Equal(before, Held());

        string[] Held() => [.. _sandbox.Documents(kind).Select(document => document.GetProperty("id").GetString() + (document.TryGetProperty("discountCodes", out JsonElement codes) && codes.GetArrayLength() > 0 ? codes.GetRawText() : "")).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task An_undo_says_why_the_id_is_not_known()
    {
        // The response of this one had neither a body nor an address.
        var write = new MarketplaceWrite { Operation = WriteOperations.PostChannelV1Webhooks, Body = new JsonObject { ["url"] = "https://hooks.example/gone", ["resourceType"] = "USER" } };
        JournalEntry entry = write.ToEntry("write");
        (entry.Service, entry.Outcome, entry.Time) = ("AppDirect", ChangeOutcome.Done, DateTimeOffset.UtcNow);
        RestException refusal = await Assert.ThrowsAsync<RestException>(() => _writes.PlanUndoAsync(entry, force: false, default));
        Assert.Equal("The id of what was created is not known: the response did not have it, and in the list channel/v1/webhooks no such record is left.", refusal.Message);
        Assert.Contains("Get-AppDirectWebhook", refusal.RecommendedAction, StringComparison.Ordinal);
    }

    private (string? User, string Kind, KeyValuePair<string, string>[] Ids, JsonNode? Body, KeyValuePair<string, string>[] Query) Create(string operationId)
    {
        JsonElement member = _sandbox.Documents("membership").First(one => one.GetProperty("enabled").GetBoolean());
        string user = member.GetProperty("userId").GetString()!;
        string open = First("opportunity", one => one.GetProperty("status").GetString() == "OPEN");
        JsonObject person = new() { ["user"] = new JsonObject { ["email"] = $"{operationId}@undo.example".ToLowerInvariant(), ["firstName"] = "Ada", ["lastName"] = "Undo" } };
        const string Manager = "manager ROLE_CHANNEL_ADMIN", Reseller = "reseller ROLE_RESELLER", Resellers = "resellers ROLE_RESELLER_MANAGER";
        KeyValuePair<string, string>[] company = Ids(("CompanyId", _company));
        return operationId switch
        {
            "postAppResellerV1CompanyAssociations" => (null, "association", [], new JsonObject { ["customerCompanyId"] = Unassociated(), ["resellerCompanyId"] = _sandbox.Setting("resellerCompanyId") }, []),
            "postAccountV2CompaniesByCompanyUuidMembershipsActive" => (null, "membership", company, With(person, "temporaryPassword", "T0p-secret"), []),
            "postAccountV2CompaniesByCompanyUuidMemberships" => (null, "membership", company, person, [new("inviterUuid", user)]),
            "postChannelV1Discounts" => (null, "discount", [], new JsonObject { ["code"] = "UNDO", ["description"] = "A discount", ["type"] = "PERCENTAGE", ["percentage"] = 5 }, []),
            "postAccountV2CompaniesByCompanyUuidGroups" => (null, "group", company, new JsonObject { ["name"] = "Undo" }, []),
            "postLeadV2Leads" => (Resellers, "lead", [], new JsonObject
            {
                ["leadType"] = "MANUAL", ["partner"] = "APPDIRECT", ["customer"] = new JsonObject { ["company"] = new JsonObject { ["name"] = "Undo" }, ["contact"] = new JsonObject { ["email"] = "lead@undo.example" } },
            }, [new("context", "RESELLER_MANAGER"), new("companyId", _sandbox.Setting("resellerCompanyId"))]),
            "postAssistedSalesV1OpportunitiesByOpportunityIdItems" => (null, "opportunityItem", Ids(("OpportunityId", open)), new JsonObject { ["pricingPlanId"] = First("paymentPlan") }, []),
            "postAssistedSalesV2OpportunitiesByOpportunityIdApplyDiscount" => (null, "opportunity", Ids(("OpportunityId", open)), new JsonObject { ["discountCode"] = Code() }, []),
            "postAssistedSalesV2OpportunitiesByOpportunityIdDeleteDiscount" => (null, "opportunity", Ids(("OpportunityId", open)), new JsonObject { ["discountCode"] = Code() }, []),
            "postAssistedSalesV1OpportunitiesByOpportunityIdClone" => (null, "opportunity", Ids(("OpportunityId", open)), new JsonObject { ["name"] = "Undo" }, []),
            "postAssistedSalesV1Opportunities" => (null, "opportunity", [], new JsonObject { ["name"] = "Undo", ["customerCompanyId"] = _company, ["customerId"] = user }, []),
            "postBillingV1CompaniesByCompanyIdUsersByUserIdPaymentInstruments" => (null, "paymentInstrument", Ids(("CompanyId", _company), ("UserId", user)), new JsonObject { ["paymentMethod"] = "CREDIT_CARD" }, []),
            "postAppResellerV1PaymentMethods" => (Reseller, "paymentMethod", [], new JsonObject
            {
                ["companyId"] = Customer(), ["ownerId"] = user, ["paymentMethodType"] = "CARD", ["properties"] = new JsonObject(), ["billingAddress"] = new JsonObject { ["street1"] = "1", ["city"] = "C", ["state"] = "S", ["zip"] = "1", ["country"] = "DE" },
            }, []),
            "postApiAppMarketV2TransferMethods" => (null, "transferMethod", [], new JsonObject { ["partyId"] = _company, ["partyType"] = "COMPANY", ["platformType"] = "BANK" }, []),
            "postApiAppMarketV2TransferPlatformConfigurations" => (Manager, "transferPlatform", [], new JsonObject { ["platformType"] = "STRIPE" }, []),
            "postMarketplaceV1ProductsByApplicationIdQuestionsByQuestionIdAnswers" => (Manager, "answer", Below("question", "QuestionId"), new JsonObject { ["comment"] = "Undo" }, []),
            "postMarketplaceV1ProductsByApplicationIdReviewsByReviewIdComments" => (Manager, "comment", Below("review", "ReviewId"), new JsonObject { ["comment"] = "Undo" }, []),
            "postMarketplaceV1ProductsByApplicationIdReviews" => (Manager, "review", Ids(("ProductId", First("product"))), new JsonObject { ["title"] = "Undo", ["comment"] = "Undo", ["rating"] = 4 }, []),
            "postChannelV1CompanyGroups" => (Manager, "segmentFolder", [], new JsonObject { ["name"] = "Undo" }, []),
            "postAccountV2SubscriptionsBySubscriptionUuidAssignmentsByUserUuid" => (null, "assignment", Unassigned(), null, []),
            "postAppResellerV1SubscriptionAssignments" => (Reseller, "assignment", [], Unassigned(isOfReseller: true) is var pair ? new JsonObject { ["subscriptionId"] = pair[0].Value, ["userId"] = pair[1].Value } : null, []),
            "postChannelV1Webhooks" => (null, "webhook", [], new JsonObject { ["url"] = "https://hooks.example/undo", ["resourceType"] = "USER" }, []),
            _ => throw new ArgumentOutOfRangeException(nameof(operationId), operationId, "The create has no row."),
        };

        string First(string kind, Func<JsonElement, bool>? isWanted = null) => _sandbox.Documents(kind).First(isWanted ?? (_ => true)).GetProperty("id").GetString()!;
        static JsonObject With(JsonObject body, string name, string value)
        {
            body[name] = value;
            return body;
        }

        string Customer() => _sandbox.Documents("association")[0].GetProperty("customerCompanyId").GetString()!;
        string Unassociated()
        {
            string?[] known = [.. _sandbox.Documents("association").Select(one => one.GetProperty("customerCompanyId").GetString())];
            return First("company", one => !known.Contains(one.GetProperty("id").GetString()) && !one.GetProperty("reseller").GetBoolean());
        }

        KeyValuePair<string, string>[] Below(string kind, string name)
        {
            JsonElement parent = _sandbox.Documents(kind)[0];
            return Ids(("ProductId", parent.GetProperty("productId").ToString()), (name, parent.GetProperty("id").GetString()!));
        }

        string Code() => _sandbox.Documents("discount").First(one => !one.TryGetProperty("expirationDate", out JsonElement end) || end.ValueKind == JsonValueKind.Null || end.GetDecimal() > DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()).GetProperty("code").GetString()!;
        KeyValuePair<string, string>[] Unassigned(bool isOfReseller = false)
        {
            string[] customers = [.. _sandbox.Documents("association").Select(one => one.GetProperty("customerCompanyId").GetString()!)];
            foreach (JsonElement subscription in _sandbox.Documents("subscription").Where(one => one.GetProperty("status").GetString() == "ACTIVE"))
            {
                string id = subscription.GetProperty("id").GetString()!, of = subscription.GetProperty("companyId").GetString()!;
                string[] assigned = [.. _sandbox.Documents("assignment").Where(one => one.GetProperty("subscriptionId").GetString() == id).Select(one => one.GetProperty("userId").GetString()!)];
                bool hasSeat = subscription.GetProperty("maxUsers").GetDecimal() > assigned.Length;
                string? free = _sandbox.Documents("membership").FirstOrDefault(one => one.GetProperty("companyId").GetString() == of && !assigned.Contains(one.GetProperty("userId").GetString())) is { ValueKind: JsonValueKind.Object } found ? found.GetProperty("userId").GetString() : null;
                if (free is not null && hasSeat && (!isOfReseller || customers.Contains(of))) return Ids(("SubscriptionId", id), ("UserId", free));
            }

            throw new InvalidOperationException("Every user has every subscription.");
        }
    }

    /// <summary>Each operation is undone, or refused with a reason that is true of it.</summary>
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
        new MarketplaceWrite { Operation = operation, Ids = ids } is var write ? _writes.Changes.ReadAsync(write, write.Expand(operation.RecordPath!)!, default) : null!;

    private async Task<JournalEntry> EntryAsync(Guid change) => (await _journal.ReadAsync(null, default)).Entries.Single(entry => entry.Id == change);

    private async Task<PlannedChange> PlanAsync(Guid change, bool force = false) => await _writes.PlanUndoAsync(await EntryAsync(change), force, default);
}
