using FastTrackFpx.AppDirect.Changes;
using FastTrackFpx.Rest.Changes;

namespace FastTrackFpx.AppDirect.Tests.Writes;

/// <summary>Writes of each class whose responses are lost, half of them before and half after they are carried out: the journal says what the service holds.</summary>
[Trait("Category", "Slow")]
public sealed class LostWriteTests(MarketplaceSandbox sandbox, ITestOutputHelper output) : IClassFixture<MarketplaceSandbox>, IDisposable
{
    private const int Many = 1000;
    private const int Few = 40;

    private const string Faults = """
        {"seed":7,"rules":[
          {"name":"before","method":"write","percent":50,"faults":[{"kind":"reset","moment":"before"},{"kind":"status","status":503}]},
          {"name":"after","method":"write","faults":[{"kind":"lostAnswer"},{"kind":"lostAnswer","status":502},{"kind":"cutOff"}]}
        ]}
        """;

    /// <summary>One lost attempt in two, so that another attempt has a chance.</summary>
    private const string Some = """
        {"seed":7,"rules":[
          {"name":"before","method":"write","percent":30,"faults":[{"kind":"reset","moment":"before"},{"kind":"status","status":503}]},
          {"name":"after","method":"write","percent":40,"faults":[{"kind":"lostAnswer"},{"kind":"lostAnswer","status":502},{"kind":"cutOff"}]}
        ]}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("lost-writes-").FullName;
    private static readonly string[] All = ["companies", "groups", "discounts", "changes", "removals", "members", "usage", "payments", "orders", "cancellations", "invitations"];

    public static TheoryData<string> Classes() => new(All);

    [Theory, MemberData(nameof(Classes))]
    public Task No_write_happens_twice_and_the_journal_is_true(string which) => RunAsync(which, Few);

    [LongFact]
    public async Task A_thousand_of_each_class_too()
    {
        foreach (string which in All) await RunAsync(which, Many);
    }

    public void Dispose()
    {
        sandbox.Service.SetFaults(null);
        Directory.Delete(_folder, recursive: true);
    }

    private async Task RunAsync(string which, int count)
    {
        var clock = TestClock.WithoutWaits();
        var journal = new ChangeJournal(Path.Combine(_folder, which), clock);
        AppDirectConnection connection = sandbox.Open(clock);
        using RestClient client = connection.Rest;
        WriteSeries series = await WriteSeries.PrepareAsync(which, sandbox, connection, count);
        MarketplaceWrites writes = Writing(connection, journal);
        int before = sandbox.Service.Log.Entries.Count;
        sandbox.Service.SetFaults(series.IsRepeatable ? Some : Faults);
        for (int number = 0; number < count; number++)
        {
            try
            {
                await writes.Runner.RunAsync(writes.Changes.Plan(series.Write(number), new ChangeDescription("write", $"write {number}")), CancellationToken.None);
            }
            catch (RestException failure)
            {
                Assert.True(failure.ErrorCode == ErrorCode.WriteUnsettled, failure.ToString());
            }
        }

        sandbox.Service.SetFaults(null);
        Assert.True(sandbox.Service.Log.Entries.Skip(before).Count(entry => entry.Fault is not null) >= count / 2, "Too few responses were lost.");
        int sent = sandbox.Service.Log.Entries.Skip(before).Count(entry => entry.Method != "GET" && !entry.Path.Contains("oauth2", StringComparison.Ordinal));
        if (series.IsRepeatable) Assert.InRange(sent, count, count * ChangeRunner.MaxSendings);
        else Assert.Equal(count, sent);
        IReadOnlyList<JournalEntry> entries = (await journal.ReadAsync(null, default)).Entries;
        Assert.Equal(count, entries.Count);
        Check(entries, isResolved: false);
        foreach (JournalEntry entry in entries.Reverse()) await writes.ResolveAsync(entry, default);
        IReadOnlyList<JournalEntry> after = (await journal.ReadAsync(null, default)).Entries;
        Check(after, isResolved: true);
        output.WriteLine($"{which}: {count} writes, {Of(entries, ChangeOutcome.Done)} done and {Of(entries, ChangeOutcome.Unknown)} unknown; {Of(after, ChangeOutcome.Unknown)} unknown after they were resolved.");

        void Check(IReadOnlyList<JournalEntry> written, bool isResolved)
        {
            Func<int, int> held = series.Held();
            foreach (JournalEntry entry in written)
            {
                int number = int.Parse(entry.Summary!.Split(' ')[1], CultureInfo.InvariantCulture);
                int times = held(number);
                Assert.InRange(times, 0, 1);
                ChangeOutcome[] right = times == 0 ? [ChangeOutcome.Unknown] : series.IsShown ? [ChangeOutcome.Done] : [ChangeOutcome.Unknown, ChangeOutcome.Done];
                if (which == "invitations") Assert.Contains("Ask the recipient", entry.Error, StringComparison.Ordinal);
                Assert.True(right.Contains(entry.Outcome), $"{which} {number} is held {times} times and noted as {entry.Outcome}{(isResolved ? " after it was resolved" : string.Empty)}: {entry.Error}");
            }

            // A class that proves nothing would pass as well.
            if (series.IsShown || series.IsRepeatable) Assert.True(Of(written, ChangeOutcome.Done) >= count / 4, "Hardly any write was found.");
        }
    }

    private static int Of(IReadOnlyList<JournalEntry> entries, ChangeOutcome outcome) => entries.Count(entry => entry.Outcome == outcome);

    private static MarketplaceWrites Writing(AppDirectConnection connection, ChangeJournal journal) =>
        new(connection.Rest, connection, new PendingWrites(), new WriteContext { Journal = journal, Cmdlet = "A test" });
}

/// <summary>Writes of one class, and how many times the sandbox holds each.</summary>
internal sealed class WriteSeries
{
    private const string Mark = "Lost write ";
    private readonly Func<JsonElement, int, bool> _isHeld;
    private readonly MarketplaceSandbox _sandbox;
    private readonly string _kind;

    private WriteSeries(MarketplaceSandbox sandbox, string kind, Func<int, MarketplaceWrite> write, Func<JsonElement, int, bool> isHeld) => (_sandbox, _kind, Write, _isHeld) = (sandbox, kind, write, isHeld);

    public Func<int, MarketplaceWrite> Write { get; }
    public bool IsRepeatable { get; private init; }
    public bool IsShown { get; private init; } = true;
    private bool Removes { get; init; }

    /// <summary>How many times a write was carried out, by the sandbox's own data.</summary>
    public Func<int, int> Held()
    {
        IReadOnlyList<JsonElement> documents = _sandbox.Documents(_kind);
        return number => Removes ? documents.Any(document => _isHeld(document, number)) ? 0 : 1 : documents.Count(document => _isHeld(document, number));
    }

    public static async Task<WriteSeries> PrepareAsync(string which, MarketplaceSandbox sandbox, AppDirectConnection connection, int count)
    {
        string run = Guid.NewGuid().ToString("N")[..8];
        string Name(int number) => $"{Mark}{run} {number}";
        IReadOnlyList<JsonElement> members = [.. sandbox.Documents("membership").Where(one => one.GetProperty("enabled").GetBoolean())];
        JsonElement member = members[0];
        string company = Text(member, "companyId");
        string user = Text(member, "userId");
        KeyValuePair<string, string>[][] buyers = [.. members.Take(25).Select(one => new KeyValuePair<string, string>[] { new("CompanyId", Text(one, "companyId")), new("UserId", Text(one, "userId")) })];
        JsonElement plan = sandbox.Documents("paymentPlan").First(one => one.TryGetProperty("price", out JsonElement price) && price.GetDecimal() > 1);
        switch (which)
        {
            case "companies":
                return New("company", WriteOperations.PostAccountV2Companies, [], number => new JsonObject { ["name"] = Name(number), ["externalId"] = $"{run}-{number}" }, "name");
            case "groups":
                return New("group", WriteOperations.PostAccountV2CompaniesByCompanyUuidGroups, [new("CompanyId", company)], number => new JsonObject { ["name"] = Name(number), ["description"] = "A group" }, "name");
            case "discounts":
                return New("discount", WriteOperations.PostChannelV1Discounts, [], number => new JsonObject { ["code"] = Name(number), ["description"] = "A discount", ["type"] = "PERCENTAGE", ["percentage"] = 5 }, "code");
            case "changes":
                string[] companies = await CreateAsync("company", WriteOperations.PostAccountV2Companies, [], number => new JsonObject { ["name"] = $"Before {run} {number}" });
                return new WriteSeries(
                    sandbox, "company",
                    number => new MarketplaceWrite { Operation = WriteOperations.PatchAccountV2CompaniesByCompanyUuid, Ids = [new("CompanyId", companies[number])], Body = new JsonObject { ["name"] = Name(number) }, Before = new JsonObject { ["name"] = $"Before {run} {number}" } },
                    (document, number) => Text(document, "name") == Name(number))
                { IsRepeatable = true };
            case "removals":
                string[] groups = await CreateAsync("group", WriteOperations.PostAccountV2CompaniesByCompanyUuidGroups, [new("CompanyId", company)], number => new JsonObject { ["name"] = Name(number) });
                return new WriteSeries(
                    sandbox, "group",
                    number => new MarketplaceWrite { Operation = WriteOperations.DeleteAccountV2CompaniesByCompanyUuidGroupsByGroupUuid, Ids = [new("CompanyId", company), new("GroupId", groups[number])] },
                    (document, number) => Text(document, "id") == groups[number])
                { IsRepeatable = true, Removes = true };
            case "members":
                return New(
                    "membership", WriteOperations.PostAccountV2CompaniesByCompanyUuidMemberships, [new("CompanyId", company)],
                    number => new JsonObject { ["user"] = new JsonObject { ["email"] = $"member{number}@{run}.example", ["firstName"] = "Ada", ["lastName"] = "Member" } },
                    "email", number => $"member{number}@{run}.example", [new("inviterUuid", user)]);
            case "usage":
                return new WriteSeries(
                    sandbox, "usageRequest",
                    number => new MarketplaceWrite
                    {
                        Operation = WriteOperations.PostIntegrationV2BillingUsage,
                        Body = new JsonObject
                        {
                            ["idempotencyKey"] = $"{run}-{number}", ["billable"] = true,
                            ["usages"] = new JsonArray(new JsonObject { ["accountId"] = "a", ["usageList"] = new JsonArray(new JsonObject { ["quantity"] = 1, ["pricingUnit"] = "GIGABYTE", ["eventDate"] = "2026-11-01T06:42:56Z", ["eventId"] = $"{run}-{number}" }) }),
                        },
                    },
                    (document, number) => Text(document, "idempotencyKey") == $"{run}-{number}")
                { IsRepeatable = true, IsShown = false };
            case "payments":
                string[] invoices = await InvoicesAsync();
                return new WriteSeries(
                    sandbox, "payment",
                    number => new MarketplaceWrite { Operation = WriteOperations.PostBillingV1InvoicesByInvoiceNumberPayments, Ids = [new("InvoiceNumber", invoices[number % invoices.Length])], Body = new JsonObject { ["amount"] = Amount(number), ["transactionId"] = $"{run}-{number}" } },
                    (document, number) => Text(document, "transactionId") == $"{run}-{number}");
            case "orders":
                return new WriteSeries(
                    sandbox, "subscription",
                    number => new MarketplaceWrite
                    {
                        Operation = WriteOperations.PostBillingV1CompaniesByCompanyIdUsersByUserIdSubscriptions,
                        Ids = buyers[number % buyers.Length],
                        Body = new JsonObject { ["externalId"] = $"{run}-{number}", ["order"] = new JsonObject { ["paymentPlanId"] = Text(plan, "id") } },
                    },
                    (document, number) => Text(document, "externalId") == $"{run}-{number}");
            case "cancellations":
                string[] orders = await OrdersAsync(count, 1);
                return new WriteSeries(
                    sandbox, "subscription",
                    number => new MarketplaceWrite { Operation = WriteOperations.DeleteBillingV1SubscriptionsBySubscriptionId, Ids = [new("SubscriptionId", orders[number])] },
                    (document, number) => Text(document, "id") == orders[number] && Text(document, "status") == "CANCELLED");
            case "invitations":
                return new WriteSeries(
                    sandbox, "invitation",
                    number => new MarketplaceWrite { Operation = WriteOperations.PostAccountV2CompaniesByCompanyUuidInvitations, Ids = [new("CompanyId", company)], Query = [new("inviterUuid", user)], Body = new JsonArray(new JsonObject { ["email"] = $"guest{number}@{run}.example", ["role"] = "USER" }) },
                    (document, number) => Text(document, "email") == $"guest{number}@{run}.example")
                { IsShown = false };
            default:
                throw new ArgumentOutOfRangeException(nameof(which));
        }

        WriteSeries New(string kind, WriteOperation operation, KeyValuePair<string, string>[] ids, Func<int, JsonNode> body, string property, Func<int, string>? value = null, KeyValuePair<string, string>[]? query = null) => new(
            sandbox, kind, number => new MarketplaceWrite { Operation = operation, Ids = ids, Query = query ?? [], Body = body(number) },
            (document, number) => Text(document, property) == (value ?? Name)(number));

        async Task<string[]> CreateAsync(string kind, WriteOperation operation, KeyValuePair<string, string>[] ids, Func<int, JsonNode> body)
        {
            var created = new string[count];
            for (int number = 0; number < count; number++) created[number] = await SendAsync(new MarketplaceWrite { Operation = operation, Ids = ids, Body = body(number) });
            return created;
        }

        async Task<string[]> OrdersAsync(int many, int quantity)
        {
            var placed = new string[many];
            for (int number = 0; number < many; number++)
            {
                placed[number] = await SendAsync(new MarketplaceWrite
                {
                    Operation = WriteOperations.PostBillingV1CompaniesByCompanyIdUsersByUserIdSubscriptions,
                    Ids = [new("CompanyId", company), new("UserId", user)],
                    Body = new JsonObject { ["order"] = new JsonObject { ["paymentPlanId"] = Text(plan, "id"), ["orderLines"] = new JsonArray(new JsonObject { ["unit"] = "USER", ["quantity"] = quantity }) } },
                });
            }

            return placed;
        }

        async Task<string[]> InvoicesAsync()
        {
            string[] paid = await OrdersAsync(Math.Max(4, count / 40), 100_000);
            return [.. sandbox.Documents("invoice").Where(invoice => paid.Contains(Text(invoice, "subscriptionId"))).Select(invoice => Text(invoice, "id"))];
        }

        async Task<string> SendAsync(MarketplaceWrite write)
        {
            JsonNode made = await connection.Rest.SendAsync(write.Compose(), response => JsonNode.Parse(response.Body.Span)!, CancellationToken.None);
            return (made["uuid"] ?? made["id"])!.ToString();
        }
    }

    private static decimal Amount(int number) => 0.01m * (number + 1);

    private static string Text(JsonElement document, string property) => document.TryGetProperty(property, out JsonElement value) ? value.ToString() : string.Empty;
}
