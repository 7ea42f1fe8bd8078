using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using FastTrackFpx.Tests.Shared;

namespace FastTrackFpx.Benchmarks.Inner;

/// <summary>
/// Measures parts of the client and of the cmdlets by themselves: <c>dotnet run -c Release --project tests/Benchmarks.Inner -- --filter *</c>.
/// </summary>
internal static class Program
{
    private static async Task Main(string[] arguments)
    {
        if (arguments is ["bulk", var count])
        {
            await BulkAsync(int.Parse(count, CultureInfo.InvariantCulture));
            return;
        }

        if (arguments is ["postgres"])
        {
            await ServePostgresAsync();
            return;
        }

        // In this process: a program that the library generates would be built with this repository's settings, where its warnings are errors.
        Job job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(3).WithIterationCount(7).WithId("inner");
        ManualConfig config = ManualConfig.CreateEmpty()
            .AddJob(job)
            .AddLogger(ConsoleLogger.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddExporter(MarkdownExporter.GitHub)
            .AddDiagnoser(BenchmarkDotNet.Diagnosers.MemoryDiagnoser.Default);
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(arguments, config);
    }

    /// <summary>Contacts into SQLite, by a sync and by a bare bulk insert in turn: a line of JSON for the other benchmarks.</summary>
    private static async Task BulkAsync(int contacts)
    {
        string folder = Directory.CreateTempSubdirectory("fpx-bulk-").FullName;
        try
        {
            // Whatever is compiled once.
            await BulkContacts.SyncAsync(Path.Combine(folder, "warm.db"), 20_000);
            BulkContacts.Bare(Path.Combine(folder, "warm-bare.db"), 20_000);
            double bare = BulkContacts.Bare(Path.Combine(folder, "bare.db"), contacts);
            (double seconds, long memory) = await BulkContacts.SyncAsync(Path.Combine(folder, "fpx.db"), contacts);
            (double again, _) = await BulkContacts.SyncAsync(Path.Combine(folder, "fpx.db"), contacts);
            Console.WriteLine(FormattableString.Invariant(
                $$"""{ "contacts": {{contacts}}, "bare": {{bare}}, "first": {{seconds}}, "again": {{again}}, "megabytes": {{memory / 1048576.0}} }"""));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>
    /// A PostgreSQL server for as long as the input is open: a line with the connection string of a new database for each line of the input. Ends at once
    /// if there are no programs.
    /// </summary>
    private static async Task ServePostgresAsync()
    {
        if (PostgresServer.Programs is null) return;
        var server = new PostgresServer();
        try
        {
            await server.InitializeAsync();
            while (await Console.In.ReadLineAsync() is not null) Console.WriteLine(server.CreateDatabase());
        }
        finally
        {
            await server.DisposeAsync();
        }
    }
}
