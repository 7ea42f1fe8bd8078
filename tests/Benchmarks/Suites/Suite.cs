using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using FastTrackFpx.Benchmarks.Contenders;
using FastTrackFpx.Benchmarks.Reports;
using FastTrackFpx.Benchmarks.Service;
using FastTrackFpx.Benchmarks.Works;

namespace FastTrackFpx.Benchmarks.Suites;

/// <summary>Measurements that share a sandbox.</summary>
internal abstract class Suite(Settings settings, Report report)
{
    /// <summary>The program of the other benchmarks, which sees the module's internals.</summary>
    protected static string Inner { get; } = typeof(Suite).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(item => item.Key == "InnerAssembly").Value!;

    /// <summary>What is read of each tenant: the work, and its name in a title.</summary>
    protected static IReadOnlyList<(string Work, string Words)> Parts { get; } =
        [("entitlements", "entitlements"), ("maxEntitlements", "max entitlements"), ("contacts", "contacts")];

    public abstract string Name { get; }

    protected Settings Settings { get; } = settings;

    protected Report Report { get; } = report;

    public abstract Task RunAsync();

    /// <summary>Starts a sandbox and contenders, and ends them afterwards.</summary>
    protected async Task WithAsync(string[] sandbox, ContenderKind[] kinds, Func<SandboxProcess, IReadOnlyList<Contender>, Comparison, Task> run)
    {
        await using SandboxProcess service = await SandboxProcess.StartAsync(sandbox);
        var contenders = new List<Contender>();
        try
        {
            foreach (ContenderKind kind in kinds) contenders.Add(await Contender.StartAsync(kind, service.Address));
            await run(service, contenders, new Comparison(service, contenders, Report.Tell));
        }
        finally
        {
            foreach (Contender contender in contenders) await contender.DisposeAsync();
        }
    }

    protected int Rounds(ContenderKind kind) => kind is ContenderKind.Module or ContenderKind.Floor ? Settings.Rounds : Settings.SlowRounds;

    protected static Contender One(IReadOnlyList<Contender> contenders, ContenderKind kind) => contenders.Single(contender => contender.Kind == kind);

    protected static string Number(int number) => number.ToString("N0", System.Globalization.CultureInfo.InvariantCulture);
}
