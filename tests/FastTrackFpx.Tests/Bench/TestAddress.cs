namespace FastTrackFpx.Tests.Bench;

/// <summary>
/// The addresses of this process's servers. The journal, the permits and the circuit breakers know a service by its address: a server at that of an earlier one
/// would meet what another test has left.
/// </summary>
internal static class TestAddress
{
    private static readonly ConcurrentDictionary<string, bool> Known = new();

    public static bool IsNew(Uri address) => Known.TryAdd(address.Authority, true);
}
