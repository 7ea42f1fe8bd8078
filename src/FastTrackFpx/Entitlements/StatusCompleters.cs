using System.Collections;

namespace FastTrackFpx.Entitlements;

/// <summary>Offers second-level statuses: those below the service and the first level that the command names already, or of all.</summary>
public sealed class EntitlementL2Completer : StatusLevelCompleter
{
    private protected override FpxLookup? LevelOf(FpxStatusCombination row) => row.L2;
}

/// <summary>Offers third-level statuses: those below the service and the levels that the command names already, or of all.</summary>
public sealed class EntitlementL3Completer : StatusLevelCompleter
{
    private protected override FpxLookup? LevelOf(FpxStatusCombination row) => row.L3;
}

/// <summary>Offers the statuses of a level, from the valid combinations.</summary>
public abstract class StatusLevelCompleter : LookupCompleter
{
    private protected abstract FpxLookup? LevelOf(FpxStatusCombination row);

    private protected override async Task<IReadOnlyList<FpxLookup>> ReadAsync(FpxClient client, string command, IDictionary? given)
    {
        IEnumerable<FpxStatusCombination> rows =
            await new EntitlementStatusesEndpoint(client).GetCombinationsAsync(refresh: false, CancellationToken.None).ConfigureAwait(false);
        rows = Narrow(rows, StatusCombinations.ServiceOf, "Service", "ServiceId", "Workload");
        rows = Narrow(rows, row => row.L1, "L1", "To");
        if (this is EntitlementL3Completer) rows = Narrow(rows, row => row.L2, "L2", "ToL2");
        return [.. rows.Select(LevelOf).OfType<FpxLookup>().GroupBy(status => status.Name, StringComparer.OrdinalIgnoreCase).Select(same => same.First())];

        IEnumerable<FpxStatusCombination> Narrow(
            IEnumerable<FpxStatusCombination> all, Func<FpxStatusCombination, FpxLookup?> level, params string[] parameters) =>
            parameters.Select(name => GivenText(given, name)).FirstOrDefault(text => text is not null) is { } wanted ? all.With(level, wanted) : all;
    }
}
