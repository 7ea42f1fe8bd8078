using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FastTrackFpx.Rest.Authentication;

/// <summary>The families of systems that keep private keys in different ways.</summary>
internal enum KeyPlatform
{
    /// <summary>Keys live in key sets on disk; Schannel refuses those that live in memory only.</summary>
    Windows,

    /// <summary>Keys live in keychains; keys in memory only are not known.</summary>
    MacOS,

    /// <summary>Linux and its like: a key in memory is all that OpenSSL needs.</summary>
    Other,
}

/// <summary>Where a private key that we load is put, and how one that TLS would refuse is moved to where it works.</summary>
internal static class CertificateKeys
{
    /// <summary>X509KeyStorageFlags.EphemeralKeySet, which netstandard2.0 has no name for.</summary>
    internal const X509KeyStorageFlags EphemeralKeySet = (X509KeyStorageFlags)0x20;

    private const int FileNotFound = unchecked((int)0x80070002);
    private const int PathNotFound = unchecked((int)0x80070003);
    private const int TemporaryProfile = unchecked((int)0x80090024);

    internal static KeyPlatform Platform { get; } =
        RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? KeyPlatform.Windows
        : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? KeyPlatform.MacOS
        : KeyPlatform.Other;

    /// <summary>
    /// How a key is loaded. Never PersistKeySet: a key set on Windows without it is temporary and goes with the certificate object.
    /// Never Exportable: nobody needs to take it out again.
    /// </summary>
    internal static X509KeyStorageFlags StorageFor(KeyPlatform platform) => platform switch
    {
        KeyPlatform.Windows => X509KeyStorageFlags.UserKeySet,
        KeyPlatform.MacOS => X509KeyStorageFlags.DefaultKeySet,
        _ => EphemeralKeySet,
    };

    /// <summary>
    /// What to try when the first way failed: accounts whose profile is not loaded (Azure Automation, some services and scheduled
    /// tasks) have no key store of their own, and the machine's takes its place. Null when there is nothing else to try.
    /// </summary>
    internal static X509KeyStorageFlags? FallbackFor(KeyPlatform platform, CryptographicException failure) =>
        platform == KeyPlatform.Windows && IsProfileMissing(failure) ? X509KeyStorageFlags.MachineKeySet : null;

    /// <summary>Whether Windows says that the account's own key store is not there.</summary>
    internal static bool IsProfileMissing(CryptographicException failure) => failure.HResult is FileNotFound or PathNotFound or TemporaryProfile;

    /// <summary>Imports with the flags for the platform, and with the fallback's where the first fail for want of a profile.</summary>
    internal static T Import<T>(KeyPlatform platform, Func<X509KeyStorageFlags, T> import)
    {
        try
        {
            return import(StorageFor(platform));
        }
        catch (CryptographicException failure) when (FallbackFor(platform, failure) is { } fallback)
        {
            return import(fallback);
        }
    }

    /// <summary>A second certificate object whose key is in a temporary key set, removed when that object is disposed of.</summary>
    internal static X509Certificate2 WithTemporaryKeySet(X509Certificate2 certificate, KeyPlatform platform)
    {
        byte[] pfx = certificate.Export(X509ContentType.Pfx);
        try
        {
            return Import(platform, flags => new X509Certificate2(pfx, string.Empty, flags));
        }
        finally
        {
            Array.Clear(pfx, 0, pfx.Length);
        }
    }

#if NET
    /// <summary>Whether the key is one of Windows that lives in memory only.</summary>
    internal static bool IsEphemeral(X509Certificate2 certificate)
    {
        if (!OperatingSystem.IsWindows())
            return false;
        using RSA? rsa = certificate.GetRSAPrivateKey();
        using ECDsa? ec = certificate.GetECDsaPrivateKey();
        return rsa is RSACng { Key.IsEphemeral: true } || ec is ECDsaCng { Key.IsEphemeral: true };
    }
#else
    /// <summary>Whether the key is one of Windows that lives in memory only.</summary>
    internal static bool IsEphemeral(X509Certificate2 certificate)
    {
        using RSA? rsa = certificate.GetRSAPrivateKey();
        using ECDsa? ec = certificate.GetECDsaPrivateKey();
        return IsEphemeralCng(rsa) || IsEphemeralCng(ec);
    }

    /// <summary>netstandard2.0 does not name RSACng and ECDsaCng, though .NET Framework has them; hence by reflection.</summary>
    private static bool IsEphemeralCng(AsymmetricAlgorithm? algorithm)
    {
        object? key = algorithm?.GetType().GetProperty("Key")?.GetValue(algorithm);
        return key?.GetType().GetProperty("IsEphemeral")?.GetValue(key) is true;
    }
#endif
}
