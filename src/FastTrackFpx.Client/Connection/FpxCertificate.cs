using System;
using System.Security;
using System.Security.Cryptography.X509Certificates;

namespace FastTrackFpx.Client.Connection;

/// <summary>A client certificate that can be used: loaded from wherever it is, checked, and owned only as far as we made it.</summary>
public sealed class FpxCertificate : IDisposable
{
    /// <summary>The certificate's subject.</summary>
    public string Subject => throw new NotImplementedException();

    /// <summary>The SHA-1 thumbprint, as certificate stores show it.</summary>
    public string Thumbprint => throw new NotImplementedException();

    /// <summary>From when the certificate is valid.</summary>
    public DateTimeOffset NotBefore => throw new NotImplementedException();

    /// <summary>Until when the certificate is valid.</summary>
    public DateTimeOffset NotAfter => throw new NotImplementedException();

    /// <summary>From a PFX (PKCS#12) file, or a PEM file that holds certificate and key or has its key beside it.</summary>
    public static FpxCertificate FromFile(string path, SecureString? password, string? keyPath, TimeProvider timeProvider) => throw new NotImplementedException();

    /// <summary>From the base64 text of a PFX.</summary>
    public static FpxCertificate FromBase64(SecureString base64, SecureString? password, TimeProvider timeProvider) => throw new NotImplementedException();

    /// <summary>From a certificate store; null looks in the current user's and then in the machine's personal store.</summary>
    public static FpxCertificate FromStore(string thumbprint, StoreLocation? location, TimeProvider timeProvider) => throw new NotImplementedException();

    /// <summary>A certificate the caller loaded; it stays the caller's.</summary>
    public static FpxCertificate FromCertificate(X509Certificate2 certificate, TimeProvider timeProvider) => throw new NotImplementedException();

    /// <summary>Removes what we made to use the certificate; never anything of a store or of the caller's.</summary>
    public void Dispose() => throw new NotImplementedException();
}
