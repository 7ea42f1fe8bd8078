using System.Security;
using System.Security.Cryptography.X509Certificates;
using FastTrackFpx.Parameters;
using FastTrackFpx.Pipeline;
using FastTrackFpx.Rest.Authentication;

namespace FastTrackFpx.Connection;

/// <summary>A cmdlet that takes a client certificate, in any of the forms in which people have one.</summary>
public abstract class CertificateCmdlet : FpxCmdlet
{
    private protected const string ByObject = "Certificate";
    private protected const string ByThumbprint = "Thumbprint";
    private protected const string ByPath = "Path";
    private protected const string ByBase64 = "Base64";

    private string? _path;
    private string? _keyPath;

    private protected CertificateCmdlet()
    {
    }

    /// <summary>The client certificate with its private key, as a certificate drive, <c>Get-PfxCertificate</c> or <c>Get-AutomationCertificate</c> gives it.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByObject)]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public X509Certificate2 Certificate { get; set; } = null!;

    /// <summary>The thumbprint of a certificate in a personal store.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByThumbprint)]
    [Alias("Thumbprint")]
    [ValidateNotNullOrEmpty]
    [WellFormedText]
    [ArgumentCompleter(typeof(CertificateThumbprintCompleter))]
    public string CertificateThumbprint { get; set; } = null!;

    /// <summary>Whose personal store. Without it the user's is searched first and then the machine's.</summary>
    [Parameter(ParameterSetName = ByThumbprint)]
    public StoreLocation StoreLocation { get; set; }

    /// <summary>A PFX file, or on PowerShell 7 a PEM file.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByPath)]
    [ValidateNotNullOrEmpty]
    [WellFormedText]
    public string CertificatePath { get; set; } = null!;

    /// <summary>The password of the PFX or of the key.</summary>
    [Parameter(ParameterSetName = ByPath)]
    [Parameter(ParameterSetName = ByBase64)]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    [Secret]
    public SecureString? CertificatePassword { get; set; }

    /// <summary>The private key's own PEM file. PowerShell 7.</summary>
    [Parameter(ParameterSetName = ByPath)]
    [ValidateNotNullOrEmpty]
    [WellFormedText]
    public string? KeyPath { get; set; }

    /// <summary>A PFX as base64 text, as secret stores keep it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByBase64)]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    [Secret]
    public SecureString CertificateBase64 { get; set; } = null!;

    private protected override object? ErrorTarget => ParameterSetName switch
    {
        ByObject => Certificate,
        ByThumbprint => CertificateThumbprint,
        ByPath => CertificatePath,
        _ => null,
    };

    // Paths are the session's, which only the pipeline thread may ask.
    private protected override void Prepare()
    {
        _path = FullPath(CertificatePath, nameof(CertificatePath));
        _keyPath = FullPath(KeyPath, nameof(KeyPath));
    }

    /// <summary>The certificate that was named; null when none was.</summary>
    /// <exception cref="CertificateException">It cannot be used.</exception>
    private protected FpxCertificate? ReadCertificate() => ParameterSetName switch
    {
        ByObject => FpxCertificate.FromCertificate(Certificate),
        ByThumbprint => FpxCertificate.FromStore(CertificateThumbprint, IsBound(nameof(StoreLocation)) ? StoreLocation : null),
        ByPath => FpxCertificate.FromFile(_path!, CertificatePassword, _keyPath),
        ByBase64 => FpxCertificate.FromBase64(CertificateBase64, CertificatePassword),
        _ => null,
    };

    private protected bool IsBound(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    private protected string? FullPath(string? path, string parameterName) => path is null ? null : SessionPath.Full(this, path, parameterName);
}
