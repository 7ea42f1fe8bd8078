using FastTrackFpx.Connection;
using FastTrackFpx.Pipeline;

namespace FastTrackFpx.Lookups;

/// <summary>The ids of list entries that a user named. Where nothing was named, no list is read.</summary>
internal static class WantedList
{
    /// <summary>Ids of services.</summary>
    /// <exception cref="InputException">The list does not have one of them.</exception>
    public static Task<IReadOnlyList<string>> ServicesAsync(CmdletRun run, FpxClient client, IReadOnlyCollection<string>? wanted, string parameterName) =>
        IdsAsync(wanted, () => client.Lookups.GetServicesAsync(frpOnly: false, refresh: false, run.Stopping), parameterName);

    /// <summary>Ids of entries.</summary>
    /// <param name="wanted">Names or ids; null or none wants none.</param>
    /// <param name="read">Reads the list.</param>
    /// <param name="parameterName">The parameter the names were given for.</param>
    /// <exception cref="InputException">The list does not have one of them.</exception>
    public static async Task<IReadOnlyList<string>> IdsAsync<T>(IReadOnlyCollection<string>? wanted, Func<Task<IReadOnlyList<T>>> read, string parameterName)
        where T : FpxLookup
    {
        if (wanted is null || wanted.Count == 0) return Array.Empty<string>();
        IReadOnlyList<T> list = await read().ConfigureAwait(false);
        return wanted.Select(name => LookupNames.Find(list, name, parameterName).Id ?? name).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
    }

    /// <summary>The id of one entry, or null where none was named.</summary>
    /// <exception cref="InputException">The list does not have it.</exception>
    public static async Task<string?> IdAsync<T>(string? wanted, Func<Task<IReadOnlyList<T>>> read, string parameterName)
        where T : FpxLookup => (await IdsAsync(wanted is null ? null : new[] { wanted }, read, parameterName).ConfigureAwait(false)).FirstOrDefault();
}
