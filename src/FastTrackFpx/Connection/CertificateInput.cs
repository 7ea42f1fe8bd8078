using System.Security;
using System.Security.Cryptography.X509Certificates;
using FastTrackFpx.Rest.Authentication;

namespace FastTrackFpx.Connection;

/// <summary>The parameters of cmdlets that take a client certificate, in any form in which people have one.</summary>
internal interface ICertificateParameters
{
    X509Certificate2 Certificate { get; }

    string CertificateThumbprint { get; }

    StoreLocation StoreLocation { get; }

    string CertificatePath { get; }

    SecureString? CertificatePassword { get; }

    string? KeyPath { get; }

    SecureString CertificateBase64 { get; }
}

/// <summary>Reads the certificate that a cmdlet's parameters name.</summary>
internal static class CertificateInput
{
    internal const string ByObject = "Certificate";
    internal const string ByThumbprint = "Thumbprint";
    internal const string ByPath = "Path";
    internal const string ByBase64 = "Base64";

    /// <summary>The certificate; null if none was passed.</summary>
    /// <param name="input">The cmdlet.</param>
    /// <param name="parameterSet">Its parameter set.</param>
    /// <param name="fullPath">Resolves a path in the session.</param>
    /// <param name="hasLocation">Whether <c>-StoreLocation</c> was passed.</param>
    /// <exception cref="CertificateException">The certificate cannot be used.</exception>
    internal static ClientCertificate? Read(ICertificateParameters input, string parameterSet, Func<string?, string, string?> fullPath, bool hasLocation) =>
        parameterSet switch
        {
            ByObject => ClientCertificate.FromCertificate(input.Certificate),
            ByThumbprint => ClientCertificate.FromStore(input.CertificateThumbprint, hasLocation ? input.StoreLocation : null),
            ByPath => ClientCertificate.FromFile(fullPath(input.CertificatePath, nameof(input.CertificatePath))!, input.CertificatePassword, fullPath(input.KeyPath, nameof(input.KeyPath))),
            ByBase64 => ClientCertificate.FromBase64(input.CertificateBase64, input.CertificatePassword),
            _ => null,
        };

    /// <summary>What errors of these parameters are about; null for a secret.</summary>
    internal static object? Target(ICertificateParameters input, string parameterSet) => parameterSet switch
    {
        ByObject => input.Certificate,
        ByThumbprint => input.CertificateThumbprint,
        ByPath => input.CertificatePath,
        _ => null,
    };
}
