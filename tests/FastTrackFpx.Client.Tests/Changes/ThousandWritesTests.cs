using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using FastTrackFpx.Client.Tests.Bench;
using FastTrackFpx.Lookups;
using FastTrackFpx.Rest.Changes;
using FastTrackFpx.Rest.Paging;
using FastTrackFpx.Tenants;

namespace FastTrackFpx.Client.Tests.Changes;

/// <summary>A service that loses one answer in five and turns one call in ten away holds each write once all the same.</summary>
[Trait("Category", "Slow")]
public sealed class ThousandWritesTests : IDisposable
{
    private const int Writes = 1000;
    private const string Faults = """
        {"seed":11,"rules":[
          {"name":"lost","method":"POST","percent":10,"faults":[{"kind":"lostAnswer"}]},
          {"name":"gateway","method":"POST","percent":6,"faults":[{"kind":"lostAnswer","status":502}]},
          {"name":"cut off","method":"POST","percent":6,"faults":[{"kind":"cutOff"}]},
          {"name":"busy","method":"POST","percent":7,"faults":[{"kind":"status","status":503}]},
          {"name":"wait","method":"POST","percent":7,"faults":[{"kind":"status","status":503,"retryAfter":"1"}]}
        ]}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_thousand_writes_are_held_at_most_once_each_and_the_journal_agrees()
    {
        await using var sandbox = await SandboxSession.StartAsync(options =>
        {
            options.RequestsPerMinute = 0;
            options.Tenants = 40;
        });
        var client = sandbox.Connect(options => options.TimeProvider = TestClock.WithoutWaits());
        var tenants = await client.Tenants.List(ReadRange.All).ToListAsync();
        var category = (await client.Lookups.GetAsync<FpxNoteCategory>(refresh: false, CancellationToken.None))[0];
        var journal = new ChangeJournal(_folder["journal"]);
        var writes = client.Writing(new WriteContext { Journal = journal, Cmdlet = "New-FpxContact" });
        var template = await ContactTemplate.ReadAsync(client);
        sandbox.Service.SetFaults(Faults);
        var failures = new ConcurrentDictionary<int, RestException>();

        await Parallel.ForEachAsync(Enumerable.Range(0, Writes), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, end) =>
        {
            var tenantId = tenants[number % tenants.Count].TenantId;
            try
            {
                if (number % 2 == 0)
                    await writes.NewContactAsync(tenantId, ContactTemplate.Named(template, $"Person {number}"), end);
                else
                    await writes.NewNoteAsync(tenantId, category, $"Note {number}", end);
            }
            catch (RestException failure)
            {
                failures[number] = failure;
            }
        });

        sandbox.Service.SetFaults(null);
        Assert.All(failures.Values, failure => Assert.Equal(ErrorCode.WriteUnsettled, failure.ErrorCode));
        Assert.True(sandbox.Service.Log.Entries.Count(entry => entry.Fault is not null) > Writes / 5);

        // Each once; of those whose outcome nobody knows at most once.
        var held = Texts(sandbox.Service.Export()).Where(text => text.StartsWith("Person ", StringComparison.Ordinal) || text.StartsWith("Note ", StringComparison.Ordinal)).ToList();
        Assert.Equal(held.Count, held.Distinct().Count());
        var known = Enumerable.Range(0, Writes).Where(number => !failures.ContainsKey(number)).Select(Name);
        Assert.Empty(known.Except(held));
        var entries = (await journal.ReadAsync(null, CancellationToken.None)).Entries;
        Assert.Equal(Writes, entries.Count);
        Assert.Equal(failures.Count, entries.Count(entry => entry.Outcome == ChangeOutcome.Unknown));
        Assert.Equal(Writes - failures.Count, entries.Count(entry => entry.Outcome == ChangeOutcome.Done));
        var contacts = entries.Where(entry => entry.Outcome == ChangeOutcome.Done).Select(entry => entry.GuidTarget("contactId")).OfType<Guid>().ToList();
        Assert.Equal(contacts.Count, contacts.Distinct().Count());

        static string Name(int number) => (number % 2 == 0 ? "Person " : "Note ") + number;
    }

    private static IEnumerable<string> Texts(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. Texts(document.RootElement)];
    }

    private static IEnumerable<string> Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Texts(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
        JsonValueKind.String => [element.GetString()!],
        _ => [],
    };
}
