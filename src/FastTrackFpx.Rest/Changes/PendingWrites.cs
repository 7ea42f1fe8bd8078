using System.Security.Cryptography;

namespace FastTrackFpx.Rest.Changes;

/// <summary>The creates of a session, so that equal ones never claim each other's record.</summary>
internal sealed class PendingWrites
{
    private readonly ConcurrentQueue<SentCreate> _sent = new();
    private readonly Dictionary<string, Gate> _gates = new(StringComparer.Ordinal);

    /// <summary>A short name for a request that does not reveal it.</summary>
    internal static string FingerprintOf(string route, string body)
    {
        using var hash = SHA256.Create();
        return Convert.ToBase64String(hash.ComputeHash(Encoding.UTF8.GetBytes(route + "\n" + body)));
    }

    internal IReadOnlyList<SentCreate> Sent => [.. _sent];

    internal void Add(SentCreate create) => _sent.Enqueue(create);

    /// <summary>Waits until no equal write is being sent; disposing the result lets the next one go.</summary>
    internal async Task<IDisposable> EnterAsync(string key, CancellationToken cancellationToken)
    {
        Gate gate;
        lock (_gates)
        {
            if (!_gates.TryGetValue(key, out gate!)) _gates.Add(key, gate = new Gate(this, key));
            gate.Users++;
        }

        try
        {
            await gate.Lock.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            Release(gate);
            throw;
        }

        return gate;
    }

    private void Release(Gate gate)
    {
        lock (_gates)
        {
            if (--gate.Users == 0) _gates.Remove(gate.Key);
        }
    }

    private sealed class Gate(PendingWrites owner, string key) : IDisposable
    {
        internal string Key { get; } = key;

        internal SemaphoreSlim Lock { get; } = new(1, 1);

        internal int Users { get; set; }

        public void Dispose()
        {
            Lock.Release();
            owner.Release(this);
        }
    }
}
