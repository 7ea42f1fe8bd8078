using System.Security;
using System.Security.Cryptography.X509Certificates;

namespace FastTrackFpx.Connection;

/// <summary>Replaces the certificate of a connection. The new one is tried with <c>GET timeZones</c> before it is used.</summary>
[Cmdlet(VerbsCommon.Set, "FpxCertificate", SupportsShouldProcess = true, DefaultParameterSetName = CertificateInput.ByPath), OutputType(typeof(FpxConnection))]
public sealed class SetFpxCertificateCommand : RestCmdlet, ICertificateParameters
{
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

    /// <summary>The connection to change, as an object or by name. The default is the newest connection of this runspace.</summary>
    [Parameter, ArgumentCompleter(typeof(ConnectionCompleter))]
    public FpxConnection? Connection { get; set; }

    /// <summary>Returns the connection.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Sends no request. Whether the service accepts the certificate shows at the next request.</summary>
    [Parameter]
    public SwitchParameter SkipCheck { get; set; }

    // A script that takes the old certificate away next must not go on.
    private protected override bool EndsEverything(RestException exception) => true;

    private protected override object? ErrorTarget => CertificateInput.Target(this, ParameterSetName);

    private protected override async Task RunAsync(CmdletRun run)
    {
        FpxConnection connection = ConnectionRegistry.Choose(Connection);
        FpxClient client = connection.ClientFor(run);
        bool isStoreNamed = MyInvocation.BoundParameters.ContainsKey(nameof(StoreLocation));
        ClientCertificate certificate = CertificateInput.Read(this, ParameterSetName, FullPath, isStoreNamed)!;
        bool taken = false;
        try
        {
            string action = $"Replace the certificate {connection.CertificateThumbprint} (until {connection.CertificateNotAfter:d})"
                + $" by {certificate.Thumbprint} (until {certificate.NotAfter:d})";
            if (!ShouldProcess($"{connection.Name} ({connection.BaseUri})", action)) return;
            if (!SkipCheck && (await client.CheckAsync(run.Stopping, certificate).ConfigureAwait(false)).Error is { } fault) throw fault;
            client.ReplaceCertificate(certificate);
            taken = true;
        }
        finally
        {
            if (!taken) certificate.Dispose();
        }

        if (certificate.EndNotice is { } notice) run.Warning(notice);
        if (PassThru) await run.WriteAsync(connection).ConfigureAwait(false);
    }
}
