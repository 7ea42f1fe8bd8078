using FastTrackFpx.Rest.Content;

namespace FastTrackFpx.Lookups;

/// <summary>Entries of the service's lists as it writes them.</summary>
internal static class LookupReader
{
    internal static T Entry<T>(JsonRecord entry)
        where T : FpxLookup, new() => new() { Id = entry.Id("id"), Name = entry.Text("name") };

    internal static FpxIncentiveWorkload IncentiveWorkload(JsonRecord workload) => new()
    {
        Id = workload.Id("workloadId", "id"),
        Name = workload.Text("name"),
        Program = workload.Lookup("program"),
    };

    internal static FpxIncentivePeriod IncentivePeriod(JsonRecord period) => new()
    {
        Id = period.Id("id"),
        YearPeriod = period.Whole("yearPeriod"),
        YearPeriodRange = period.Text("yearPeriodRange"),
    };
}
