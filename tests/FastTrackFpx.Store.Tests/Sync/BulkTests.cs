namespace FastTrackFpx.Store.Tests.Sync;

/// <summary>A million contacts: memory, and time against a bare bulk insert of the same rows.</summary>
[Trait("Category", "Slow")]
[Collection(nameof(Alone))]
public sealed class BulkTests(ITestOutputHelper output)
{
    private const int Contacts = 1_000_000;

    [LongFact]
    public async Task A_million_contacts_fit_in_memory_and_cost_little_more_than_a_bulk_insert()
    {
        using var folder = new TemporaryFolder();
        // Whatever is compiled once.
        await BulkContacts.SyncAsync(folder["first.db"], 20_000);
        BulkContacts.Bare(folder["first-bare.db"], 20_000);

        double bare = BulkContacts.Bare(folder["bare.db"], Contacts);
        (double ours, long memory) = await BulkContacts.SyncAsync(folder["fpx.db"], Contacts);
        (double again, _) = await BulkContacts.SyncAsync(folder["fpx.db"], Contacts);

        output.WriteLine($"bare insert {Contacts / bare:N0} rows/s, sync {Contacts / ours:N0} rows/s, ratio {ours / bare:0.00}, memory {memory / 1048576.0:0.0} MB, without changes {Contacts / again:N0} rows/s");
        Assert.Equal(Contacts, StoreBench.Count(folder["fpx.db"], "SELECT count(*) FROM contact"));
        Assert.InRange(memory, 0, 64 << 20);
        Assert.True(ours / bare <= 1.5 || Contacts / ours >= 40_000, $"ratio {ours / bare:0.00}, {Contacts / ours:N0} rows/s");
    }
}

/// <summary>Tests that measure this process, beside which no other test may run.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
