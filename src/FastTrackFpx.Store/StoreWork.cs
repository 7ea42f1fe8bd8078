using FastTrackFpx.Connection;
using FastTrackFpx.Store.Databases;
using FastTrackFpx.Store.Sources;
using FastTrackFpx.Store.Sync;

namespace FastTrackFpx.Store;

/// <summary>The work of the cmdlets; the module loads it by name.</summary>
internal sealed class StoreWork : StoreLibrary
{
    private static readonly IReadOnlyList<FpxDataPart> Everything = [.. Enum.GetValues<FpxDataPart>()];

    internal override async Task SyncAsync(CmdletRun run, FpxClient client, SyncOrder order)
    {
        TimeProvider timeProvider = client.TimeProvider;
        using Database database = Open(order.Target, timeProvider);
        Schema.Migrate(database);
        await SyncAsync(run, client, order, database, timeProvider).ConfigureAwait(false);
    }

    private static Database Open(StoreTarget target, TimeProvider timeProvider) => target.ConnectionString is { } connectionString
        ? new PostgresDatabase(connectionString)
        : new SqliteDatabase(target.Path, mustExist: false, timeProvider);

    private static async Task SyncAsync(CmdletRun run, FpxClient client, SyncOrder order, Database database, TimeProvider timeProvider)
    {
        var source = new FpxSource(client, order.ResolveService);
        FpxDataPart[] parts = [.. order.Parts.Append(FpxDataPart.Tenant).Distinct().Order()];
        await source.PrepareAsync(parts, run.Stopping).ConfigureAwait(false);
        var sync = new DataSync(database, source.Parts(parts), new CmdletObserver(run), timeProvider);
        string kind = string.Join(',', parts) + (order.ResolveService ? ",services" : string.Empty);
        run.Progress.CountSteps("steps");
        await sync.RunAsync(kind, order.Restart, run.Stopping).ConfigureAwait(false);
    }

    /// <summary>Shows a sync in the cmdlet's streams.</summary>
    private sealed class CmdletObserver(CmdletRun run) : ISyncObserver
    {
        private long _shown;

        public Task ChangedAsync(IReadOnlyList<FpxDataChange> changes) => run.WriteAllAsync(changes);

        public void Failed(RestException exception, object target) => run.Fail(exception, target);

        public void Progress(long done, long all, string part)
        {
            run.Progress.Expect(all);
            run.Progress.Doing(part);
            for (; _shown < done; _shown++) run.Progress.StepDone();
        }
    }
}
