using Microsoft.AspNetCore.Server.Kestrel.Core;
using static FastTrackFpx.Client.Tests.Bench.ContactTemplate;

namespace FastTrackFpx.Client.Tests.Foreign;

/// <summary>A thousand writes to a server that shares nothing with the sandbox: none is doubled, and the journal never contradicts the service.</summary>
[Trait("Category", "Slow")]
public sealed class ForeignServiceTests(ITestOutputHelper output) : FolderTest
{
    private const int Writes = 500;
    private static readonly FpxLookup General = new() { Id = "1", Name = "General" };
    private static readonly Guid[] Tenants = [.. Enumerable.Range(1, 20).Select(number => new Guid(number, 0, 0, new byte[8]))];

    [Theory]
    [InlineData(HttpProtocols.Http1, 1)]
    [InlineData(HttpProtocols.Http2, 3)]
    public async Task No_write_is_doubled_and_no_entry_of_the_journal_contradicts_the_service(HttpProtocols protocols, int seed)
    {
        TestClock clock = TestClock.WithoutWaits();
        TestClock serviceClock = clock.Another();
        serviceClock.MovesOn = false;
        using var service = new ForeignService(serviceClock, seed) { IsWell = true };
        await using OddServer server = await OddServer.StartAsync(service.AnswerAsync, protocols: protocols);
        FpxClient client = server.Connect(options => (options.TimeProvider, options.MaxRetryCount) = (clock, 7));
        var journal = new ChangeJournal(Folder["journal"], clock);
        FpxWrites writes = client.Writing(new WriteContext { Journal = journal });
        var there = new List<FpxContact>();
        for (int number = 0; number < Writes / 5; number++)
        {
            ContactChange contact = Change(("Name", $"There {number}"));
            there.Add((await client.Writing(new WriteContext()).NewContactAsync(Tenants[number % 20], contact, default)).Value);
        }

        service.IsWell = false;
        service.Sent.Clear();

        await Parallel.ForEachAsync(Enumerable.Range(0, Writes), new ParallelOptions { MaxDegreeOfParallelism = 12 }, async (number, end) =>
        {
            try
            {
                await WriteAsync(number, end);
            }
            catch (RestException failure)
            {
                Assert.True(failure.ErrorCode is ErrorCode.WriteUnsettled or ErrorCode.CircuitOpen, failure.Message);
            }
        });

        Assert.True(server.Requests.Count <= client.Rest.Exchange.CallsMade, $"{server.Requests.Count} requests on the wire, {client.Rest.Exchange.CallsMade} counted");
        // Sent again was only what changes a record to the same value.
        Assert.DoesNotContain(service.Sent, text => !text.Key.StartsWith("Title", StringComparison.Ordinal) && text.Value > (text.Key.StartsWith("Same", StringComparison.Ordinal) ? 10 : 1));
        service.IsWell = true;
        await clock.AdvanceAsync(TimeSpan.FromHours(1));
        ChangeOutcome[] before = [.. (await CheckAsync("at once")).Select(entry => entry.Outcome)];
        await ResolveAsync();
        ChangeOutcome[] after = [.. (await CheckAsync("after it was resolved")).Select(entry => entry.Outcome)];
        await clock.AdvanceAsync(TimeSpan.FromDays(1));
        await ResolveAsync();
        IReadOnlyList<JournalEntry> last = await CheckAsync("a day later");
        output.WriteLine($"{server.Requests.Count} requests; {Words(before)}; resolved {Words(after)}; a day later {Words(last.Select(entry => entry.Outcome))}.");
        Assert.Contains(ChangeOutcome.Unknown, before);
        Assert.True(after.Count(outcome => outcome == ChangeOutcome.Unknown) < before.Count(outcome => outcome == ChangeOutcome.Unknown));
        // Only of equal texts it may never be known which is which.
        Assert.All(last.Where(entry => entry.Outcome == ChangeOutcome.Unknown), entry => Assert.StartsWith("Same", TextOf(entry)));

        Task WriteAsync(int number, CancellationToken end)
        {
            Guid tenant = Tenants[number % 20];
            if (number % 5 == 0 && number % 25 != 5) return writes.SetContactAsync(there[number / 5].ContactId, there[number / 5], Change(("Title", $"Title {number}")), end);
            if (number % 25 == 7) return writes.RemoveContactAsync(there[number / 5].ContactId, there[number / 5], end);
            if (number % 25 == 3) return writes.NewNoteAsync(Tenants[0], General, $"Same {number / 250}", end);
            return number % 2 == 0 ? writes.NewContactAsync(tenant, Change(("Name", $"Person {number}")), end) : writes.NewNoteAsync(tenant, General, $"Note {number}", end);
        }

        async Task ResolveAsync()
        {
            foreach (JournalEntry entry in (await journal.ReadAsync(null, default)).Entries.Reverse()) await writes.ResolveAsync(entry, default);
        }

        async Task<IReadOnlyList<JournalEntry>> CheckAsync(string when)
        {
            IReadOnlyList<JournalEntry> entries = (await journal.ReadAsync(null, default)).Entries;
            Assert.Equal(Writes, entries.Count);
            Dictionary<string, int> held = service.Held;
            foreach (IGrouping<string, JournalEntry> same in entries.GroupBy(TextOf))
            {
                bool isRemoval = same.First().Kind == nameof(FpxChangeKind.ContactRemove);
                int there = held.GetValueOrDefault(same.Key);
                int did = isRemoval ? 1 - there : there;
                int done = same.Count(entry => entry.Outcome == ChangeOutcome.Done), unknown = same.Count(entry => entry.Outcome == ChangeOutcome.Unknown);
                Assert.True(did >= done && did <= done + unknown, $"{when}: {same.Key} is held {there} times, and the journal says {Words(same.Select(entry => entry.Outcome))}");
            }

            return entries;
        }
    }

    private static string TextOf(JournalEntry entry) => entry.Kind() switch
    {
        FpxChangeKind.NoteNew => entry.After()!.Note!.Text!,
        FpxChangeKind.ContactNew => entry.After()!.Contact!.Name!,
        FpxChangeKind.ContactSet => entry.After()!.Contact!.Title!,
        _ => entry.Before()!.Contact!.Name!,
    };

    private static string Words(IEnumerable<ChangeOutcome> outcomes) => string.Join(", ", outcomes.GroupBy(outcome => outcome).Select(same => $"{same.Count()} {same.Key}"));
}
