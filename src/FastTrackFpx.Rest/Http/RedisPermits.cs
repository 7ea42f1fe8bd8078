#if NET
using System.Security.Cryptography;
using StackExchange.Redis;

namespace FastTrackFpx.Rest.Http;

/// <summary>
/// The permits of one service that processes on several machines share, in a Redis server. Each permit is a member of a sorted set whose score is the time
/// at which it is free again, by the server's clock: the clocks of the machines do not matter, and a killed process cannot block the others for long.
/// </summary>
internal sealed class RedisPermits : IPermitStore, IDisposable
{
    /// <summary>How long requests wait for a server that does not respond before they fail.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan NextAttempt = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestHold = TimeSpan.FromHours(1);

    /// <summary>
    /// Takes a permit if there is one. Keys: the permits, the end of a pause. Arguments: the limit, how many others wait already, the new permit or nothing,
    /// and how long it lasts. Returns the wait in milliseconds and how many permits are left.
    /// </summary>
    private const string TakeScript = """
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
        local limit, ahead = tonumber(ARGV[1]), tonumber(ARGV[2])
        local entries = redis.call('ZRANGE', KEYS[1], 0, -1, 'WITHSCORES')
        local limits = { [limit] = true }
        for i = 1, #entries, 2 do
            local other = tonumber(string.match(entries[i], '^%d+'))
            if other > limit then limits[other] = true end
        end
        local held = tonumber(redis.call('GET', KEYS[2]) or '0') or 0
        local wait, left = math.max(0, held - now), limit
        for each in pairs(limits) do
            local ends = {}
            for i = 1, #entries, 2 do
                if tonumber(string.match(entries[i], '^%d+')) <= each then ends[#ends + 1] = tonumber(entries[i + 1]) end
            end
            left = math.min(left, each - #ends)
            local excess = #ends + 1 - each
            if each == limit then excess = excess + ahead end
            if excess > 0 then
                local rounds = math.floor((excess - 1) / each)
                local free = ends[excess - rounds * each] or (now + 60001)
                wait = math.max(wait, free - now + rounds * 60000)
            end
        end
        if held > now then left = 0 end
        if ARGV[3] ~= '' and wait <= 0 then
            redis.call('ZADD', KEYS[1], now + ARGV[4], ARGV[1] .. ':' .. ARGV[3])
            local last = redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')
            redis.call('PEXPIRE', KEYS[1], math.max(60000, tonumber(last[2]) - now) + 1000)
        end
        return { math.ceil(wait), math.max(0, left) }
        """;

    /// <summary>The response has begun: the permit is free 60 seconds from now. The window's end belongs to the window.</summary>
    private const string CompleteScript = """
        local time = redis.call('TIME')
        if redis.call('ZSCORE', KEYS[1], ARGV[1]) then redis.call('ZADD', KEYS[1], time[1] * 1000 + math.floor(time[2] / 1000) + 60002, ARGV[1]) end
        """;

    private const string HoldScript = """
        local time = redis.call('TIME')
        local till = time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[1]
        if till > (tonumber(redis.call('GET', KEYS[1]) or '0') or 0) then redis.call('SET', KEYS[1], string.format('%.0f', till), 'PX', ARGV[1]) end
        """;

    private readonly TimeProvider _timeProvider;
    private readonly long _lasts;
    private readonly RedisKey[] _keys;
    private readonly string _server;
    private readonly Lazy<ConnectionMultiplexer> _connection;
    private long? _lostSince;

    internal RedisPermits(string connection, string service, TimeProvider timeProvider, TimeSpan longestAttempt)
    {
        _timeProvider = timeProvider;
        _lasts = (long)(longestAttempt + MemoryPermits.Window).TotalMilliseconds;
        ConfigurationOptions options = Parse(connection);
        _server = string.Join(", ", options.EndPoints.Select(point => point is DnsEndPoint name ? string.Create(CultureInfo.InvariantCulture, $"{name.Host}:{name.Port}") : point.ToString()));
        string hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(service.ToUpperInvariant())), 0, 8);
        // One hash tag: in a cluster both are on one node.
        _keys = [$"{{fasttrackfpx:{hash}}}:permits", $"{{fasttrackfpx:{hash}}}:held"];
        _connection = new Lazy<ConnectionMultiplexer>(() => ConnectionMultiplexer.Connect(options));
    }

    public string? WaitCause => _lostSince is null ? null : $"the Redis server {_server} does not respond";

    public Permit? TryTake(int limit, out TimeSpan wait)
    {
        var permit = new Permit(this, limit);
        try
        {
            (wait, _) = Take(limit, ahead: 0, permit.Id.ToString("N"));
            _lostSince = null;
            return wait > TimeSpan.Zero ? null : permit;
        }
        catch (Exception failure) when (failure is RedisException or TimeoutException)
        {
            long now = _timeProvider.GetTimestamp();
            _lostSince ??= now;
            if (_timeProvider.GetElapsedTime(_lostSince.Value, now) >= Patience || failure is RedisServerException)
            {
                _lostSince = null;
                throw Unavailable(failure);
            }

            wait = NextAttempt;
            return null;
        }
    }

    public void Return(Permit permit)
    {
        string member = string.Create(CultureInfo.InvariantCulture, $"{permit.Limit}:{permit.Id:N}");
        Forget(database =>
        {
            if (permit.IsUsed) database.ScriptEvaluate(CompleteScript, [_keys[0]], [member], CommandFlags.FireAndForget);
            else database.SortedSetRemove(_keys[0], member, CommandFlags.FireAndForget);
        });
    }

    public int PermitsLeft(int limit) => Try(() => Take(limit, ahead: 0, id: null).Left);

    public TimeSpan ExpectedWait(int limit, int ahead) => Try(() => Take(limit, ahead, id: null).Wait);

    public void Hold(TimeSpan duration)
    {
        long milliseconds = (long)Math.Min(duration.TotalMilliseconds, LongestHold.TotalMilliseconds);
        if (milliseconds > 0) Forget(database => database.ScriptEvaluate(HoldScript, [_keys[1]], [milliseconds], CommandFlags.FireAndForget));
    }

    public void Dispose()
    {
        if (_connection.IsValueCreated) _connection.Value.Dispose();
    }

    private static ConfigurationOptions Parse(string connection)
    {
        try
        {
            ConfigurationOptions options = ConfigurationOptions.Parse(connection);
            if (options.EndPoints.Count == 0) throw new ArgumentException("it names no server");
            options.SetDefaultPorts();
            options.ClientName ??= "FastTrackFpx";
            // A server that is away is waited for here, with a message, and not in the library's own queue.
            (options.AbortOnConnectFail, options.BacklogPolicy) = (false, BacklogPolicy.FailFast);
            (options.ConnectTimeout, options.SyncTimeout) = (Math.Min(options.ConnectTimeout, 5000), Math.Min(options.SyncTimeout, 5000));
            return options;
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException)
        {
            // The message may quote the value, and the value may be a password.
            throw new InputException(ErrorCode.InvalidInput, "-RedisConnection is not valid.", "RedisConnection", "Use a text such as redis.contoso.com:6380,ssl=true,password=...");
        }
    }

    private (TimeSpan Wait, int Left) Take(int limit, int ahead, string? id)
    {
        var result = (long[])_connection.Value.GetDatabase().ScriptEvaluate(TakeScript, _keys, [limit, ahead, id ?? string.Empty, _lasts])!;
        return (TimeSpan.FromMilliseconds(result[0]), (int)result[1]);
    }

    /// <summary>Runs what must not fail a request that was sent. The next request that needs a permit reports the server.</summary>
    private T? Try<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception failure) when (failure is RedisException or TimeoutException or ObjectDisposedException)
        {
            return default;
        }
    }

    // A permit that cannot be returned is free by itself, later.
    private void Forget(Action<IDatabase> work) => Try(() =>
    {
        work(_connection.Value.GetDatabase());
        return true;
    });

    private RestException Unavailable(Exception cause) => new(
        ErrorCode.RateLimitUnavailable,
        $"The limit that machines share cannot be kept: the Redis server {_server} {(cause is RedisServerException ? "rejected a command" : "does not respond")}.",
        "Check that the server runs, that this machine can reach it, and that it allows Lua scripts; or use -RateLimitScope Machine.",
        cause);
}
#endif
