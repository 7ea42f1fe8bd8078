using System.Security;
using System.Security.Cryptography.X509Certificates;

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

internal static class CertificateInput
{
    internal const string ByObject = "Certificate";
    internal const string ByThumbprint = "Thumbprint";
    internal const string ByPath = "Path";
    internal const string ByBase64 = "Base64";

    /// <summary>The certificate; null if none was passed.</summary>
    internal static ClientCertificate? Read(ICertificateParameters input, string parameterSet, Func<string?, string, string?> fullPath, bool hasLocation) =>
        parameterSet switch
        {
            ByObject => ClientCertificate.FromCertificate(input.Certificate),
            ByThumbprint => ClientCertificate.FromStore(input.CertificateThumbprint, hasLocation ? input.StoreLocation : null),
            ByPath => ClientCertificate.FromFile(
                fullPath(input.CertificatePath, nameof(input.CertificatePath))!, input.CertificatePassword, fullPath(input.KeyPath, nameof(input.KeyPath))),
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

/// <summary>Offers the thumbprints of the personal certificate stores, of certificates with a private key.</summary>
public sealed class CertificateThumbprintCompleter : ValueCompleter
{
    private protected override IEnumerable<(string Value, string ToolTip)> Values =>
        new[] { StoreLocation.CurrentUser, StoreLocation.LocalMachine }.SelectMany(Read).GroupBy(entry => entry.Thumbprint).Select(same => same.First());

    // A machine without such a store has no certificates to offer.
    private static IEnumerable<(string Thumbprint, string ToolTip)> Read(StoreLocation location)
    {
        foreach (X509Certificate2 certificate in CertificateStore.Open(location, static _ => { }))
        {
            using (certificate)
            {
                string shown = FormattableString.Invariant($"{certificate.Subject}, valid until {certificate.NotAfter:yyyy-MM-dd} ({location})");
                if (certificate.HasPrivateKey) yield return (certificate.Thumbprint, shown);
            }
        }
    }
}
