namespace FastTrackFpx.Rest.Http;

/// <summary>
/// Knows of one attempt whether it may have reached the wire, and lets the HTTP handler send it once only. The handler would repeat a request on its
/// own when a reused connection breaks (HTTP/1.1) and after GOAWAY or REFUSED_STREAM (HTTP/2), below the limiter and without regard to writes.
/// </summary>
/// <remarks>.NET Framework offers no such hook: there every attempt counts as sent. Its handler repeats no request with a body that cannot be read twice.</remarks>
internal sealed class WireGuard(Action sending)
{
#if NET
    private const string Marker = "User-Agent";

    private static readonly HttpRequestOptionsKey<WireGuard> Key = new(nameof(WireGuard));
#endif

    private Version? _first;

    /// <summary>True if the handler tried to send the request again over an older version of HTTP, which the service has required, and was stopped.</summary>
    internal bool HasStoppedDowngrade { get; private set; }

    internal void Attach(HttpRequestMessage message)
    {
#if NET
        message.Options.Set(Key, this);
#else
        Sending(message.Version);
#endif
    }

#if NET
    internal static void HeaderWritten(string name, HttpRequestMessage message)
    {
        if (string.Equals(name, Marker, StringComparison.OrdinalIgnoreCase) && message.Options.TryGetValue(Key, out WireGuard? guard)) guard.Sending(message.Version);
    }
#endif

    internal void Sending(Version version)
    {
        if (Interlocked.CompareExchange(ref _first, version, null) is not { } first)
        {
            sending();
            return;
        }

        HasStoppedDowngrade = version < first;
        throw new IOException("The connection was closed before a response arrived.");
    }
}
