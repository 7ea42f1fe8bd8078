using System.Security;
using System.Security.Cryptography.X509Certificates;
using FastTrackFpx.Errors;
using FastTrackFpx.Parameters;
using FastTrackFpx.Rest.Authentication;

namespace FastTrackFpx.Connection;

/// <summary>
/// Connects this runspace to an FPX service with a client certificate, and proves the connection with one cheap request (<c>GET timeZones</c>).
/// The connection becomes the runspace's default.
/// </summary>
[Cmdlet(VerbsCommunications.Connect, "FpxService", DefaultParameterSetName = NoCertificate)]
[OutputType(typeof(FpxConnection))]
public sealed class ConnectFpxServiceCommand : ConnectCmdlet<FpxConnection>, ICertificateParameters
{
    private const string NoCertificate = "Environment";

    /// <summary>The client certificate with its private key, as the certificate drive, <c>Get-PfxCertificate</c>
    /// or <c>Get-AutomationCertificate</c> return it.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = CertificateInput.ByObject)]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public X509Certificate2 Certificate { get; set; } = null!;

    /// <summary>The thumbprint of a certificate in a personal store.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CertificateInput.ByThumbprint)]
    [Alias("Thumbprint")]
    [ValidateNotNullOrEmpty]
    [WellFormedText]
    [ArgumentCompleter(typeof(CertificateThumbprintCompleter))]
    public string CertificateThumbprint { get; set; } = null!;

    /// <summary>Whose personal store. Without it the user's is searched first and then the machine's.</summary>
    [Parameter(ParameterSetName = CertificateInput.ByThumbprint)]
    public StoreLocation StoreLocation { get; set; }

    /// <summary>A PFX file, or on PowerShell 7 a PEM file.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CertificateInput.ByPath)]
    [ValidateNotNullOrEmpty]
    [WellFormedText]
    public string CertificatePath { get; set; } = null!;

    /// <summary>The password of the PFX or of the key.</summary>
    [Parameter(ParameterSetName = CertificateInput.ByPath)]
    [Parameter(ParameterSetName = CertificateInput.ByBase64)]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    [Secret]
    public SecureString? CertificatePassword { get; set; }

    /// <summary>The PEM file of the private key, if it is a file of its own. PowerShell 7.</summary>
    [Parameter(ParameterSetName = CertificateInput.ByPath)]
    [ValidateNotNullOrEmpty]
    [WellFormedText]
    public string? KeyPath { get; set; }

    /// <summary>A PFX as base64 text, as secret stores hold it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CertificateInput.ByBase64)]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    [Secret]
    public SecureString CertificateBase64 { get; set; } = null!;

    /// <summary>The service: Prod (the default), Uat, or Sandbox for a sandbox that runs on this machine, which brings its own practice certificate.</summary>
    [Parameter]
    public FpxEnvironment Environment { get; set; }

    /// <summary>Another service: the part of the address before <c>/ftop</c>. Not together with <c>-Environment</c>.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public Uri? BaseUri { get; set; }

    /// <summary>The state folder of a particular sandbox, if several run. Implies <c>-Environment Sandbox</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [WellFormedText]
    public string? SandboxPath { get; set; }

    /// <summary>An end user's token, sent as a bearer token if the registration with FPX requires one.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    [Secret]
    public SecureString? AccessToken { get; set; }

    /// <summary>
    /// A script block that returns an end user's token, as a String, a SecureString or an object with a property Token or AccessToken. A cmdlet that
    /// needs the token runs it if there is no token, if the last one expires within two minutes, and after the service has rejected it. In another
    /// runspace than the one that connected, such as that of a parallel block, a copy of its text runs, which sees none of its variables.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public ScriptBlock? TokenProvider { get; set; }

    /// <summary>The value of the Origin header, if one is registered with the service.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [WellFormedText]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public string? Origin { get; set; }

    /// <summary>The API version of requests.</summary>
    [Parameter]
    [ValidateSet("v1", "v1.1", "v1.2")]
    public string ApiVersion { get; set; } = "v1.2";

    private protected override object? ErrorTarget => CertificateInput.Target(this, ParameterSetName) ?? BaseUri ?? (object?)SandboxPath ?? Environment;

    private protected override Exception ToPublic(RestException exception) => PublicErrors.From(exception);

    private protected override FpxConnection Create()
    {
        ConnectionTarget target = ConnectionTarget.Choose(IsBound(nameof(Environment)) ? Environment : null, BaseUri, FullPath(SandboxPath, nameof(SandboxPath)));
        TokenScript? token = TokenProvider is null ? null : new TokenScript(TokenProvider);
        string name = NameOr(target.Name);
        ClientCertificate certificate = CertificateInput.Read(this, ParameterSetName, FullPath, IsBound(nameof(StoreLocation))) ?? target.OwnCertificate();
        var options = new FpxClientOptions
        {
            BaseUri = target.BaseUri,
            ApiVersion = ApiVersion,
            Certificate = certificate,
            TrustedAuthorities = target.Authorities,
            AccessToken = AccessToken,
            TokenProvider = token is null ? null : token.RequestAsync,
            Origin = Origin,
        };
        Apply(options);
        return new FpxConnection(name, target.Environment, new FpxClient(options), token, keepsJournal: !NoJournal);
    }

    private bool IsBound(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);
}
