using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace FastTrackFpx.Sandbox.Hosting;

/// <summary>Tokens or sessions that a service has issued: random text, known by its hash, valid until it expires or is ended.</summary>
/// <typeparam name="T">What the service keeps about each.</typeparam>
internal sealed class SessionStore<T>(TimeProvider time, TimeSpan lifetime, bool isSliding = false)
    where T : class
{
    private const int MaxSessions = 10_000;
    private const int TokenBytes = 32;

    private readonly ConcurrentDictionary<string, (T Value, DateTimeOffset Expires)> _sessions = new(StringComparer.Ordinal);

    public TimeSpan Lifetime { get; } = lifetime;

    /// <summary>Issues a token.</summary>
    public string Issue(T value)
    {
        // Whoever asks for tokens without end must not fill the memory.
        if (_sessions.Count >= MaxSessions) _sessions.Clear();
        string token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        _sessions[KeyOf(token)] = (value, time.GetUtcNow() + Lifetime);
        return token;
    }

    /// <summary>What is kept about a token; null if it is unknown, expired or ended.</summary>
    public T? Find(string? token)
    {
        if (string.IsNullOrEmpty(token) || !_sessions.TryGetValue(KeyOf(token), out (T Value, DateTimeOffset Expires) session)) return null;
        if (session.Expires <= time.GetUtcNow())
        {
            _sessions.TryRemove(KeyOf(token), out _);
            return null;
        }

        if (isSliding) _sessions[KeyOf(token)] = (session.Value, time.GetUtcNow() + Lifetime);
        return session.Value;
    }

    public void End(string token) => _sessions.TryRemove(KeyOf(token), out _);

    public void EndAll() => _sessions.Clear();

    private static string KeyOf(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
