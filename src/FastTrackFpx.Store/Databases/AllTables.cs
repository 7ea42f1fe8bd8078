using FastTrackFpx.Store.Sources;
using FastTrackFpx.Store.Tables;

namespace FastTrackFpx.Store.Databases;

/// <summary>The tables of all sources.</summary>
internal static class AllTables
{
    internal static IReadOnlyList<Table> All { get; } = FpxTables.All;
}
