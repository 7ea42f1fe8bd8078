namespace FastTrackFpx.Connection;

/// <summary>What all views of one connection share: sockets, limiter, caches, certificate and token.</summary>
internal sealed class FpxSession : IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly ConcurrentDictionary<Type, object> _memories = new();
    private readonly object _gate = new();
    private volatile ClientCertificate _certificate;
    private int _disposed;

    internal FpxSession(FpxClientOptions options)
    {
        ApiVersion = Routes.RequireVersion(options.ApiVersion);
        Root = Routes.Path(ApiVersion, string.Empty);
        options.Complete();
        _certificate = options.Certificate!;
        Rest = new RestClient(options);
        Lookups = new LookupCache(options.TimeProvider, _ended.Token);
    }

    internal string ApiVersion { get; }

    /// <summary>The path that the routes of requests are below.</summary>
    internal string Root { get; }

    internal ClientCertificate Certificate => _certificate;

    internal RestClient Rest { get; }

    internal LookupCache Lookups { get; }

    internal KnownTenants KnownTenants { get; } = new();

    internal PendingWrites Pending { get; } = new();

    /// <summary>Which of several documented ways has worked: a 404 is not asked for twice.</summary>
    internal ConcurrentDictionary<string, string> Remembered => Rest.Remembered;

    /// <summary>What a noun remembers for as long as the session lasts.</summary>
    internal T Memory<T>()
        where T : class, new() => (T)_memories.GetOrAdd(typeof(T), static _ => new T());

    /// <summary>Replaces the certificate in all views of the session. Requests in progress end with the former one.</summary>
    internal void ReplaceCertificate(ClientCertificate next)
    {
        ClientCertificate former;
        lock (_gate)
        {
            former = _certificate;
            if (ReferenceEquals(former, next)) return;
            if (!Rest.TryReplace(next.ToCredential())) throw CertificateFault.Disconnected();
            _certificate = next;
        }

        former.Dispose();
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        _ended.Cancel();
        lock (_gate)
        {
            Rest.Dispose();
            _certificate.Dispose();
        }
    }
}
