namespace FastTrackFpx.Store.Tests.Sync;

/// <summary>A sync that is killed and run again ends with what the service has.</summary>
[Trait("Category", "Slow")]
public sealed class KillTests
{
    [Fact]
    public async Task A_killed_sync_continues_where_it_stopped() => await RunAsync(kills: 3, tenants: 40);

    [LongFact, Trait("Category", "Slow")]
    public async Task Fifty_kills_leave_a_database_that_the_next_run_completes() => await RunAsync(kills: 50, tenants: 120);

    private static async Task RunAsync(int kills, int tenants)
    {
        await using StoreBench bench = await StoreBench.StartAsync(options => options.Tenants = tenants);
        string path = bench["fpx.db"];
        // The same moments in each run of the test; how far a process has come by then differs.
        var random = new Random(7);
        int killed = 0;
        while (killed < kills)
        {
            using WorkerProcess worker = WorkerProcess.Start(bench.Service, path);
            await worker.BeganAsync();
            // Not to synchronise: any moment will do.
            await Task.Delay(random.Next(0, 900));
            if (!worker.HasEnded) killed++;
            await worker.KillAsync();
            // Whatever was committed is whole.
            Assert.Equal("ok", StoreBench.Rows(path, "PRAGMA integrity_check").Single());
        }

        using WorkerProcess last = WorkerProcess.Start(bench.Service, path);
        Assert.Equal(0, await last.EndAsync());

        ExportAssert.Same(bench.Service, path);
        Assert.Equal(0, StoreBench.Count(path, "SELECT count(*) FROM sync_work WHERE finished IS NULL"));
        Assert.Equal(0, StoreBench.Count(path, "SELECT count(*) FROM contact_history"));
    }
}
