using System;
using System.Threading.Tasks;
using FastTrackFpx.Benchmarks.Contenders;
using FastTrackFpx.Benchmarks.Floor;
using FastTrackFpx.Benchmarks.Service;

namespace FastTrackFpx.Benchmarks;

/// <summary>The runner; and, started by itself, one of its contenders.</summary>
internal static class Program
{
    /// <summary>As many calls as the module has under way where answers are quick.</summary>
    private const int CallsUnderWay = 5;

    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is not ["contender", var kind, var discovery]) return await new BenchmarkCommand(Console.Out).RunAsync(arguments);
        ServiceAddress address = ServiceAddress.Read(discovery);
        switch (Enum.Parse<ContenderKind>(kind))
        {
            case ContenderKind.Floor:
                using (var floor = new FloorWork(address, CallsUnderWay)) await WorkLoop.RunAsync(floor.DoAsync);
                break;
            case ContenderKind.FloorCmdlets:
                using (var floor = new FloorCmdletWork(address, CallsUnderWay)) await WorkLoop.RunAsync(floor.DoAsync);
                break;
            default:
                using (var module = new ModuleWork(address)) await WorkLoop.RunAsync(module.DoAsync);
                break;
        }

        return 0;
    }
}
