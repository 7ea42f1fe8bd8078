using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace FastTrackFpx.Changes;

/// <summary>What a session remembers of its writes, so that equal ones are told apart and never claim each other's record.</summary>
internal sealed class SentWrites
{
    private readonly ConcurrentDictionary<string, int> _claimed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Gate> _gates = new(StringComparer.Ordinal);

    /// <summary>A short name for a body, of which the text cannot be told.</summary>
    internal static string FingerprintOf(string route, string body)
    {
        using var hash = SHA256.Create();
        return Convert.ToBase64String(hash.ComputeHash(Encoding.UTF8.GetBytes(route + "\n" + body)));
    }

    /// <summary>Says that a record on the service is one that this session made.</summary>
    /// <param name="record">The record's id, or what stands for one; several records may have the same.</param>
    internal void Claim(string record) => _claimed.AddOrUpdate(record, 1, static (_, times) => times + 1);

    /// <summary>How many records of that id this session knows to have made.</summary>
    internal int TimesClaimed(string record) => _claimed.TryGetValue(record, out var times) ? times : 0;

    /// <summary>Waits until no equal write is on its way; disposing lets the next one go.</summary>
    internal async Task<IDisposable> EnterAsync(string fingerprint, CancellationToken cancellationToken)
    {
        Gate gate;
        lock (_gates)
        {
            if (!_gates.TryGetValue(fingerprint, out gate!))
                _gates.Add(fingerprint, gate = new Gate(this, fingerprint));
            gate.Users++;
        }

        try
        {
            await gate.Lock.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            Leave(gate);
            throw;
        }

        return gate;
    }

    private void Leave(Gate gate)
    {
        lock (_gates)
        {
            if (--gate.Users == 0)
                _gates.Remove(gate.Fingerprint);
        }
    }

    private sealed class Gate(SentWrites owner, string fingerprint) : IDisposable
    {
        internal string Fingerprint { get; } = fingerprint;

        internal SemaphoreSlim Lock { get; } = new(1, 1);

        internal int Users { get; set; }

        public void Dispose()
        {
            Lock.Release();
            owner.Leave(this);
        }
    }
}
