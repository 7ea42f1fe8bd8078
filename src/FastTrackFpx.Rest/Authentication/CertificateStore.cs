using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FastTrackFpx.Rest.Authentication;

/// <summary>Finds a certificate in the personal stores by its thumbprint.</summary>
internal static class CertificateStore
{
    private const int Sha1Digits = 40;
    private const int Sha256Digits = 64;

    /// <summary>The certificate; where several places have it, one that has its key.</summary>
    internal static CertificateParts Find(string thumbprint, StoreLocation? location)
    {
        string wanted = Normalise(thumbprint);
        StoreLocation[] locations = location is { } one ? [one] : [StoreLocation.CurrentUser, StoreLocation.LocalMachine];
        CryptographicException? refused = null;
        var found = new List<X509Certificate2>();
        foreach (StoreLocation place in locations)
            found.AddRange(FindIn(place, wanted, ref refused));

        X509Certificate2 best = found.Find(c => c.HasPrivateKey) ?? found.FirstOrDefault()
            ?? throw CertificateFault.NotInStore(wanted, string.Join(" or ", locations.Select(place => $"{place}\\My")), refused);
        found.Where(c => !ReferenceEquals(c, best)).ToList().ForEach(c => c.Dispose());
        return new CertificateParts(best);
    }

    /// <summary>
    /// The thumbprint's digits in capitals. What the Windows dialog puts between them and before them (an invisible mark for the
    /// writing direction) is left out.
    /// </summary>
    internal static string Normalise(string? thumbprint)
    {
        if (string.IsNullOrWhiteSpace(thumbprint))
            throw CertificateFault.Missing("the thumbprint");
        string digits = new string(thumbprint!
            .Where(c => !char.IsWhiteSpace(c) && !CertificateFault.IsInvisible(c) && c is not ('-' or ':'))
            .ToArray());
        foreach (char c in digits)
        {
            if (c is not (>= '0' and <= '9' or >= 'A' and <= 'F' or >= 'a' and <= 'f'))
                throw CertificateFault.ThumbprintInvalid(thumbprint!, $"'{CertificateFault.Printable(c.ToString())}' is no hexadecimal digit");
        }
        return digits.Length is Sha1Digits or Sha256Digits
            ? digits.ToUpperInvariant()
            : throw CertificateFault.ThumbprintInvalid(thumbprint!, $"it has {digits.Length} digits");
    }

    private static List<X509Certificate2> FindIn(StoreLocation location, string thumbprint, ref CryptographicException? refused)
    {
        using var store = new X509Store(StoreName.My, location);
        try
        {
            store.Open(OpenFlags.ReadOnly);
        }
        catch (CryptographicException failure)
        {
            // A store that is not there (Linux has no machine store) or not open to this account holds nothing for us.
            refused = failure;
            return [];
        }
        var matching = new List<X509Certificate2>();
        foreach (X509Certificate2 certificate in store.Certificates)
        {
            if (Hash(certificate, thumbprint.Length) == thumbprint)
                matching.Add(certificate);
            else
                certificate.Dispose();
        }
        return matching;
    }

    private static string Hash(X509Certificate2 certificate, int digits)
    {
        if (digits == Sha1Digits)
            return certificate.Thumbprint;
        using SHA256 sha256 = SHA256.Create();
        return BitConverter.ToString(sha256.ComputeHash(certificate.RawData)).Replace("-", string.Empty);
    }
}
