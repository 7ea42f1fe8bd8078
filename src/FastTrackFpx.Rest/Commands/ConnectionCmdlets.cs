namespace FastTrackFpx.Rest.Commands;

/// <summary>
/// Base of <c>Connect-…Service</c>: creates the connection, proves it with one cheap request and makes it the runspace's default. One of the environments is
/// Sandbox, which serves the service with made-up data.
/// </summary>
public abstract class ServiceConnectCmdlet<TConnection, TEnvironment> : RestCmdlet
    where TConnection : RestConnection
    where TEnvironment : struct, Enum
{
    /// <summary>The environment of the service, Prod by default. Sandbox means a sandbox that runs on this machine and brings its own credentials.</summary>
    [Parameter]
    public TEnvironment Environment { get; set; }

    /// <summary>The state folder of a particular sandbox, if several run. Implies <c>-Environment Sandbox</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty, WellFormedText]
    public string? SandboxPath { get; set; }

    /// <summary>
    /// The most requests to send in any 60 seconds. The default is 600. All connections of this process to the service count together, whatever credentials
    /// they use.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 1_000_000), WholeNumber, ArgumentCompleter(typeof(NoValueCompleter))]
    public int RequestsPerMinute { get; set; } = 600;

    /// <summary>
    /// Who shares the limit: Process (the default) means all connections of this process to the same service. Machine means all processes of this user on this
    /// machine that use <c>-RateLimitScope Machine</c>, such as the runbooks of one worker. Redis means all processes on any machine that name the same server
    /// in <c>-RedisConnection</c>. Redis requires PowerShell 7.
    /// </summary>
    [Parameter]
    public RateLimitScope RateLimitScope { get; set; }

    /// <summary>
    /// The Redis server that keeps the shared limit, or any other server with its protocol, such as <c>redis.contoso.com:6380,ssl=true,password=...</c>. Used
    /// with <c>-RateLimitScope Redis</c>.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty, WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string? RedisConnection { get; set; }

    /// <summary>How often a request is retried after its first attempt, 0 to 10.</summary>
    [Parameter]
    [ValidateRange(0, 10), WholeNumber, ArgumentCompleter(typeof(NoValueCompleter))]
    public int MaxRetryCount { get; set; } = 7;

    /// <summary>How many seconds one attempt may take, 1 to 3600.</summary>
    [Parameter]
    [ValidateRange(1, 3600), WholeNumber, ArgumentCompleter(typeof(NoValueCompleter))]
    public int TimeoutSec { get; set; } = 100;

    /// <summary>The address of an HTTP proxy. Without it the system's settings are used, such as the environment variable HTTPS_PROXY.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public Uri? Proxy { get; set; }

    /// <summary>User name and password for the proxy.</summary>
    [Parameter]
    [ValidateNotNull, ArgumentCompleter(typeof(NoValueCompleter))]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>
    /// The name for <c>-Connection</c>. An older connection of the same name in this runspace is closed as soon as the cmdlets that use it have ended. The
    /// default name is the environment or the host.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty, WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string? Name { get; set; }

    /// <summary>Returns the connection.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Does not record writes in the local journal, for machines on which nothing may be stored. Changes cannot be listed or undone then.</summary>
    [Parameter]
    public SwitchParameter NoJournal { get; set; }

    /// <summary>Sends no request. Whether the service accepts the credentials shows at the first request.</summary>
    [Parameter]
    public SwitchParameter SkipCheck { get; set; }

    /// <summary>Creates the connection; nothing is sent yet. Runs on the pipeline thread.</summary>
    private protected abstract TConnection Create();

    private protected virtual void OnConnected()
    {
    }

    private protected string NameOr(string preferred) => Name ?? ConnectionRegistry.FreeName(typeof(TConnection), preferred);

    private protected void Apply(RestClientOptions options)
    {
        options.RequestsPerMinute = RequestsPerMinute;
        options.RateLimitScope = RateLimitScope;
        if (RateLimitScope == RateLimitScope.Redis != RedisConnection is not null)
            throw Invalid("-RateLimitScope Redis and -RedisConnection belong together.", nameof(RedisConnection), "Specify both, or neither.");
        options.RedisConnection = RedisConnection;
        options.MaxRetryCount = MaxRetryCount;
        options.AttemptTimeout = TimeSpan.FromSeconds(TimeoutSec);
        if (options.TotalTimeout < options.AttemptTimeout) options.TotalTimeout = options.AttemptTimeout;
        if (Proxy is { } proxy && (!proxy.IsAbsoluteUri || proxy.Scheme is not ("http" or "https")))
            throw Invalid("-Proxy is not an http address.", nameof(Proxy), "Use an address such as http://proxy.contoso.com:8080.");
        options.Proxy = Proxy;
        options.ProxyCredential = ProxyCredential?.GetNetworkCredential();
    }

    // A script must not go on with an older connection than the one it asked for.
    private protected override bool EndsEverything(RestException exception) => true;

    private protected sealed override async Task RunAsync(CmdletRun run)
    {
        TConnection connection = Create();
        bool isRegistered = false;
        try
        {
            if (!SkipCheck && (await connection.CheckAsync(run).ConfigureAwait(false)).Error is { } fault) throw fault;
            isRegistered = await run.OnPipelineAsync(() =>
            {
                ConnectionRegistry.Add(connection);
                OnConnected();
                return true;
            }).ConfigureAwait(false);
            if (connection.Notice is { } notice) run.Warning(notice);
            if (PassThru) await run.WriteAsync(connection).ConfigureAwait(false);
        }
        finally
        {
            if (!isRegistered) connection.Disconnect();
        }
    }

    /// <summary>What the sandbox calls the service; null for the one that it describes itself by.</summary>
    private protected virtual string? SandboxName => null;

    private protected SandboxDiscovery? FindSandbox() => Environment.ToString() == nameof(ServiceEnvironment.Sandbox) || SandboxPath is not null
        ? SandboxDiscovery.Find(FullPath(SandboxPath, nameof(SandboxPath)), SandboxName)
        : null;

    /// <summary>The address to connect to: that of the sandbox, that of <c>-BaseUri</c>, or the usual one.</summary>
    private protected static Uri AddressOf(SandboxDiscovery? sandbox, Uri? baseUri, Uri? usual, string root = "")
    {
        if (baseUri is null) return sandbox?.BaseUri ?? Need(usual, "BaseUri");
        if (sandbox is not null)
            throw Invalid("-BaseUri cannot be used together with -Environment Sandbox or -SandboxPath.", "BaseUri", "Specify the service once.");
        Uri address = RequireHttps(baseUri, "BaseUri");
        string path = address.AbsolutePath.Trim('/');
        bool isRoot = (path.Length == 0 || path.Equals(root, StringComparison.OrdinalIgnoreCase)) && address.Query.Length == 0 && address.Fragment.Length == 0;
        return isRoot ? new Uri(address.GetLeftPart(UriPartial.Authority)) : throw Invalid(
            $"-BaseUri: the address of {address.Authority} has more than scheme, host and port.", "BaseUri", "Pass the part before the path of requests.");
    }

    private protected static T Need<T>(T? value, string parameter)
        where T : class => value ?? throw Invalid(
            $"-{parameter} is required.", parameter, $"Add -{parameter}. Only -Environment Sandbox needs no credentials.");

    private protected static Uri RequireHttps(Uri address, string parameter) => address is { IsAbsoluteUri: true, Scheme: "https", UserInfo.Length: 0 }
        ? address
        : throw Invalid($"-{parameter} must be an https address, not '{address}'.", parameter, "For instance https://service.example.com.");

    private static InputException Invalid(string message, string parameter, string action) => new(ErrorCode.InvalidInput, message, parameter, action);
}

/// <summary>Base of <c>Connect-…Service</c> for services with the two usual environments.</summary>
public abstract class ServiceConnectCmdlet<TConnection> : ServiceConnectCmdlet<TConnection, ServiceEnvironment>
    where TConnection : RestConnection;

/// <summary>Which installation of a service.</summary>
public enum ServiceEnvironment
{
    /// <summary>The production service.</summary>
    Prod,

    /// <summary>A sandbox that runs on this machine.</summary>
    Sandbox,
}

/// <summary>Base of <c>Disconnect-…Service</c>: ends a connection. One that has ended already is not an error.</summary>
public abstract class DisconnectCmdlet<TConnection> : RestCmdlet
    where TConnection : RestConnection
{
    /// <summary>The connection to close, as an object or by name. The default is the newest connection of this runspace.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public TConnection? Connection { get; set; }

    private protected override bool EndsEverything(RestException exception) => false;

    private protected override object? ErrorTarget => Connection?.Name;

    private protected sealed override async Task RunAsync(CmdletRun run)
    {
        TConnection connection = Connection is { BaseUri: not null } given ? given : ConnectionRegistry.Choose(Connection);
        if (!ShouldProcess($"{connection.Name} ({connection.BaseUri})", "End the connection")) return;
        try
        {
            if (connection.IsConnected) await connection.SignOutAsync(run).ConfigureAwait(false);
        }
        catch (RestException failure)
        {
            run.Verbose($"The session could not be ended at the service: {failure.Message}");
        }

        await run.OnPipelineAsync(() =>
        {
            if (ConnectionRegistry.Remove(connection) is { } next)
                WriteWarning($"The default connection is now '{next.Name}' ({next.BaseUri}). Changes require -Connection until you connect again.");
            return true;
        }).ConfigureAwait(false);
    }
}

/// <summary>Base of <c>Get-…Connection</c>: gets this runspace's connections, the default one last. Sends nothing.</summary>
public abstract class GetConnectionCmdlet<TConnection> : RestCmdlet
    where TConnection : RestConnection
{
    /// <summary>The names to get. Wildcards are allowed, and case does not matter.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards, ArgumentCompleter(typeof(ConnectionCompleter)), WellFormedText]
    public string[]? Name { get; set; }

    private protected override bool EndsEverything(RestException exception) => false;

    private protected sealed override async Task RunAsync(CmdletRun run)
    {
        IReadOnlyList<TConnection> all = ConnectionRegistry.All<TConnection>();
        NamePattern[]? patterns = Name?.Select(name => new NamePattern(name)).ToArray();
        foreach (NamePattern pattern in patterns ?? [])
        {
            bool isMissing = !pattern.HasWildcards && !all.Any(connection => pattern.IsMatch(connection.Name));
            if (isMissing) run.Fail(ConnectionFaults.Unknown(pattern.Text, typeof(TConnection)), pattern.Text);
        }

        await run.WriteAllAsync(all.Where(connection => patterns is null || patterns.Any(pattern => pattern.IsMatch(connection.Name)))).ConfigureAwait(false);
    }
}

/// <summary>
/// Base of <c>Test-…Connection</c>: sends one cheap request and returns whether the service can be reached and accepts the credentials. What fails is
/// part of the result, not an error.
/// </summary>
public abstract class TestConnectionCmdlet<TConnection, TResult> : RestCmdlet
    where TConnection : RestConnection
    where TResult : ConnectionTest, new()
{
    /// <summary>The connection to test, as an object or by name. The default is the newest connection of this runspace.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public TConnection? Connection { get; set; }

    private protected virtual void Complete(TResult result, TConnection connection)
    {
    }

    private protected sealed override async Task RunAsync(CmdletRun run)
    {
        var result = new TResult();
        TConnection? connection = Connection;
        try
        {
            connection = ConnectionRegistry.Choose(Connection);
            result.Check = await connection.CheckAsync(run).ConfigureAwait(false);
        }
        catch (RestException exception)
        {
            result.Check = new ConnectionCheck(Reachable: false, Accepted: false, Error: exception);
        }

        if (connection is not null)
        {
            (result.Connection, result.BaseUri) = (connection.Name, connection.BaseUri);
            Complete(result, connection);
        }

        await run.WriteAsync(result).ConfigureAwait(false);
    }
}
