using System.Security;
using System.Security.Cryptography.X509Certificates;

namespace FastTrackFpx.Connection;

/// <summary>Connects this runspace to an FPX service with a client certificate, and proves the connection with <c>GET timeZones</c>.</summary>
[Cmdlet(VerbsCommunications.Connect, "FpxService", DefaultParameterSetName = NoCertificate), OutputType(typeof(FpxConnection))]
public sealed class ConnectFpxServiceCommand : ServiceConnectCmdlet<FpxConnection, FpxEnvironment>, ICertificateParameters
{
    private const string NoCertificate = "Environment";

    /// <summary>The client certificate with its private key, from a certificate drive, <c>Get-PfxCertificate</c> or <c>Get-AutomationCertificate</c>.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = CertificateInput.ByObject), ArgumentCompleter(typeof(NoValueCompleter))]
    public X509Certificate2 Certificate { get; set; } = null!;

    /// <summary>The thumbprint of a certificate in a personal certificate store.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CertificateInput.ByThumbprint)]
    [Alias("Thumbprint"), WellFormedText, ArgumentCompleter(typeof(CertificateThumbprintCompleter))]
    public string CertificateThumbprint { get; set; } = null!;

    /// <summary>Which personal store to search. The default is the user's store first and then the machine's.</summary>
    [Parameter(ParameterSetName = CertificateInput.ByThumbprint)]
    public StoreLocation StoreLocation { get; set; }

    /// <summary>The path of a PFX file. PowerShell 7 also reads PEM files.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CertificateInput.ByPath), WellFormedText]
    public string CertificatePath { get; set; } = null!;

    /// <summary>The password of the PFX or of the private key.</summary>
    [Parameter(ParameterSetName = NoCertificate)]
    [Parameter(ParameterSetName = CertificateInput.ByPath)]
    [Parameter(ParameterSetName = CertificateInput.ByBase64)]
    [ArgumentCompleter(typeof(NoValueCompleter)), Secret]
    public SecureString? CertificatePassword { get; set; }

    /// <summary>The path of the private key's PEM file, if the key is in a file of its own. PowerShell 7 only.</summary>
    [Parameter(ParameterSetName = CertificateInput.ByPath), WellFormedText]
    public string? KeyPath { get; set; }

    /// <summary>A PFX as base64 text, the form in which secret stores keep it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CertificateInput.ByBase64), ArgumentCompleter(typeof(NoValueCompleter)), Secret]
    public SecureString CertificateBase64 { get; set; } = null!;

    /// <summary>The address of another service, up to <c>/ftop</c>. Cannot be used together with <c>-Environment</c>.</summary>
    [Parameter, ArgumentCompleter(typeof(NoValueCompleter))]
    public Uri? BaseUri { get; set; }

    /// <summary>The token of an end user, sent as a bearer token. Needed only if the registration with FPX requires one.</summary>
    [Parameter, ArgumentCompleter(typeof(NoValueCompleter)), Secret]
    public SecureString? AccessToken { get; set; }

    /// <summary>
    /// A script block that returns the token of an end user, as a String, a SecureString, or an object with a Token or AccessToken property. It runs if there
    /// is no token, if the token expires within two minutes, and if the service has rejected the token. Another runspace, such as that of a parallel block,
    /// runs a copy of the script that does not see the variables of this runspace.
    /// </summary>
    [Parameter, ValidateNotNull, ArgumentCompleter(typeof(NoValueCompleter))]
    public ScriptBlock? TokenProvider { get; set; }

    /// <summary>The value of the Origin header, if one is registered with the service.</summary>
    [Parameter, WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string? Origin { get; set; }

    /// <summary>The API version of the requests.</summary>
    [Parameter, ValidateSet("v1", "v1.1", "v1.2")]
    public string ApiVersion { get; set; } = "v1.2";

    /// <summary>
    /// The name of a saved profile, which holds parameters of this cmdlet without secrets. Parameters that are typed replace its settings, and its settings
    /// replace those of environment variables such as <c>FASTTRACKFPX_ENVIRONMENT</c>.
    /// </summary>
    [Parameter, WellFormedText, ArgumentCompleter(typeof(ProfileCompleter))]
    public string? Profile { get; set; }

    /// <summary>Saves the settings of this connection, without secrets, under the name of <c>-Profile</c>.</summary>
    [Parameter]
    public SwitchParameter SaveProfile { get; set; }

    private ConnectionDefaults? _defaults;

    private protected override void Prepare()
    {
        if (SaveProfile && Profile is null)
            throw new InputException(
                ErrorCode.InvalidInput, "-SaveProfile requires -Profile.", nameof(SaveProfile), "Add -Profile with the name to save the settings under.");
        _defaults = new ConnectionDefaults(this);
        _defaults.Apply(SaveProfile && !ConnectionProfile.Names().Contains(Profile, StringComparer.OrdinalIgnoreCase) ? null : Profile);
    }

    private protected override void OnConnected()
    {
        if (SaveProfile) ConnectionProfile.Write(Profile!, _defaults!.ToSave());
    }

    private protected override object? ErrorTarget => CertificateInput.Target(this, ParameterSetName) ?? BaseUri ?? (object?)SandboxPath ?? Environment;

    private protected override FpxConnection Create()
    {
        bool isNamed = _defaults!.IsSet(nameof(Environment));
        if (BaseUri is not null && (isNamed || SandboxPath is not null))
            throw Contradiction("-BaseUri cannot be used together with -Environment or -SandboxPath.", nameof(BaseUri));
        if (SandboxPath is not null && isNamed && Environment != FpxEnvironment.Sandbox)
            throw Contradiction($"-SandboxPath cannot be used with -Environment {Environment}.", nameof(SandboxPath));
        SandboxDiscovery? sandbox = FindSandbox();
        Uri usual = Environment == FpxEnvironment.Uat ? FpxClientOptions.UatUri : FpxClientOptions.ProdUri;
        Uri address = sandbox?.BaseUri ?? FpxClientOptions.RequireBaseUri(BaseUri ?? usual);
        FpxEnvironment? environment = sandbox is not null ? FpxEnvironment.Sandbox
            : address.Host == FpxClientOptions.ProdUri.Host ? FpxEnvironment.Prod
            : address.Host == FpxClientOptions.UatUri.Host ? FpxEnvironment.Uat
            : null;
        TokenScript? token = TokenProvider is null ? null : new TokenScript(TokenProvider);
        ClientCertificate certificate = CertificateInput.Read(this, CertificateSet(sandbox), FullPath, _defaults.IsSet(nameof(StoreLocation)))
            ?? OwnCertificate(sandbox, address);
        var options = new FpxClientOptions
        {
            BaseUri = address,
            ApiVersion = ApiVersion,
            Certificate = certificate,
            TrustedAuthorities = sandbox?.ReadAuthority(),
            AccessToken = AccessToken,
            TokenProvider = token is null ? null : token.RequestAsync,
            Origin = Origin,
        };
        Apply(options);
        string name = NameFor(environment?.ToString() ?? address.Host, address, certificate);
        return new FpxConnection(name, environment, new FpxClient(options), token, keepsJournal: !NoJournal);
    }

    // A sandbox has a certificate of its own; a profile or a variable is for the service.
    private string CertificateSet(SandboxDiscovery? sandbox)
    {
        if (ParameterSetName != NoCertificate || sandbox is not null) return ParameterSetName;
        return _defaults!.IsSet(nameof(CertificateThumbprint)) ? CertificateInput.ByThumbprint
            : _defaults.IsSet(nameof(CertificatePath)) ? CertificateInput.ByPath
            : ParameterSetName;
    }

    private static ClientCertificate OwnCertificate(SandboxDiscovery? sandbox, Uri address) => sandbox is not null
        ? ClientCertificate.FromFile(sandbox.ClientCertificatePath)
        : throw new CertificateException(
            ErrorCode.CertificateMissing,
            $"{address.Host} requires a client certificate, and none was specified.",
            "Use -Certificate, -CertificateThumbprint, -CertificatePath or -CertificateBase64. Only -Environment Sandbox needs no certificate.");

    // The names of two connections differ by what differs between them: the environment, the address, the certificate.
    private string NameFor(string target, Uri address, ClientCertificate certificate)
    {
        string preferred = Profile ?? target;
        if (Name is not null || ConnectionRegistry.Find(typeof(FpxConnection), preferred) is not FpxConnection other) return NameOr(preferred);
        return NameOr(
            other.BaseUri != address ? $"{target} {address.Authority}"
            : other.CertificateThumbprint != certificate.Thumbprint ? $"{target} {certificate.Subject}"
            : preferred);
    }

    private static InputException Contradiction(string message, string parameter) =>
        new(ErrorCode.InvalidInput, message, parameter, "Specify the service once.");
}
