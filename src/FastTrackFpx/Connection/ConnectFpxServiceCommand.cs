using System;
using System.Management.Automation;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using FastTrackFpx.Client.Connection;
using FastTrackFpx.Pipeline;

namespace FastTrackFpx.Connection;

/// <summary>
/// Connects this runspace to an FPX service with a client certificate, and proves the connection with one cheap call (<c>GET timeZones</c>).
/// The connection becomes the runspace's default.
/// </summary>
[Cmdlet(VerbsCommunications.Connect, "FpxService", DefaultParameterSetName = NoCertificate)]
[OutputType(typeof(FpxConnection))]
public sealed class ConnectFpxServiceCommand : FpxCmdlet
{
    private const string NoCertificate = "Environment";
    private const string ByObject = "Certificate";
    private const string ByThumbprint = "Thumbprint";
    private const string ByPath = "Path";
    private const string ByBase64 = "Base64";

    /// <summary>The service: Prod (the default), Uat, or Sandbox for a sandbox that runs on this machine, which brings its own practice certificate.</summary>
    [Parameter]
    public FpxEnvironment Environment { get; set; }

    /// <summary>Another service: the part of the address before <c>/ftop</c>. Not together with <c>-Environment</c>.</summary>
    [Parameter]
    public Uri? BaseUri { get; set; }

    /// <summary>The state folder of one certain sandbox, where several run. Implies <c>-Environment Sandbox</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SandboxPath { get; set; }

    /// <summary>The client certificate with its private key, as a certificate drive, <c>Get-PfxCertificate</c> or <c>Get-AutomationCertificate</c> gives it.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByObject)]
    public X509Certificate2 Certificate { get; set; } = null!;

    /// <summary>The thumbprint of a certificate in a personal store.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByThumbprint)]
    [Alias("Thumbprint")]
    [ValidateNotNullOrEmpty]
    public string CertificateThumbprint { get; set; } = null!;

    /// <summary>Whose personal store. Without it the user's is searched first and then the machine's.</summary>
    [Parameter(ParameterSetName = ByThumbprint)]
    public StoreLocation StoreLocation { get; set; }

    /// <summary>A PFX file, or on PowerShell 7 a PEM file.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByPath)]
    [ValidateNotNullOrEmpty]
    public string CertificatePath { get; set; } = null!;

    /// <summary>The password of the PFX or of the key.</summary>
    [Parameter(ParameterSetName = ByPath)]
    [Parameter(ParameterSetName = ByBase64)]
    public SecureString? CertificatePassword { get; set; }

    /// <summary>The private key's own PEM file. PowerShell 7.</summary>
    [Parameter(ParameterSetName = ByPath)]
    [ValidateNotNullOrEmpty]
    public string? KeyPath { get; set; }

    /// <summary>A PFX as base64 text, as secret stores keep it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByBase64)]
    public SecureString CertificateBase64 { get; set; } = null!;

    /// <summary>An end user's token, sent along as a bearer token where the registration with FPX asks for one.</summary>
    [Parameter]
    public SecureString? AccessToken { get; set; }

    /// <summary>
    /// A script block that gives an end user's token, as a String or SecureString. It is run when there is no token, when the last one ends within two minutes,
    /// and when the service has refused it, by a cmdlet that needs the token. In another runspace than the one that connected, such as that of a parallel block,
    /// a copy of its text is run, which sees none of its variables.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public ScriptBlock? TokenProvider { get; set; }

    /// <summary>The value of the Origin header, where one is registered with the service.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Origin { get; set; }

    /// <summary>The API version that calls are made under.</summary>
    [Parameter]
    [ValidateSet("v1", "v1.1", "v1.2")]
    public string ApiVersion { get; set; } = "v1.2";

    /// <summary>Calls in any 60 seconds at most, 1 to 600. The service allows 600 to all that use the certificate together.</summary>
    [Parameter]
    [ValidateRange(1, 600)]
    public int RequestsPerMinute { get; set; } = 600;

    /// <summary>How often a call is repeated after its first try, 0 to 10.</summary>
    [Parameter]
    [ValidateRange(0, 10)]
    public int MaxRetryCount { get; set; } = 7;

    /// <summary>Seconds that one try of a call may take, 1 to 3600.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSec { get; set; } = 100;

    /// <summary>
    /// The name that <c>-Connection</c> takes. A connection of the same name in this runspace is ended and replaced. Without it the connection is called after
    /// its environment or host.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
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
    private protected override bool EndsEverything(FpxException exception) => true;

    private protected override object? ErrorTarget => ParameterSetName switch
    {
        ByObject => Certificate,
        ByThumbprint => CertificateThumbprint,
        ByPath => CertificatePath,
        _ => BaseUri ?? (object?)SandboxPath ?? Environment,
    };

    private protected override async Task RunAsync(CmdletRun run)
    {
        string? path = await run.OnPipelineAsync(_ => FullPath(CertificatePath)).ConfigureAwait(false);
        string? keyPath = await run.OnPipelineAsync(_ => FullPath(KeyPath)).ConfigureAwait(false);
        string? sandboxPath = await run.OnPipelineAsync(_ => FullPath(SandboxPath)).ConfigureAwait(false);

        ConnectionTarget target = ConnectionTarget.Choose(IsBound(nameof(Environment)) ? Environment : null, BaseUri, sandboxPath);
        TokenScript? token = await run.OnPipelineAsync(_ => TokenProvider is null ? null : new TokenScript(TokenProvider)).ConfigureAwait(false);
        string name = Name ?? await run.OnPipelineAsync(_ => ConnectionRegistry.FreeName(target.Name)).ConfigureAwait(false);
        var client = new FpxClient(Options(target, ChooseCertificate(target, path, keyPath), token));
        var connection = new FpxConnection(name, target.Environment, client, RequestsPerMinute, token, keepsJournal: !NoJournal);
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
        FpxException? fault = await run.Observe(connection).CheckAsync(run.Stopping).Select(check => check.Error).ConfigureAwait(false);
        if (fault is not null) throw fault;
    }

    private static bool Register(FpxConnection connection)
    {
        ConnectionRegistry.Add(connection);
        return true;
    }

    private FpxCertificate ChooseCertificate(ConnectionTarget target, string? path, string? keyPath) => ParameterSetName switch
    {
        ByObject => FpxCertificate.FromCertificate(Certificate),
        ByThumbprint => FpxCertificate.FromStore(CertificateThumbprint, IsBound(nameof(StoreLocation)) ? StoreLocation : null),
        ByPath => FpxCertificate.FromFile(path!, CertificatePassword, keyPath),
        ByBase64 => FpxCertificate.FromBase64(CertificateBase64, CertificatePassword),
        _ => target.OwnCertificate(),
    };

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
            MaxRetryCount = MaxRetryCount,
            AttemptTimeout = TimeSpan.FromSeconds(TimeoutSec),
        };
        if (options.TotalTimeout < options.AttemptTimeout) options.TotalTimeout = options.AttemptTimeout;
        return options;
    }

    private bool IsBound(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    private string? FullPath(string? path) => path is null ? null : GetUnresolvedProviderPathFromPSPath(path);
}
