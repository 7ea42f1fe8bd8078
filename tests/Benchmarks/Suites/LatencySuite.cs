using System;
using System.Globalization;
using System.Threading.Tasks;
using FastTrackFpx.Benchmarks.Contenders;
using FastTrackFpx.Benchmarks.Reports;

namespace FastTrackFpx.Benchmarks.Suites;

/// <summary>Answers that take as long as those of a service far away: whether enough calls are under way to use up the limit.</summary>
internal sealed class LatencySuite(Settings settings, Report report) : Suite(settings, report)
{
    private static readonly TimeSpan[] Delays = [TimeSpan.FromMilliseconds(150), TimeSpan.FromMilliseconds(600)];

    public override string Name => "latency";

    public override Task RunAsync() => WithAsync(
        ["--tenants", "5000"],
        [ContenderKind.Module],
        async (service, contenders, comparison) =>
        {
            await One(contenders, ContenderKind.Module).DoAsync(new WorkRequest("entitlements"));
            foreach (TimeSpan delay in Delays)
            {
                await service.DelayAnswersAsync(delay);
                string title = $"entitlements of 5,000 tenants, {delay.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)} ms a call";
                Report.Latency.AddRange(await comparison.RunAsync(title, new WorkRequest("entitlements"), _ => 1, warm: false));
            }
        });
}
