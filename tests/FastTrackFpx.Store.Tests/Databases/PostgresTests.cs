using System.Management.Automation;

namespace FastTrackFpx.Store.Tests.Databases;

/// <summary>One database for several workers.</summary>
[Trait("Category", "Slow")]
public sealed class PostgresTests(PostgresServer server, ITestOutputHelper output) : IClassFixture<PostgresServer>
{
    private static readonly string[] Tables =
        ["tenant", "tenant_workload", "max_entitlement", "entitlement", "contact", "note", "referral", "referral_workload", "incentive_statement", "incentive_transaction", "workload_usage"];

    [PostgresFact]
    public async Task It_holds_the_same_as_a_SQLite_file()
    {
        await using StoreBench bench = await StoreBench.StartAsync(options => options.Tenants = 30);
        string database = server.CreateDatabase();

        SessionResult first = bench.Session.Run($"Sync-FpxData -ConnectionString {database}").Succeeded();
        SessionResult second = bench.Session.Run($"Sync-FpxData -ConnectionString {database}").Succeeded();
        bench.Sync(bench["fpx.db"]).Succeeded();

        Assert.Empty(second.Output);
        foreach (string table in Tables)
        {
            long count = StoreBench.Count(bench["fpx.db"], $"SELECT count(*) FROM {table}");
            Assert.Equal(count, first.Values<FpxDataChange>().Count(change => change.Table == table));
            // The hash covers all values of a row.
            Assert.Equal(
                StoreBench.Rows(bench["fpx.db"], $"SELECT content_hash FROM {table}").Order(),
                PostgresServer.Rows(database, $"SELECT content_hash FROM {table}").Order());
        }

        string overview = "SELECT tenant_id, workloads, max_seats, completed_seats, blocked_seats, overdue_records, contacts, executive_contacts, notes FROM customer_overview";
        Assert.Equal(StoreBench.Rows(bench["fpx.db"], overview).Order(), PostgresServer.Rows(database, overview).Order());
        Assert.Equal(["uuid", "timestamp with time zone", "boolean", "json"], new[] { "tenant_id", "created", "is_engaged", "skill_types" }.SelectMany(column =>
            PostgresServer.Rows(database, $"SELECT data_type FROM information_schema.columns WHERE table_name = 'contact' AND column_name = '{column}'")));
        Assert.Equal(["email"], PostgresServer.Rows(database, "SELECT attname FROM pg_attribute WHERE attrelid = 'ix_contact_email'::regclass"));
        bench.Session.Run($"New-FpxReport -OutFile {bench["report.html"]} -ConnectionString {database}").Succeeded();
    }

    [PostgresFact]
    public async Task Changes_and_history_are_as_in_SQLite()
    {
        await using StoreBench bench = await StoreBench.StartAsync(options => options.Tenants = 10);
        string database = server.CreateDatabase();
        bench.Session.Run($"Sync-FpxData -ConnectionString {database}").Succeeded();
        FpxContact contact = bench.Session.Run("Get-FpxTenant | Get-FpxContact").Succeeded().Values<FpxContact>()[0];
        bench.Session.Run($"{contact} | Set-FpxContact -Title 'Chief of Staff' -Confirm:$false").Succeeded();
        FpxDataChange change = Assert.Single(bench.Session.Run($"Sync-FpxData -ConnectionString {database}").Succeeded().Values<FpxDataChange>());
        Assert.Equal((contact.Title, "Chief of Staff"), ((string?)change.Old!.Properties["title"].Value, (string?)change.New!.Properties["title"].Value));
        Assert.Equal([$"{contact.Title}|False", "Chief of Staff|True"], PostgresServer.Rows(database, $"SELECT title, valid_to IS NULL FROM contact_versions WHERE contact_id = '{contact.ContactId}' ORDER BY valid_from"));
    }

    [PostgresFact]
    public async Task Four_workers_of_which_two_are_killed_read_each_tenant()
    {
        await using StoreBench bench = await StoreBench.StartAsync(options => options.Tenants = 120);
        string database = server.CreateDatabase();
        WorkerProcess[] workers = [.. Enumerable.Range(0, 4).Select(_ => WorkerProcess.Start(bench.Service, database))];
        try
        {
            await Task.WhenAll(workers.Select(worker => worker.BeganAsync()));
            // Not to synchronise: any moment will do.
            await Task.Delay(700);
            await workers[0].KillAsync();
            await workers[1].KillAsync();

            int[] ended = await Task.WhenAll(workers[2..].Select(worker => worker.EndAsync()));
            Assert.Equal([0, 0], ended);
        }
        finally
        {
            foreach (WorkerProcess worker in workers) worker.Dispose();
        }

        // The workers may have ended the run before they were killed, or have begun another one; a last run completes whatever is left.
        bench.Session.Run($"Sync-FpxData -ConnectionString {database}").Succeeded();
        bench.Sync(bench["fpx.db"]).Succeeded();
        foreach (string table in Tables)
        {
            Assert.Equal(
                StoreBench.Rows(bench["fpx.db"], $"SELECT content_hash FROM {table}").Order(),
                PostgresServer.Rows(database, $"SELECT content_hash FROM {table}").Order());
        }

        Assert.Equal(["0"], PostgresServer.Rows(database, "SELECT count(*) FROM contact_history"));
    }

    [LongFact, Trait("Category", "Slow")]
    public async Task Four_workers_are_at_least_three_times_as_fast_as_one_where_the_service_takes_its_time()
    {
        await using StoreBench bench = await StoreBench.StartAsync(options =>
        {
            options.Tenants = 400;
            options.Faults = """{ "seed": 1, "rules": [ { "name": "far", "percent": 100, "faults": [ { "kind": "delay", "moment": "headers", "seconds": 0.2 } ] } ] }""";
        });
        FpxDataPart[] parts = [FpxDataPart.TenantAssignment];

        double one = await TimeAsync(bench, parts, workers: 1);
        double four = await TimeAsync(bench, parts, workers: 4);

        output.WriteLine($"one worker {one:0.0} s, four workers {four:0.0} s, {one / four:0.0} times");
        Assert.True(one / four >= 3, $"one worker {one:0.0} s, four workers {four:0.0} s");
    }

    [PostgresFact]
    public async Task Databases_that_cannot_be_used_are_clear_errors_without_a_secret()
    {
        await using StoreBench bench = await StoreBench.StartAsync(options => options.Tenants = 1);
        string foreign = server.CreateDatabase(), newer = server.CreateDatabase(), other = server.CreateDatabase(), own = server.CreateDatabase();
        PostgresServer.Rows(other, "CREATE VIEW customer_overview AS SELECT 1 AS one");
        WorkerProcess.Open(own).Dispose();
        PostgresServer.Rows(own, "CREATE ROLE reader LOGIN");
        PostgresServer.Rows(foreign, "CREATE TABLE contact (name TEXT)");
        WorkerProcess.Open(newer).Dispose();
        PostgresServer.Rows(newer, $"INSERT INTO fpx_schema VALUES ({Schema.Version + 1}, now())");

        Assert.All(
            new (string ConnectionString, string Id)[]
            {
                (server.ConnectionString("none"), FpxErrorCode.DatabaseUnavailable),
                ("Host=127.0.0.1;Port=1;Database=fpx;Username=fpx;Password=S3cret!;Timeout=5", FpxErrorCode.DatabaseUnavailable),
                ("Hots=127.0.0.1;Password=S3cret!", FpxErrorCode.InvalidInput),
                ("Host=127.0.0.1;Port=many;Password=S3cret!", FpxErrorCode.InvalidInput),
                (foreign, FpxErrorCode.DatabaseInvalid),
                (other, FpxErrorCode.DatabaseInvalid),
                (own.Replace("Username=fpx", "Username=reader", StringComparison.Ordinal), FpxErrorCode.DatabaseReadOnly),
                (newer, FpxErrorCode.DatabaseNewer),
            },
            wrong =>
            {
                ErrorRecord error = Assert.Single(bench.Session.Run($"Sync-FpxData -ConnectionString {wrong.ConnectionString}").AllErrors);
                Assert.StartsWith(wrong.Id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
                Assert.DoesNotContain("S3cret", error.Exception.ToString(), StringComparison.Ordinal);
            });
        Assert.Equal(["0"], PostgresServer.Rows(foreign, "SELECT count(*) FROM contact"));
        // Without a name, the database is that of the user.
        string unnamed = server.ConnectionString("none").Split(";Database=")[0];
        Assert.StartsWith($"The database {Environment.UserName} on 127.0.0.1 ", Assert.Single(bench.Session.Run($"Sync-FpxData -ConnectionString {unnamed}").AllErrors).Exception.Message, StringComparison.Ordinal);
    }

    [PostgresFact]
    public void A_connection_that_the_server_has_ended_is_named_as_such()
    {
        string name = server.CreateDatabase();
        using Database database = WorkerProcess.Open(name);
        PostgresServer.Rows(name, $"SELECT pg_terminate_backend({database.Count("SELECT pg_backend_pid()")})");
        RestException ended = Assert.Throws<RestException>(() => database.Count("SELECT 1"));
        Assert.Equal(FpxErrorCode.DatabaseUnavailable, ended.ErrorCode);
        Assert.Contains("cannot be used now: terminating connection", ended.Message, StringComparison.Ordinal);
    }

    private async Task<double> TimeAsync(StoreBench bench, IReadOnlyList<FpxDataPart> parts, int workers)
    {
        string database = server.CreateDatabase();
        WorkerProcess.Open(database).Dispose();
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(async () =>
        {
            using Database own = WorkerProcess.Open(database);
            await WorkerProcess.SyncAsync(bench.Connect(), own, TimeProvider.System, parts: [FpxDataPart.Tenant, .. parts]);
        })));
        return watch.Elapsed.TotalSeconds;
    }
}
