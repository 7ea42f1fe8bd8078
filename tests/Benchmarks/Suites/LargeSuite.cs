using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using FastTrackFpx.Benchmarks.Contenders;
using FastTrackFpx.Benchmarks.Reports;
using FastTrackFpx.Benchmarks.Works;

namespace FastTrackFpx.Benchmarks.Suites;

/// <summary>
/// The same of many more tenants, by the module and the floor: a script would take its time ten times over and show nothing new. And how soon the first
/// record is there.
/// </summary>
internal sealed class LargeSuite(Settings settings, Report report) : Suite(settings, report)
{
    public override string Name => "large";

    public override Task RunAsync() => WithAsync(
        ["--tenants", Settings.LargeTenants.ToString(CultureInfo.InvariantCulture)],
        [ContenderKind.Module, ContenderKind.Floor, ContenderKind.FloorCmdlets],
        async (_, contenders, comparison) =>
        {
            int rounds = System.Math.Max(1, Settings.Rounds - 2);
            var all = new List<Samples>();
            foreach (Contender contender in contenders) await WarmAsync(contender);
            all.AddRange(await comparison.RunAsync(
                $"all of {Number(Settings.LargeTenants)} tenants", new WorkRequest("tenants"), _ => 3 * Settings.Rounds, warm: false));
            foreach ((string work, string words) in Parts)
                all.AddRange(await comparison.RunAsync($"{words} of {Number(Settings.LargeTenants)} tenants", new WorkRequest(work), _ => rounds));
            Report.Large = all;
            await FirstAsync(contenders);
        });

    /// <summary>The lists are short: the first rounds would measure the compiler, and single ones vary.</summary>
    private async Task WarmAsync(Contender contender)
    {
        for (int round = 0; round < 6 * Settings.Rounds; round++) await contender.DoAsync(new WorkRequest(round % 2 == 0 ? "tenants" : "maxEntitlements"));
    }

    private async Task FirstAsync(IReadOnlyList<Contender> contenders)
    {
        var first = new List<double>();
        var calls = new List<IReadOnlyList<double>>();
        for (int round = 0; round < 3 * Settings.Rounds; round++)
        {
            first.Add((await One(contenders, ContenderKind.Module).DoAsync(new WorkRequest("first"))).FirstSeconds * 1000);
            calls.Add((await One(contenders, ContenderKind.Floor).DoAsync(new WorkRequest("calls"))).Times);
        }

        // The first third is for the compiler.
        double Median(IEnumerable<double> times) => Figures.Median(times.Skip(Settings.Rounds));
        Report.First = new FirstResult(Median(first), Median(calls.Select(times => times[0])), Median(calls.Select(times => times[1])));
    }
}

/// <summary>Milliseconds until the first contact of all tenants, and those of the calls it takes.</summary>
internal sealed record FirstResult(double Module, double ListCall, double BatchCall);
