using FastTrackFpx.Connection;
using FastTrackFpx.Pipeline;
using FastTrackFpx.Rest.Changes;

namespace FastTrackFpx;

/// <summary>
/// A session with an FPX service: whom we are to it and what it has been asked. It may be used by several threads and runspaces of a process at
/// once (<c>$using:connection</c>), and never shows a secret.
/// </summary>
public sealed class FpxConnection
{
    private readonly FpxClient? _client;
    private readonly RestException? _fault;
    private readonly TokenScript? _token;
    private ChangeJournal? _journal;
    private readonly object _gate = new();
    private int _users;
    private bool _ended;

    internal FpxConnection(string name, FpxEnvironment? environment, FpxClient client, TokenScript? token, bool keepsJournal)
    {
        KeepsJournal = keepsJournal;
        _client = client;
        _token = token;
        Name = name;
        Environment = environment;
        BaseUri = client.BaseUri;
        ApiVersion = client.ApiVersion;
        Connected = DateTimeOffset.Now;
    }

    // What was given for -Connection and is none. Kept until a cmdlet can report it under its own error id.
    private FpxConnection(string name, RestException fault)
    {
        Name = name;
        _fault = fault;
    }

    /// <summary>The name that <c>-Connection</c> takes.</summary>
    public string Name { get; }

    /// <summary>The service, where it is one that is known by name.</summary>
    public FpxEnvironment? Environment { get; }

    /// <summary>The part of every address before <c>/ftop</c>.</summary>
    public Uri? BaseUri { get; }

    /// <summary>The API version that calls are made under.</summary>
    public string? ApiVersion { get; }

    /// <summary>The client certificate's subject.</summary>
    public string? CertificateSubject => _client?.Certificate.Subject;

    /// <summary>The client certificate's SHA-1 thumbprint.</summary>
    public string? CertificateThumbprint => _client?.Certificate.Thumbprint;

    /// <summary>Until when the client certificate is valid.</summary>
    public DateTimeOffset? CertificateNotAfter => _client?.Certificate.NotAfter;

    /// <summary>Whole days until the client certificate ends; negative when it has ended.</summary>
    public int? CertificateDaysLeft => _client?.Certificate.DaysLeft;

    /// <summary>When the end user's token ends, if there is one and it tells.</summary>
    public DateTimeOffset? TokenExpiry => _client?.TokenExpiry;

    /// <summary>How many calls are made in any 60 seconds at most.</summary>
    public int RequestsPerMinute => _client?.RequestsPerMinute ?? 0;

    /// <summary>Who keeps to that limit together: the process, or all processes of this machine and user that ask for it.</summary>
    public FpxRateLimitScope RateLimitScope => _client?.RateLimitScope ?? FpxRateLimitScope.Process;

    /// <summary>How often a call is repeated after its first try.</summary>
    public int MaxRetryCount => _client?.MaxRetryCount ?? 0;

    /// <summary>Seconds that one try of a call may take.</summary>
    public int TimeoutSec => (int)(_client?.AttemptTimeout.TotalSeconds ?? 0);

    /// <summary>How many requests went out, every try counted.</summary>
    public long CallsMade => _client?.Statistics.CallsMade ?? 0;

    /// <summary>How many more requests could go out at once now.</summary>
    public int CallsLeft => _client?.Statistics.CallsLeft ?? 0;

    /// <summary>How many requests repeated an earlier one.</summary>
    public long Retries => _client?.Statistics.Retries ?? 0;

    /// <summary>How often the service said that there were too many calls (429).</summary>
    public long Throttled => _client?.Statistics.Throttled ?? 0;

    /// <summary>How many requests had no answer in time.</summary>
    public long Timeouts => _client?.Statistics.Timeouts ?? 0;

    /// <summary>Time spent waiting for the limiter and before retries.</summary>
    public TimeSpan Waited => _client?.Statistics.Waited ?? TimeSpan.Zero;

    /// <summary>How long the service takes to answer lately, from sending a request to the end of its answer; null as long as there was none.</summary>
    public TimeSpan? Latency => _client?.Statistics.Latency;

    /// <summary>Since when this connection has been there.</summary>
    public DateTimeOffset Connected { get; }

    /// <summary>Whether writes are noted in the local journal, so that they can be looked up and taken back.</summary>
    public bool KeepsJournal { get; }

    /// <summary>False once <c>Disconnect-FpxService</c> has ended it, or another connection has taken its name.</summary>
    public bool IsConnected => _client is not null && !Volatile.Read(ref _ended);

    /// <summary>The session itself, for this module's cmdlets.</summary>
    internal FpxClient Client
    {
        get
        {
            if (_fault is not null) throw _fault;
            if (!IsConnected) throw ConnectionFaults.Ended(Name);
            if (_token is { IsAskedHere: true }) throw ConnectionFaults.OwnToken(Name);
            return _client!;
        }
    }

    /// <summary>The journal of writes, where one is kept. Made at the first write: a connection that only reads needs no folder for it.</summary>
    internal ChangeJournal? Journal => KeepsJournal ? _journal ??= new ChangeJournal() : null;

    /// <summary>Something that was given for a connection and is none.</summary>
    internal static FpxConnection Unusable(string name, RestException fault) => new(name, fault);

    /// <summary>A cmdlet begins to use the connection; to be followed by <see cref="Leave"/>.</summary>
    /// <exception cref="RestException">It cannot be used.</exception>
    internal FpxClient Enter(CmdletRun run)
    {
        FpxClient client;
        lock (_gate)
        {
            client = Client;
            _users++;
        }

        _token?.Enter(run);
        return client;
    }

    /// <summary>A cmdlet has ended.</summary>
    internal void Leave(CmdletRun run)
    {
        _token?.Leave(run);
        bool last;
        lock (_gate) last = --_users == 0 && _ended;
        if (last) _client?.Dispose();
    }

    /// <summary>Ends the session at once. Doing it twice is fine.</summary>
    internal void End()
    {
        lock (_gate) _ended = true;
        _client?.Dispose();
    }

    /// <summary>Lets no further cmdlet use the session, and ends it when those have ended that do.</summary>
    internal void Retire()
    {
        bool unused;
        lock (_gate)
        {
            _ended = true;
            unused = _users == 0;
        }

        if (unused) _client?.Dispose();
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
