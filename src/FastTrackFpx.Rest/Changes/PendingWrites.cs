using System.Security.Cryptography;

namespace FastTrackFpx.Rest.Changes;

/// <summary>The creates of a session, so that equal ones never claim each other's record.</summary>
internal sealed class PendingWrites
{
    private readonly ConcurrentQueue<SentCreate> _sent = new();

    /// <summary>Equal creates share a gate. A few others share it too, and wait without need.</summary>
    private readonly SemaphoreSlim[] _gates = [.. Enumerable.Range(0, 256).Select(_ => new SemaphoreSlim(1, 1))];

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
        var gate = _gates[(uint)StringComparer.Ordinal.GetHashCode(key) % _gates.Length];
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Turn(gate);
    }

    private sealed class Turn(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
