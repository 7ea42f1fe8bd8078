using System.Security.Cryptography.X509Certificates;
using FastTrackFpx.Rest.Authentication;

namespace FastTrackFpx.Connection;

/// <summary>Which service a connection goes to, and what that service brings along.</summary>
internal sealed class ConnectionTarget
{
    private readonly string? _ownCertificatePath;

    private ConnectionTarget(string name, Uri baseUri, FpxEnvironment? environment, SandboxDiscovery? sandbox = null)
    {
        Name = name;
        BaseUri = baseUri;
        Environment = environment;
        _ownCertificatePath = sandbox?.ClientCertificatePath;
        if (sandbox is not null) Authorities = sandbox.ReadAuthority();
    }

    /// <summary>The name of a connection to it, if the user does not pass one.</summary>
    public string Name { get; }

    /// <summary>The part of every address before <c>/ftop</c>.</summary>
    public Uri BaseUri { get; }

    public FpxEnvironment? Environment { get; }

    /// <summary>A sandbox's own authority, trusted for this connection alone.</summary>
    public X509Certificate2Collection? Authorities { get; }

    /// <summary>The service that was asked for.</summary>
    /// <exception cref="RestException">The wishes contradict each other, or no sandbox runs.</exception>
    public static ConnectionTarget Choose(FpxEnvironment? environment, Uri? baseUri, string? sandboxPath)
    {
        if (baseUri is not null)
        {
            if (environment is not null || sandboxPath is not null) throw Contradiction("-BaseUri cannot be used together with -Environment or -SandboxPath.", "BaseUri");
            return Custom(baseUri);
        }

        if (sandboxPath is not null)
        {
            if (environment is FpxEnvironment.Prod or FpxEnvironment.Uat) throw Contradiction($"-SandboxPath cannot be used with -Environment {environment}.", "SandboxPath");
            return Sandbox(sandboxPath);
        }

        return environment switch
        {
            FpxEnvironment.Sandbox => Sandbox(null),
            FpxEnvironment.Uat => new ConnectionTarget("Uat", FpxClientOptions.UatUri, FpxEnvironment.Uat),
            _ => new ConnectionTarget("Prod", FpxClientOptions.ProdUri, FpxEnvironment.Prod),
        };
    }

    /// <summary>The certificate that a sandbox made for practice.</summary>
    /// <exception cref="RestException">The service is no sandbox, so a certificate has to be named.</exception>
    public ClientCertificate OwnCertificate() => _ownCertificatePath is { } path ? ClientCertificate.FromFile(path) : throw new CertificateException(
        ErrorCode.CertificateMissing,
        $"{BaseUri.Host} requires a client certificate, and none was specified.",
        "Use -Certificate, -CertificateThumbprint, -CertificatePath or -CertificateBase64. Only -Environment Sandbox needs no certificate.");

    private static ConnectionTarget Custom(Uri baseUri)
    {
        if (!baseUri.IsAbsoluteUri || baseUri.Scheme != Uri.UriSchemeHttps)
            throw new InputException(ErrorCode.InvalidInput, $"-BaseUri must be an https address, not '{baseUri}'.", "BaseUri", "For instance https://fpx.example.com.");

        FpxEnvironment? known = baseUri.Host == FpxClientOptions.ProdUri.Host ? FpxEnvironment.Prod
            : baseUri.Host == FpxClientOptions.UatUri.Host ? FpxEnvironment.Uat
            : null;
        return new ConnectionTarget(known?.ToString() ?? baseUri.Host, baseUri, known);
    }

    private static ConnectionTarget Sandbox(string? stateFolder)
    {
        SandboxDiscovery sandbox = SandboxDiscovery.Find(stateFolder);
        return new ConnectionTarget("Sandbox", sandbox.BaseUri, FpxEnvironment.Sandbox, sandbox);
    }

    private static InputException Contradiction(string message, string parameter) =>
        new(ErrorCode.InvalidInput, message, parameter, "Specify the service once.");
}
