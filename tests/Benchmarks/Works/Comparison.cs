using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using FastTrackFpx.Benchmarks.Contenders;
using FastTrackFpx.Benchmarks.Service;

namespace FastTrackFpx.Benchmarks.Works;

/// <summary>One work done by several contenders in turn, round by round, so that whatever else the machine does meets all of them alike.</summary>
internal sealed class Comparison(SandboxProcess service, IReadOnlyList<Contender> contenders, Action<string> tell)
{
    /// <summary>Runs a work and checks that all have come to the same.</summary>
    /// <param name="title">What the table calls it.</param>
    /// <param name="request">The work.</param>
    /// <param name="rounds">How often a contender does it; a work of none is left out.</param>
    /// <param name="warm">Whether everybody does it once before it counts.</param>
    /// <exception cref="InvalidOperationException">Contenders differ in their records, or a call failed.</exception>
    public async Task<IReadOnlyList<Samples>> RunAsync(string title, WorkRequest request, Func<ContenderKind, int> rounds, bool warm = true)
    {
        Samples[] all = [.. contenders.Where(contender => rounds(contender.Kind) > 0).Select(contender => new Samples(title, contender.Kind))];
        foreach (Contender contender in contenders.Where(one => warm && rounds(one.Kind) > 0)) await contender.DoAsync(request);
        for (int round = 0; round < all.Max(samples => rounds(samples.Contender)); round++)
        {
            foreach (Samples samples in all.Where(one => round < rounds(one.Contender)))
            {
                await service.ForgetCallsAsync();
                WorkAnswer answer = await contenders.Single(contender => contender.Kind == samples.Contender).DoAsync(request);
                SeenCalls seen = await service.CallsAsync();
                if (seen.Failed > 0) throw new InvalidOperationException($"{title}: {seen.Failed} calls of {samples.Contender} failed.");
                samples.Add(answer, seen.Count);
                tell(
                    $"{title}, {samples.Contender}: {answer.Seconds:0.00} s, cpu {answer.CpuSeconds:0.00} s, {answer.Count:N0} records, {seen.Count:N0} calls");
            }
        }

        Check(title, all);
        return all;
    }

    private static void Check(string title, IReadOnlyList<Samples> all)
    {
        foreach (Samples other in all.Skip(1))
        {
            (long, string) first = (all[0].Last.Count, all[0].Last.Checksum);
            if ((other.Last.Count, other.Last.Checksum) == first) continue;
            throw new InvalidOperationException($"{title}: {all[0].Contender} has {first}, {other.Contender} has {(other.Last.Count, other.Last.Checksum)}.");
        }
    }
}
