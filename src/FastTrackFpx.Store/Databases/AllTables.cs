using FastTrackFpx.Rest.Data;
using FastTrackFpx.Store.Sources;

namespace FastTrackFpx.Store.Databases;

/// <summary>The tables of FPX, and those that the other services of the module have registered.</summary>
internal static class AllTables
{
    internal static IReadOnlyList<Table> All { get; } = [.. FpxTables.All, .. ServiceList.All().SelectMany(list => list.Tables)];
}
