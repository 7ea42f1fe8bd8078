using System.Collections.Generic;
using System.Globalization;
using System.Threading.Tasks;
using FastTrackFpx.Benchmarks.Contenders;
using FastTrackFpx.Benchmarks.Reports;
using FastTrackFpx.Benchmarks.Works;

namespace FastTrackFpx.Benchmarks.Suites;

/// <summary>What a partner reads of some tenants, by the module, by scripts and by the floor.</summary>
internal sealed class ReadSuite(Settings settings, Report report) : Suite(settings, report)
{
    public override string Name => "reads";

    public override Task RunAsync() => WithAsync(
        ["--tenants", Settings.Tenants.ToString(CultureInfo.InvariantCulture)],
        [ContenderKind.Module, ContenderKind.Floor, ContenderKind.ParallelScript, ContenderKind.Script],
        async (service, contenders, comparison) =>
        {
            var all = new List<Samples>();
            all.AddRange(await comparison.RunAsync($"all of {Number(Settings.Tenants)} tenants", new WorkRequest("tenants"), Rounds));
            foreach ((string work, string words) in Parts)
            {
                // A call for each tenant makes a warm-up of its own.
                await WarmAsync(contenders, work);
                all.AddRange(await comparison.RunAsync(
                    $"{words} of {Number(Settings.Tenants)} tenants", new WorkRequest(work), kind => RoundsOf(kind, work), warm: false));
            }

            Report.Reads = all;
        });

    /// <summary>Contacts are what the target is about; of the other two, one round of the scripts shows that they are no different.</summary>
    private int RoundsOf(ContenderKind kind, string work) =>
        kind is ContenderKind.Script or ContenderKind.ParallelScript && work != "contacts" ? System.Math.Min(1, Settings.SlowRounds) : Rounds(kind);

    private static async Task WarmAsync(IReadOnlyList<Contender> contenders, string work)
    {
        foreach (ContenderKind kind in new[] { ContenderKind.Module, ContenderKind.Floor }) await One(contenders, kind).DoAsync(new WorkRequest(work));
    }
}
