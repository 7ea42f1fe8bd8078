using System.Security;
using FastTrackFpx.Parameters;
using FastTrackFpx.Pipeline;
using FastTrackFpx.Rest.Authentication;

namespace FastTrackFpx.Connection;

/// <summary>
/// Connects this runspace to an FPX service with a client certificate, and proves the connection with one cheap call (<c>GET timeZones</c>).
/// The connection becomes the runspace's default.
/// </summary>
[Cmdlet(VerbsCommunications.Connect, "FpxService", DefaultParameterSetName = NoCertificate)]
[OutputType(typeof(FpxConnection))]
public sealed class ConnectFpxServiceCommand : CertificateCmdlet
{
    private const string NoCertificate = "Environment";

    /// <summary>The service: Prod (the default), Uat, or Sandbox for a sandbox that runs on this machine, which brings its own practice certificate.</summary>
    [Parameter]
    public FpxEnvironment Environment { get; set; }

    /// <summary>Another service: the part of the address before <c>/ftop</c>. Not together with <c>-Environment</c>.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public Uri? BaseUri { get; set; }

    /// <summary>The state folder of one certain sandbox, where several run. Implies <c>-Environment Sandbox</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [WellFormedText]
    public string? SandboxPath { get; set; }

    /// <summary>An end user's token, sent along as a bearer token where the registration with FPX asks for one.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    [Secret]
    public SecureString? AccessToken { get; set; }

    /// <summary>
    /// A script block that gives an end user's token, as a String, a SecureString or an object with a property Token or AccessToken. It is run when there is no token, when the last one ends within two minutes,
    /// and when the service has refused it, by a cmdlet that needs the token. In another runspace than the one that connected, such as that of a parallel block,
    /// a copy of its text is run, which sees none of its variables.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public ScriptBlock? TokenProvider { get; set; }

    /// <summary>The value of the Origin header, where one is registered with the service.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [WellFormedText]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public string? Origin { get; set; }

    /// <summary>The API version that calls are made under.</summary>
    [Parameter]
    [ValidateSet("v1", "v1.1", "v1.2")]
    public string ApiVersion { get; set; } = "v1.2";

    /// <summary>
    /// Calls in any 60 seconds at most, 1 to 600. The service allows 600 to a user or an address, so that all calls to it count together, with whatever
    /// certificate or token they go out. A sandbox on this machine that was started without a limit may be asked for more.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 1_000_000)]
    [WholeNumber]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public int RequestsPerMinute { get; set; } = 600;

    /// <summary>
    /// Who keeps to that limit together: Process (the default) for all connections of this process to the same service, Machine for those of all processes
    /// of this machine and user that ask for it, such as the runbooks of one worker.
    /// </summary>
    [Parameter]
    public FpxRateLimitScope RateLimitScope { get; set; }

    /// <summary>How often a call is repeated after its first try, 0 to 10.</summary>
    [Parameter]
    [ValidateRange(0, 10)]
    [WholeNumber]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public int MaxRetryCount { get; set; } = 7;

    /// <summary>Seconds that one try of a call may take, 1 to 3600.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    [WholeNumber]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public int TimeoutSec { get; set; } = 100;

    /// <summary>
    /// The name that <c>-Connection</c> takes. A connection of the same name in this runspace makes room: cmdlets that use it go on to their
    /// end, and it ends with the last of them. Without it the connection is called after
    /// its environment or host.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [WellFormedText]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public string? Name { get; set; }

    /// <summary>Gives the connection to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>
    /// Notes no write in the local journal, for machines on which nothing may be stored. Nothing can be looked up or taken back then.
    /// </summary>
    [Parameter]
    public SwitchParameter NoJournal { get; set; }

    /// <summary>Makes no call: whether the service takes the certificate shows at the first one.</summary>
    [Parameter]
    public SwitchParameter SkipCheck { get; set; }

    // A script must not go on with an older connection than the one it asked for.
    private protected override bool EndsEverything(RestException exception) => true;

    private protected override object? ErrorTarget => base.ErrorTarget ?? BaseUri ?? (object?)SandboxPath ?? Environment;

    private protected override async Task RunAsync(CmdletRun run)
    {
        string? sandboxPath = await run.OnPipelineAsync(_ => FullPath(SandboxPath, nameof(SandboxPath))).ConfigureAwait(false);

        ConnectionTarget target = ConnectionTarget.Choose(IsBound(nameof(Environment)) ? Environment : null, BaseUri, sandboxPath);
        TokenScript? token = await run.OnPipelineAsync(_ => TokenProvider is null ? null : new TokenScript(TokenProvider)).ConfigureAwait(false);
        string name = Name ?? await run.OnPipelineAsync(_ => ConnectionRegistry.FreeName(target.Name)).ConfigureAwait(false);
        var client = new FpxClient(Options(target, ReadCertificate() ?? target.OwnCertificate(), token));
        var connection = new FpxConnection(name, target.Environment, client, token, keepsJournal: !NoJournal);
        bool kept = false;
        try
        {
            if (!SkipCheck) await ProveAsync(run, connection).ConfigureAwait(false);
            kept = await run.OnPipelineAsync(_ => Register(connection)).ConfigureAwait(false);
            if (client.Certificate.EndNotice is { } notice) run.Warning(notice);
            if (PassThru) await run.WriteAsync(connection).ConfigureAwait(false);
        }
        finally
        {
            if (!kept) connection.End();
        }
    }

    private static async Task ProveAsync(CmdletRun run, FpxConnection connection)
    {
        RestException? fault = await run.Observe(connection).CheckAsync(run.Stopping).Select(check => check.Error).ConfigureAwait(false);
        if (fault is not null) throw fault;
    }

    private static bool Register(FpxConnection connection)
    {
        ConnectionRegistry.Add(connection);
        return true;
    }

    private FpxClientOptions Options(ConnectionTarget target, FpxCertificate certificate, TokenScript? token)
    {
        var options = new FpxClientOptions
        {
            BaseUri = target.BaseUri,
            ApiVersion = ApiVersion,
            Certificate = certificate,
            TrustedAuthorities = target.Authorities,
            AccessToken = AccessToken,
            TokenProvider = token is null ? null : token.AskAsync,
            Origin = Origin,
            RequestsPerMinute = RequestsPerMinute,
            RateLimitScope = RateLimitScope,
            MaxRetryCount = MaxRetryCount,
            AttemptTimeout = TimeSpan.FromSeconds(TimeoutSec),
        };
        if (options.TotalTimeout < options.AttemptTimeout) options.TotalTimeout = options.AttemptTimeout;
        return options;
    }
}
