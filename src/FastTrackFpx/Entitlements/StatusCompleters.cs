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
    private static readonly string[] ServiceParameters = ["Service", "ServiceId", "Workload"];
    private static readonly string[] L1Parameters = ["L1", "To"];
    private static readonly string[] L2Parameters = ["L2", "ToL2"];

    private protected abstract FpxLookup? LevelOf(FpxStatusCombination row);

    private protected override async Task<IReadOnlyList<FpxLookup>> ReadAsync(FpxClient client, string command, IDictionary? given)
    {
        IEnumerable<FpxStatusCombination> rows = await client.EntitlementStatuses.GetCombinationsAsync(refresh: false, CancellationToken.None).ConfigureAwait(false);
        rows = Narrow(rows, given, ServiceParameters, row => new FpxLookup { Id = row.ServiceId, Name = row.ServiceName });
        rows = Narrow(rows, given, L1Parameters, row => row.L1);
        if (this is EntitlementL3Completer) rows = Narrow(rows, given, L2Parameters, row => row.L2);
        return rows.Select(LevelOf).OfType<FpxLookup>().GroupBy(status => status.Name, StringComparer.OrdinalIgnoreCase).Select(same => same.First()).ToArray();
    }

    private static IEnumerable<FpxStatusCombination> Narrow(
        IEnumerable<FpxStatusCombination> rows, IDictionary? given, IEnumerable<string> parameters, Func<FpxStatusCombination, FpxLookup?> entry) =>
        parameters.Select(name => GivenText(given, name)).FirstOrDefault(text => text is not null) is { } wanted
            ? rows.Where(row => entry(row) is { } found && (NamePattern.Same(wanted, found.Name) || string.Equals(wanted, found.Id, StringComparison.OrdinalIgnoreCase)))
            : rows;
}
