using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FastTrackFpx.Rest.Authentication;

internal static class CertificateKeys
{
    /// <summary>X509KeyStorageFlags.EphemeralKeySet, which netstandard2.0 has no name for.</summary>
    internal const X509KeyStorageFlags EphemeralKeySet = (X509KeyStorageFlags)0x20;

    private const int FileNotFound = unchecked((int)0x80070002);
    private const int PathNotFound = unchecked((int)0x80070003);
    private const int TemporaryProfile = unchecked((int)0x80090024);

    internal static OSPlatform Platform { get; } = new[] { OSPlatform.Windows, OSPlatform.OSX }.FirstOrDefault(RuntimeInformation.IsOSPlatform);

    /// <summary>
    /// Schannel uses keys in key sets on disk only, macOS those in keychains, OpenSSL also those in memory. Never PersistKeySet: without it a key set on
    /// Windows is removed with the certificate object. Never Exportable.
    /// </summary>
    internal static X509KeyStorageFlags StorageFor(OSPlatform platform) =>
        platform == OSPlatform.Windows ? X509KeyStorageFlags.UserKeySet : platform == OSPlatform.OSX ? X509KeyStorageFlags.DefaultKeySet : EphemeralKeySet;

    internal static bool IsProfileMissing(CryptographicException failure) => failure.HResult is FileNotFound or PathNotFound or TemporaryProfile;

    /// <summary>
    /// Imports with the flags of the platform. Accounts whose profile is not loaded (Azure Automation, some services) have no key store and use the machine's.
    /// </summary>
    internal static T Import<T>(OSPlatform platform, Func<X509KeyStorageFlags, T> import)
    {
        try
        {
            return import(StorageFor(platform));
        }
        catch (CryptographicException failure) when (platform == OSPlatform.Windows && IsProfileMissing(failure))
        {
            return import(X509KeyStorageFlags.MachineKeySet);
        }
    }

    /// <summary>
    /// A certificate that the TLS of <paramref name="platform"/> can use: on Windows a second object with its key in a temporary key set, which is removed when
    /// that object is disposed of; elsewhere the same object.
    /// </summary>
    internal static X509Certificate2 InKeySet(X509Certificate2 certificate, OSPlatform platform, bool isCallers = false)
    {
        if (platform != OSPlatform.Windows) return certificate;
        byte[] pfx = [];
        try
        {
            pfx = certificate.Export(X509ContentType.Pfx);
            X509Certificate2 moved = Import(platform, flags => new X509Certificate2(pfx, string.Empty, flags));
            certificate.Dispose();
            return moved;
        }
        catch (CryptographicException failure)
        {
            throw !isCallers ? CertificateCheck.NotUsable(certificate, failure) : CertificateFault.KeyNotReadable(
                CertificateFault.Describe(certificate),
                "it is in memory only, where Windows TLS cannot use it, and it cannot be exported",
                "Load the certificate without the EphemeralKeySet flag, or with the Exportable flag as well, or connect with the PFX file.",
                failure);
        }
        finally
        {
            Array.Clear(pfx, 0, pfx.Length);
        }
    }

    /// <summary>By reflection: netstandard2.0 does not name RSACng and ECDsaCng, though .NET Framework has them.</summary>
    internal static bool IsEphemeral(X509Certificate2 certificate)
    {
        using AsymmetricAlgorithm? algorithm = (AsymmetricAlgorithm?)certificate.GetRSAPrivateKey() ?? certificate.GetECDsaPrivateKey();
        object? key = algorithm?.GetType().GetProperty("Key")?.GetValue(algorithm);
        return key?.GetType().GetProperty("IsEphemeral")?.GetValue(key) is true;
    }
}

internal static class CertificateStore
{
    private const int Sha1Digits = 40;
    private const int Sha256Digits = 64;

    /// <summary>The certificate; where several places have it, one that has its key.</summary>
    internal static ClientCredential Find(string thumbprint, StoreLocation? location)
    {
        string wanted = Normalise(thumbprint);
        StoreLocation[] locations = location is { } one ? [one] : [StoreLocation.CurrentUser, StoreLocation.LocalMachine];
        Exception? refused = null;
        List<X509Certificate2> found = [.. locations.SelectMany(place => FindIn(place, wanted, failure => refused ??= failure))];
        X509Certificate2 best = found.Find(certificate => certificate.HasPrivateKey) ?? found.FirstOrDefault()
            ?? throw CertificateFault.NotInStore(wanted, string.Join(" or ", locations.Select(place => $"{place}\\My")), refused);
        found.FindAll(certificate => !ReferenceEquals(certificate, best)).ForEach(certificate => certificate.Dispose());
        return new ClientCredential(best);
    }

    /// <summary>The digits in capitals, without what the Windows dialog puts between and before them, such as an invisible direction mark.</summary>
    internal static string Normalise(string? thumbprint)
    {
        if (string.IsNullOrWhiteSpace(thumbprint)) throw CertificateFault.Missing("the thumbprint");
        string digits = new([.. thumbprint!.Where(c => !char.IsWhiteSpace(c) && !CertificateFault.IsInvisible(c) && c is not ('-' or ':'))]);
        foreach (char wrong in digits.Where(c => !Uri.IsHexDigit(c)))
            throw CertificateFault.ThumbprintInvalid(thumbprint!, $"'{wrong}' is not a hexadecimal digit");
        return digits.Length is Sha1Digits or Sha256Digits
            ? digits.ToUpperInvariant()
            : throw CertificateFault.ThumbprintInvalid(thumbprint!, $"it has {digits.Length} digits");
    }

    /// <summary>The certificates of a personal store. One that does not exist or that this account may not open has none.</summary>
    internal static X509Certificate2Collection Open(StoreLocation location, Action<Exception> refuse)
    {
        using var store = new X509Store(StoreName.My, location);
        try
        {
            // Linux has no machine store, and no user's store without a home directory.
            store.Open(OpenFlags.ReadOnly);
            return store.Certificates;
        }
        catch (Exception failure) when (failure is CryptographicException or InvalidOperationException or PlatformNotSupportedException or SecurityException)
        {
            refuse(failure);
            return [];
        }
    }

    private static List<X509Certificate2> FindIn(StoreLocation location, string thumbprint, Action<Exception> refuse)
    {
        ILookup<bool, X509Certificate2> all =
            Open(location, refuse).Cast<X509Certificate2>().ToLookup(certificate => Hash(certificate, thumbprint.Length) == thumbprint);
        foreach (X509Certificate2 other in all[false]) other.Dispose();
        return [.. all[true]];
    }

    private static string Hash(X509Certificate2 certificate, int digits)
    {
        if (digits == Sha1Digits) return certificate.Thumbprint;
        using SHA256 sha256 = SHA256.Create();
        return BitConverter.ToString(sha256.ComputeHash(certificate.RawData)).Replace("-", string.Empty);
    }
}
