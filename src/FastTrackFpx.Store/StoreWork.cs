using FastTrackFpx.Connection;
using FastTrackFpx.Store.Databases;
using FastTrackFpx.Store.Reports;
using FastTrackFpx.Store.Sources;
using FastTrackFpx.Store.Sync;

namespace FastTrackFpx.Store;

/// <summary>The work of the cmdlets; the module loads it by name.</summary>
internal sealed class StoreWork : StoreLibrary
{
    internal override void Check(FpxClient client, SyncOrder order)
    {
        StoreTarget target = order.Target;
        if (target.Path is { } path && !File.Exists(path))
        {
            SqliteDatabase.RequireFile(path, mustExist: false);
            return;
        }

        using Database database = Open(target, TimeProvider.System, mustExist: target.Path is not null);
        if (Schema.Require(database) == Schema.Version && !order.Restart) new WorkList(database, AddressOf(client)).RequireService();
    }

    internal override async Task SyncAsync(CmdletRun run, FpxClient client, SyncOrder order)
    {
        TimeProvider timeProvider = client.Rest.TimeProvider;
        using Database database = Open(order.Target, timeProvider);
        Schema.Migrate(database);
        await SyncAsync(run, client, order, new CmdletObserver(run), database, timeProvider).ConfigureAwait(false);
    }

    internal override async Task<IReadOnlyList<string>> ReportAsync(CmdletRun run, FpxClient? client, ReportOrder order)
    {
        TimeProvider timeProvider = client?.Rest.TimeProvider ?? TimeProvider.System;
        using Database database = Open(order.Source, timeProvider, mustExist: order.Source.Path is not null);
        if (client is not null)
        {
            Schema.Migrate(database);
            IReadOnlyList<FpxDataPart> parts = [.. DataNames.Usual.Where(part => part != FpxDataPart.Note)];
            var usual = new SyncOrder(order.Source, parts, [], order.ResolveService, Restart: false);
            await SyncAsync(run, client, usual, new SilentObserver(run), database, timeProvider).ConfigureAwait(false);
        }
        else if (Schema.Require(database) < Schema.Version)
        {
            throw DatabaseFaults.Older(database.Name);
        }

        var data = new ReportData(database);
        return ReportFiles.Write(data, order, timeProvider.GetLocalNow());
    }

    private static Database Open(StoreTarget target, TimeProvider timeProvider, bool mustExist = false) => target.ConnectionString is { } connectionString
        ? new PostgresDatabase(connectionString)
        : new SqliteDatabase(target.Path, mustExist, timeProvider);

    private static async Task SyncAsync(CmdletRun run, FpxClient client, SyncOrder order, ISyncObserver observer, Database database, TimeProvider timeProvider)
    {
        var source = new FpxSource(client, order.ResolveService);
        FpxDataPart[] parts = [.. order.Parts.Append(FpxDataPart.Tenant).Distinct().Order()];
        await source.PrepareAsync(parts, run.Stopping).ConfigureAwait(false);
        // In one order, whatever the order in which they were named: a run continues one of the same data.
        IEnumerable<ListPart> lists = order.Lists.OrderBy(list => list.List.Name, StringComparer.Ordinal)
            .Select(list => ListPart.Of(list.List, list.Connection, run));
        SourcePart[] all = [.. source.Parts(parts), .. lists];
        var sync = new DataSync(database, all, observer, timeProvider, client.TenantNameOf, AddressOf(client));
        string kind = string.Join(',', all.Select(part => part.Name)) + (order.ResolveService ? ",services" : string.Empty);
        run.Progress.CountSteps("steps");
        await sync.RunAsync(kind, order.Restart, run.Stopping).ConfigureAwait(false);
    }

    private static string AddressOf(FpxClient client) => client.Rest.BaseUri.GetLeftPart(UriPartial.Authority);

    /// <summary>Shows a sync in the cmdlet's streams.</summary>
    private class CmdletObserver(CmdletRun run) : ISyncObserver
    {
        private long _shown;

        public virtual Task ChangedAsync(IReadOnlyList<FpxDataChange> changes) => run.WriteAllAsync(changes);

        public void Failed(RestException exception, object target) => run.Fail(exception, target);

        public void Progress(long done, long all, string part)
        {
            run.Progress.Expect(all);
            run.Progress.Doing(part);
            for (; _shown < done; _shown++) run.Progress.StepDone();
        }
    }

    /// <summary>The same for data that is read for something else.</summary>
    private sealed class SilentObserver(CmdletRun run) : CmdletObserver(run)
    {
        public override Task ChangedAsync(IReadOnlyList<FpxDataChange> changes) => Task.CompletedTask;
    }
}
