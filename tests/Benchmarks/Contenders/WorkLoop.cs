using System;
using System.Diagnostics;
using System.IO;
using System.Text.Json;
using System.Threading.Tasks;

namespace FastTrackFpx.Benchmarks.Contenders;

/// <summary>A contender's side of the wire: reads what is asked for, does it, answers.</summary>
internal static class WorkLoop
{
    public static async Task RunAsync(Func<WorkRequest, Task<WorkResult>> work)
    {
        using Process self = Process.GetCurrentProcess();
        // The engine's host and the module may write to the console; answers have it for themselves.
        using var answers = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        Console.SetOut(TextWriter.Null);
        await answers.WriteLineAsync("""{"ready":true}""");
        while (await Console.In.ReadLineAsync() is { } line)
        {
            await answers.WriteLineAsync(JsonSerializer.Serialize(await MeasureAsync(self, work, line), Wire.Options));
        }
    }

    private static async Task<WorkAnswer> MeasureAsync(Process self, Func<WorkRequest, Task<WorkResult>> work, string line)
    {
        try
        {
            WorkRequest request = JsonSerializer.Deserialize<WorkRequest>(line, Wire.Options)!;
            using var memory = MemoryWatch.Start(self);
            TimeSpan cpu = Environment.CpuUsage.TotalTime;
            var clock = Stopwatch.StartNew();
            WorkResult result = await work(request);
            TimeSpan taken = result.Taken ?? clock.Elapsed;
            cpu = Environment.CpuUsage.TotalTime - cpu;
            memory.Stop();
            return new WorkAnswer
            {
                Seconds = taken.TotalSeconds,
                CpuSeconds = cpu.TotalSeconds,
                Count = result.Count,
                Checksum = result.Checksum?.Invoke() ?? string.Empty,
                FirstSeconds = result.First.TotalSeconds,
                PeakMegabytes = memory.PeakManaged,
                LiveMegabytes = memory.PeakLive,
                ProcessMegabytes = memory.PeakProcess,
                Times = result.Times,
            };
        }
        catch (Exception failure)
        {
            return new WorkAnswer { Error = failure.ToString().ReplaceLineEndings(" ") };
        }
    }
}
