using System.Collections.Generic;
using System.Linq;

namespace FastTrackFpx.Benchmarks.Works;

/// <summary>Medians and their like.</summary>
internal static class Figures
{
    public static double Median(IEnumerable<double> values) => Percentile(values, 50);

    public static double Percentile(IEnumerable<double> values, int percent)
    {
        double[] sorted = [.. values.Order()];
        double place = (sorted.Length - 1) * percent / 100.0;
        int below = (int)place;
        return below + 1 < sorted.Length ? sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }

    /// <summary>Half of the values lie this far apart, as a part of their median.</summary>
    public static double Spread(IReadOnlyCollection<double> values) =>
        values.Count < 2 ? 0 : (Percentile(values, 75) - Percentile(values, 25)) / Median(values);

    /// <summary>Seconds that calls take at the least where 600 go out in any 60: the first 600 at once, each further 600 a minute later.</summary>
    public static double SecondsAtLimit(long calls) => calls == 0 ? 0 : (calls - 1) / 600 * 60;
}
