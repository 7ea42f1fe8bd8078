using System.Collections;
using FastTrackFpx.Connection;

namespace FastTrackFpx.Parameters;

/// <summary>Offers second-level statuses: those below the service and the first level that the command names already, or of all.</summary>
public sealed class EntitlementL2Completer : LookupCompleter
{
    private static readonly string[] ServiceParameters = ["Service", "ServiceId", "Workload"];

    private protected override async Task<IReadOnlyList<FpxLookup>> ReadAsync(FpxClient client, CancellationToken cancellationToken) =>
        SecondLevel(await CombinationsAsync(client, cancellationToken).ConfigureAwait(false));

    private protected override async Task<IReadOnlyList<FpxLookup>> ReadAsync(FpxClient client, string command, IDictionary? given, CancellationToken cancellationToken)
    {
        IEnumerable<FpxStatusCombination> rows = await CombinationsAsync(client, cancellationToken).ConfigureAwait(false);
        if (ServiceParameters.Select(name => GivenText(given, name)).FirstOrDefault(text => text is not null) is { } service)
            rows = rows.Where(row => IsEither(service, row.ServiceName, row.ServiceId));
        if (GivenText(given, "L1") is { } l1)
            rows = rows.Where(row => IsEither(l1, row.L1?.Name, row.L1?.Id));
        return SecondLevel(rows);
    }

    private static Task<IReadOnlyList<FpxStatusCombination>> CombinationsAsync(FpxClient client, CancellationToken cancellationToken) =>
        client.EntitlementStatuses.GetCombinationsAsync(refresh: false, cancellationToken);

    private static bool IsEither(string given, string? name, string? id) =>
        NamePattern.Same(given, name) || string.Equals(given, id, StringComparison.OrdinalIgnoreCase);

    private static FpxLookup[] SecondLevel(IEnumerable<FpxStatusCombination> rows) =>
        rows.Select(row => row.L2).OfType<FpxLookup>().GroupBy(status => status.Name, StringComparer.OrdinalIgnoreCase).Select(same => same.First()).ToArray();
}
