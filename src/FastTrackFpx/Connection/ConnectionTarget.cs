using System.Security.Cryptography.X509Certificates;

namespace FastTrackFpx.Connection;

/// <summary>Which service a connection goes to, and what that service brings along. Every address begins with the base and <c>/ftop</c>.</summary>
internal sealed record ConnectionTarget(string Name, Uri BaseUri, FpxEnvironment? Environment)
{
    /// <summary>A sandbox's own authority, trusted for this connection alone.</summary>
    public X509Certificate2Collection? Authorities { get; private init; }

    private string? OwnCertificatePath { get; init; }

    public static ConnectionTarget Choose(FpxEnvironment? environment, Uri? baseUri, string? sandboxPath)
    {
        if (baseUri is not null && (environment is not null || sandboxPath is not null)) throw Contradiction("-BaseUri cannot be used together with -Environment or -SandboxPath.", "BaseUri");
        if (sandboxPath is not null && environment is FpxEnvironment.Prod or FpxEnvironment.Uat) throw Contradiction($"-SandboxPath cannot be used with -Environment {environment}.", "SandboxPath");
        if (baseUri is not null) return Custom(baseUri);
        if (sandboxPath is not null || environment == FpxEnvironment.Sandbox) return Sandbox(sandboxPath);
        return environment == FpxEnvironment.Uat
            ? new ConnectionTarget("Uat", FpxClientOptions.UatUri, FpxEnvironment.Uat)
            : new ConnectionTarget("Prod", FpxClientOptions.ProdUri, FpxEnvironment.Prod);
    }

    /// <summary>The certificate that a sandbox made for practice.</summary>
    public ClientCertificate OwnCertificate() => OwnCertificatePath is { } path ? ClientCertificate.FromFile(path) : throw new CertificateException(
        ErrorCode.CertificateMissing,
        $"{BaseUri.Host} requires a client certificate, and none was specified.",
        "Use -Certificate, -CertificateThumbprint, -CertificatePath or -CertificateBase64. Only -Environment Sandbox needs no certificate.");

    private static ConnectionTarget Custom(Uri baseUri)
    {
        Uri address = FpxClientOptions.RequireBaseUri(baseUri);
        FpxEnvironment? known = address.Host == FpxClientOptions.ProdUri.Host ? FpxEnvironment.Prod
            : address.Host == FpxClientOptions.UatUri.Host ? FpxEnvironment.Uat
            : null;
        return new ConnectionTarget(known?.ToString() ?? address.Host, address, known);
    }

    private static ConnectionTarget Sandbox(string? stateFolder)
    {
        SandboxDiscovery sandbox = SandboxDiscovery.Find(stateFolder);
        return new ConnectionTarget("Sandbox", sandbox.BaseUri, FpxEnvironment.Sandbox) { Authorities = sandbox.ReadAuthority(), OwnCertificatePath = sandbox.ClientCertificatePath };
    }

    private static InputException Contradiction(string message, string parameter) => new(ErrorCode.InvalidInput, message, parameter, "Specify the service once.");
}
