using System.ComponentModel;

namespace FastTrackFpx.Rest.Commands;

/// <summary>A connection to a service. Threads and runspaces of a process can share it (<c>$using:connection</c>). It never shows a secret.</summary>
/// <remarks>
/// A service derives a sealed class with a private parameterless constructor and <c>[TypeConverter(typeof(ConnectionConverter))]</c>, so that
/// <c>-Connection</c> takes a name as well.
/// </remarks>
[TypeConverter(typeof(ConnectionConverter))]
public abstract class RestConnection
{
    private readonly object _gate = new();
    private readonly TokenScript? _token;
    private ChangeJournal? _journal;
    private RestException? _fault;
    private int _users;
    private bool _isDisconnected;

    // For what was passed as -Connection and is not one: see ConnectionConverter.
    private protected RestConnection()
    {
    }

    private protected RestConnection(string name, RestClient engine, TokenScript? token, bool keepsJournal)
    {
        Name = name;
        Engine = engine;
        BaseUri = engine.BaseUri;
        _token = token;
        KeepsJournal = keepsJournal;
        Connected = DateTimeOffset.Now;
    }

    /// <summary>The name that <c>-Connection</c> takes.</summary>
    public string Name { get; private set; } = string.Empty;

    /// <summary>The address of the service: scheme, host and port.</summary>
    public Uri? BaseUri { get; }

    /// <summary>When the access token expires, if there is one and it says so.</summary>
    public DateTimeOffset? TokenExpiry => Engine?.Authentication?.Expiry;

    /// <summary>Requests in any 60 seconds at most.</summary>
    public int RequestsPerMinute => Engine?.Options.RequestsPerMinute ?? 0;

    /// <summary>Who shares that limit.</summary>
    public RateLimitScope RateLimitScope => Engine?.Options.RateLimitScope ?? RateLimitScope.Process;

    /// <summary>How often a request is retried after its first attempt.</summary>
    public int MaxRetryCount => Engine?.Options.MaxRetryCount ?? 0;

    /// <summary>Seconds that one attempt may take.</summary>
    public int TimeoutSec => (int)(Engine?.Options.AttemptTimeout.TotalSeconds ?? 0);

    /// <summary>How many requests were sent, every attempt counted.</summary>
    public long CallsMade => Engine?.Exchange.CallsMade ?? 0;

    /// <summary>How many more requests could be sent at once now.</summary>
    public int CallsLeft => Engine?.CallsLeft ?? 0;

    /// <summary>How many requests repeated an earlier one.</summary>
    public long Retries => Engine?.Exchange.Retries ?? 0;

    /// <summary>How many responses had status 429 (too many requests).</summary>
    public long Throttled => Engine?.Exchange.Throttled ?? 0;

    /// <summary>How many attempts had no response in time.</summary>
    public long Timeouts => Engine?.Exchange.Timeouts ?? 0;

    /// <summary>Time spent waiting for permits and before retries.</summary>
    public TimeSpan Waited => Engine?.Exchange.Waited ?? TimeSpan.Zero;

    /// <summary>The recent time from sending a request to the end of its response; null before the first response.</summary>
    public TimeSpan? Latency => Engine?.Exchange.Latency;

    /// <summary>When the connection was made.</summary>
    public DateTimeOffset Connected { get; }

    /// <summary>True if writes are recorded in the local journal, so that they can be listed and undone.</summary>
    public bool KeepsJournal { get; }

    /// <summary>False once it was disconnected, or another connection has taken its name.</summary>
    public bool IsConnected => Engine is not null && !Volatile.Read(ref _isDisconnected);

    private protected RestClient? Engine { get; }

    internal RestClient Rest => RequireUsable();

    /// <summary>The journal of writes, if one is kept. Created at the first write: a connection that only reads needs no folder for it.</summary>
    internal ChangeJournal? Journal => KeepsJournal ? _journal ??= new ChangeJournal() : null;

    internal PendingWrites Pending { get; } = new();

    /// <summary>A warning to show when connecting, such as a certificate that expires soon; null if there is none.</summary>
    internal virtual string? Notice => null;

    /// <summary>The cheapest request that proves that the service can be reached and accepts the credentials.</summary>
    private protected abstract RestRequest CheckRequest();

    /// <summary>Ends what the service keeps for this connection, such as a session, before it is disconnected.</summary>
    internal virtual Task SignOutAsync(CmdletRun run) => Task.CompletedTask;

    /// <summary>The writes of a run. A service whose writes can be read back and undone overrides it.</summary>
    internal virtual ServiceWrites WritesFor(CmdletRun run, WriteContext context) => new(RestFor(run), Pending, context);

    /// <summary>The service's name, as messages and the journal write it.</summary>
    internal string? Service => Engine?.Options.Service.Name;

    public override string ToString() => Name;

    /// <summary>Sends the cheapest request. Never throws for what the service or the network did.</summary>
    internal Task<ConnectionCheck> CheckAsync(CmdletRun run) => ConnectionCheck.RunAsync(RestFor(run), CheckRequest(), run.Stopping);

    internal virtual RestClient RestFor(CmdletRun run) => run.Use(this, observer => Rest.ObservedBy(observer));

    internal RestClient RequireUsable()
    {
        if (_fault is not null) throw _fault;
        if (!IsConnected) throw ConnectionFaults.Disconnected(Name, GetType());
        if (_token is { IsAskedHere: true }) throw ConnectionFaults.OwnToken(Name);
        return Engine!;
    }

    /// <summary>Makes an instance of no use, which throws its fault when it is used.</summary>
    internal void MakeUnusable(string name, RestException fault)
    {
        Name = name;
        _fault = fault;
    }

    internal void Acquire(CmdletRun run)
    {
        lock (_gate)
        {
            RequireUsable();
            _users++;
        }

        _token?.Add(run);
    }

    internal void Release(CmdletRun run)
    {
        _token?.Remove(run);
        lock (_gate)
        {
            if (--_users > 0 || !_isDisconnected) return;
        }

        DisposeClient();
    }

    /// <summary>Accepts no further cmdlet, and disconnects at once or when the present cmdlets have ended.</summary>
    internal void Disconnect(bool waitsForCmdlets = false)
    {
        lock (_gate)
        {
            _isDisconnected = true;
            if (waitsForCmdlets && _users > 0) return;
        }

        DisposeClient();
    }

    private protected virtual void DisposeClient() => Engine?.Dispose();
}

/// <summary>Takes a connection, or the name of a connection of this runspace, for any parameter that is a connection.</summary>
/// <remarks>Anything else becomes a connection that cannot be used, so that the cmdlet reports our error id instead of PowerShell's general one.</remarks>
public sealed class ConnectionConverter : PSTypeConverter
{
    public override bool CanConvertFrom(object sourceValue, Type destinationType) => typeof(RestConnection).IsAssignableFrom(destinationType);

    public override bool CanConvertTo(object sourceValue, Type destinationType) => false;

    public override object ConvertTo(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        throw new NotSupportedException();

    public override object ConvertFrom(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase)
    {
        object value = sourceValue is PSObject wrapped ? wrapped.BaseObject : sourceValue;
        if (value is string name)
            return ConnectionRegistry.Find(destinationType, name) ?? Unusable(destinationType, name, ConnectionFaults.Unknown(name, destinationType));
        bool isCopy = sourceValue is PSObject copy && copy.TypeNames.Any(type => type == "Deserialized." + destinationType.FullName);
        RestException fault = isCopy
            ? ConnectionFaults.Deserialized()
            : ConnectionFaults.NotAConnection(Convert.ToString(value.GetType().Name, CultureInfo.InvariantCulture)!, destinationType);
        return Unusable(destinationType, isCopy ? "copy" : "none", fault);
    }

    private static RestConnection Unusable(Type type, string name, RestException fault)
    {
        var connection = type.IsAbstract ? new NoConnection() : (RestConnection)Activator.CreateInstance(type, nonPublic: true)!;
        connection.MakeUnusable(name, fault);
        return connection;
    }

    /// <summary>Represents a value that is not a connection, for parameters that accept a connection of any service.</summary>
    private sealed class NoConnection : RestConnection
    {
        private protected override RestRequest CheckRequest() => throw new InvalidOperationException("There is no connection.");
    }
}
