using System.Globalization;

namespace FastTrackFpx.Lookups;

/// <summary>Payment periods as entries of a list like any other.</summary>
internal static class PeriodLookup
{
    /// <summary>The period's id and the months it spans, or its number where it has no words.</summary>
    public static FpxLookup AsLookup(this FpxIncentivePeriod period) =>
        new() { Id = period.Id, Name = period.YearPeriodRange ?? period.YearPeriod?.ToString(CultureInfo.InvariantCulture) };
}
