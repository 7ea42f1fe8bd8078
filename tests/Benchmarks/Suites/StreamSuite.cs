using System.Globalization;
using System.Threading.Tasks;
using FastTrackFpx.Benchmarks.Contenders;
using FastTrackFpx.Benchmarks.Reports;

namespace FastTrackFpx.Benchmarks.Suites;

/// <summary>A million contacts through one pipeline that keeps none: the tenants of a sandbox, each with a full page, gone through again and again.</summary>
internal sealed class StreamSuite(Settings settings, Report report) : Suite(settings, report)
{
    private const int ContactsPerTenant = 100;

    public override string Name => "stream";

    public override Task RunAsync()
    {
        int repeat = System.Math.Max(1, Settings.Streamed / (Settings.Tenants * ContactsPerTenant));
        return WithAsync(
            [
                "--tenants", Settings.Tenants.ToString(CultureInfo.InvariantCulture),
                "--contacts-per-tenant", ContactsPerTenant.ToString(CultureInfo.InvariantCulture),
            ],
            [ContenderKind.Module, ContenderKind.Floor],
            async (_, contenders, comparison) =>
            {
                // The sandbox makes up what is asked for the first time.
                foreach (Contender contender in contenders) await contender.DoAsync(new WorkRequest("stream"));
                Report.Stream = await comparison.RunAsync(
                    $"{Number(repeat * Settings.Tenants * ContactsPerTenant)} contacts streamed",
                    new WorkRequest("stream", Repeat: repeat), _ => System.Math.Max(1, Settings.Rounds - 3), warm: false);
            });
    }
}

/// <summary>Statements, which come in one answer.</summary>
internal sealed class StatementSuite(Settings settings, Report report) : Suite(settings, report)
{
    public override string Name => "statements";

    // 45 draws for each of a thousand tenants and three periods come to some hundred thousand payments.
    public override Task RunAsync() => WithAsync(
        ["--tenants", "1000", "--transactions-per-tenant", "45"],
        [ContenderKind.Module, ContenderKind.Floor, ContenderKind.Script],
        async (_, _, comparison) => Report.Statements = await comparison.RunAsync(
            "statements, one row for each transaction", new WorkRequest("statements"), Rounds));
}
