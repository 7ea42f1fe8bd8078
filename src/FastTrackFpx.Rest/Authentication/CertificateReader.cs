using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FastTrackFpx.Rest.Authentication;

internal static class CertificateReader
{
    private const string PemBegin = "-----BEGIN ";
    private const int InvalidPassword = unchecked((int)0x80070056);

    internal static ClientCredential FromFile(string path, string? keyPath, SecureString? password, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(path)) throw CertificateFault.Missing("the path");
        using CertificateFile file = CertificateFile.Read("certificate file", path);
        using CertificateFile? keyFile = string.IsNullOrWhiteSpace(keyPath) ? null : CertificateFile.Read("key file", keyPath!);
        return Read(file, keyFile, password, now);
    }

    /// <summary>Reads base64 of a certificate file, or PEM text, which some secret stores hold as it is.</summary>
    internal static ClientCredential FromBase64(SecureString base64, SecureString? password, DateTimeOffset now)
    {
        const string source = "The base64 text";
        string text = Credentials.TextOf(base64);
        string digits = new([.. text.Where(c => !char.IsWhiteSpace(c) && !CertificateFault.IsInvisible(c))]);
        try
        {
            if (digits.Length == 0) throw CertificateFault.Missing("the base64 text");
            bool isPem = text.IndexOf(PemBegin, StringComparison.Ordinal) >= 0;
            using var content = new CertificateFile(source, isPem ? Encoding.UTF8.GetBytes(text) : Convert.FromBase64String(digits));
            return Read(content, keyFile: null, password, now);
        }
        catch (FormatException)
        {
            // Without the inner exception: it adds nothing, and what it is about is a secret.
            throw CertificateFault.Unreadable(source, "it is not base64", "Pass the whole base64 text of a PFX file, and nothing else.");
        }
    }

    /// <summary>All binary forms are a DER sequence; the type and value of its first element identify the form.</summary>
    private static ClientCredential Read(CertificateFile file, CertificateFile? keyFile, SecureString? password, DateTimeOffset now)
    {
        byte[] content = file.Content;
        const byte sequence = 0x30, integer = 0x02, objectId = 0x06, none = 0;
        bool isDer = content.Length > 8 && content[0] == sequence && content[1] >= 0x80;
        int first = isDer ? 2 + (content[1] & 0x7F) : 0;
        try
        {
            return (isDer && first + 2 < content.Length ? content[first] : none) switch
            {
                integer when content[first + 2] != 3 => throw CertificateFault.Unreadable(
                    file.Source, "it is a private key without its certificate", "Specify the certificate file, and this one as its key file in PEM format."),
                integer when keyFile is not null => throw new InputException(
                    ErrorCode.InvalidInput, $"{file.Source} is a PFX, which holds its own key; a key file cannot be used with it.", "KeyPath",
                    "Leave the key file out."),
                integer => ReadPfx(file, password, now),
                sequence => ReadBare(file, keyFile, password, now),
                objectId => throw CertificateFault.NoPrivateKey($"{file.Source}, a PKCS#7 list of certificates,"),
                _ when !isDer && file.ReadText(static text => text.AsSpan().IndexOf(PemBegin.AsSpan()) >= 0) => ReadPem(file, keyFile, password, now),
                _ => throw CertificateFault.Unreadable(file.Source, "it is neither PFX nor PEM nor a DER certificate", content.AsSpan().StartsWith("MI"u8)
                    ? "This looks like base64 text. Use -CertificateBase64 instead, or decode the file first."
                    : null),
            };
        }
        catch (CryptographicException failure)
        {
            // .NET reads many parts of a certificate only when they are used, so damage may show late.
            throw CertificateFault.Unreadable(file.Source, "a part of it is damaged", cause: failure);
        }
    }

    private static ClientCredential ReadBare(CertificateFile file, CertificateFile? keyFile, SecureString? password, DateTimeOffset now)
    {
        X509Certificate2 certificate;
        try
        {
            certificate = new X509Certificate2(file.Content);
        }
        catch (CryptographicException failure)
        {
            throw CertificateFault.Unreadable(file.Source, "it begins like a certificate, but is damaged", cause: failure);
        }
#if NET
        if (keyFile is not null) return Join([certificate], keyFile, file.Source, password, now);
#endif
        using (certificate)
        {
            throw keyFile is null
                ? CertificateFault.NoPrivateKey($"{file.Source} with the certificate '{certificate.Subject}'")
                : CertificateFault.FormNotSupported(keyFile.Source);
        }
    }

    private static ClientCredential ReadPem(CertificateFile file, CertificateFile? keyFile, SecureString? password, DateTimeOffset now)
    {
#if NET
        return Join(Certificates(file), keyFile ?? file, file.Source, password, now);
#else
        // What comes first is what a user can mend first: a file without a key helps on no edition.
        bool hasKey = keyFile is not null || Encoding.ASCII.GetString(file.Content).Contains("PRIVATE KEY-----");
        throw hasKey ? CertificateFault.FormNotSupported(file.Source) : CertificateFault.NoPrivateKey(file.Source);
#endif
    }

    private static ClientCredential ReadPfx(CertificateFile file, SecureString? password, DateTimeOffset now)
    {
        List<X509Certificate2> all = Import(file, password);
        if (CertificateCheck.BestFirst(all.Where(c => c.HasPrivateKey), now).FirstOrDefault() is { } best)
        {
            var credential = new ClientCredential(best, all.Where(c => !c.HasPrivateKey));
            // Keys of other certificates are not ours to carry around; disposing of the object removes what the import made of them.
            all.FindAll(c => c.HasPrivateKey && !ReferenceEquals(c, best)).ForEach(c => c.Dispose());
            return credential;
        }

        CertificateException fault = all.Count == 0
            ? CertificateFault.Unreadable(file.Source, "it is a PFX without a certificate in it")
            : CertificateFault.NoPrivateKey($"{file.Source}, a PFX with the certificate '{all[0].Subject}',");
        all.ForEach(c => c.Dispose());
        throw fault;
    }

    private static List<X509Certificate2> Import(CertificateFile file, SecureString? password)
    {
        string secret = Credentials.TextOf(password);
        try
        {
            return CertificateKeys.Import(CertificateKeys.Platform, flags =>
            {
                var all = new X509Certificate2Collection();
                all.Import(file.Content, secret, flags);
                return all.Cast<X509Certificate2>().ToList();
            });
        }
        catch (Exception failure) when (failure is CryptographicException or PlatformNotSupportedException or { InnerException: PlatformNotSupportedException })
        {
            bool isSupported = failure is not PlatformNotSupportedException && failure.InnerException is not PlatformNotSupportedException;
            if (isSupported && CertificateFault.UsesScrypt(file.Content)) throw CertificateFault.EncryptionNotSupported(file.Source, failure);
            if (isSupported && failure.HResult == InvalidPassword)
                throw secret.Length > 0 ? CertificateFault.PasswordWrong(file.Source, failure) : CertificateFault.PasswordMissing(file.Source, failure);
            if (failure is CryptographicException profile && CertificateKeys.IsProfileMissing(profile))
            {
                throw CertificateFault.KeyNotReadable(
                    file.Source,
                    "Windows has no key store for this account, and this account may not use the machine's",
                    "Load the account's profile (a setting of the service, task or application pool), or install the certificate in a store.",
                    failure);
            }

            // A damaged file and one with a method that the system no longer supports (RC2 with OpenSSL 3) look the same here.
            throw CertificateFault.Unreadable(
                file.Source,
                "it begins like a PFX, but is damaged or protected by a method that this system does not support",
                "Download the file again. If it is old, import it on the machine that created it and export it again with AES256-SHA256 encryption.",
                failure);
        }
    }

#if NET
    // PEM text: certificates, and an RSA or EC key in PKCS#1, SEC 1 or PKCS#8 form. .NET Framework cannot read any of it.
    private const string EncryptedKey = "ENCRYPTED PRIVATE KEY";
    private const string UsePkcs8 = "Convert it to a key that can be read: openssl pkcs8 -topk8 -in key.pem -out new-key.pem";

    private static List<X509Certificate2> Certificates(CertificateFile file)
    {
        try
        {
            var all = new X509Certificate2Collection();
            file.ReadText(text =>
            {
                all.ImportFromPem(text);
                return true;
            });
            if (all.Count > 0) return [.. all];
        }
        catch (CryptographicException failure)
        {
            throw CertificateFault.Unreadable(file.Source, "a certificate in this PEM text is damaged", cause: failure);
        }

        throw CertificateFault.Unreadable(
            file.Source, "it is PEM text without a whole certificate in it",
            "Specify the certificate file, and the file with the private key as its key file.");
    }

    /// <summary>The certificate that the key in <paramref name="keyFile"/> belongs to, with that key; the others become its chain.</summary>
    private static ClientCredential Join(
        List<X509Certificate2> certificates, CertificateFile keyFile, string source, SecureString? password, DateTimeOffset now)
    {
        X509Certificate2? joined = null, used = null;
        try
        {
            using AsymmetricAlgorithm key = Key(keyFile, password);
            foreach (X509Certificate2 candidate in CertificateCheck.BestFirst(certificates, now))
            {
                joined = WithKey(candidate, key);
                used = candidate;
                if (joined is null) continue;
                return new(CertificateKeys.InKeySet(joined, CertificateKeys.Platform), certificates.Where(c => !ReferenceEquals(c, candidate)));
            }

            throw CertificateFault.KeyOfAnother(source);
        }
        finally
        {
            // The chain lives on in the result; without a result nothing does.
            foreach (X509Certificate2 certificate in certificates.Where(c => joined is null || ReferenceEquals(c, used))) certificate.Dispose();
        }
    }

    private static X509Certificate2? WithKey(X509Certificate2 certificate, AsymmetricAlgorithm key)
    {
        try
        {
            return key is RSA rsa ? certificate.CopyWithPrivateKey(rsa) : certificate.CopyWithPrivateKey((ECDsa)key);
        }
        catch (ArgumentException)
        {
            // The key is of another certificate, or of another kind.
            return null;
        }
    }

    private static AsymmetricAlgorithm Key(CertificateFile file, SecureString? password) => file.ReadText(text =>
    {
        ReadOnlySpan<char> rest = text;
        while (PemEncoding.TryFind(rest, out PemFields found))
        {
            ReadOnlySpan<char> block = rest[found.Location];
            ReadOnlySpan<char> label = rest[found.Label];
            if (label.EndsWith("PRIVATE KEY", StringComparison.Ordinal)) return Key(block, label, file.Source, password);
            rest = rest[found.Location.End..];
        }

        // With its headers the old encrypted form is not PEM as RFC 7468 has it, so it is not found above.
        throw text.AsSpan().IndexOf("PRIVATE KEY-----") < 0
            ? CertificateFault.NoPrivateKey(file.Source, "Add the key to it, or specify the PEM file with the private key with -KeyPath.")
            : text.AsSpan().IndexOf("Proc-Type:") >= 0
            ? CertificateFault.KeyNotReadable(file.Source, "it is encrypted with an outdated method", UsePkcs8)
            : CertificateFault.KeyNotReadable(file.Source, "its PEM text is damaged", "Download the key file again.");
    });

    private static AsymmetricAlgorithm Key(ReadOnlySpan<char> block, ReadOnlySpan<char> label, string source, SecureString? password)
    {
        bool isEncrypted = label.SequenceEqual(EncryptedKey);
        string secret = Credentials.TextOf(password);
        if (isEncrypted && secret.Length == 0) throw CertificateFault.PasswordMissing(source, cause: null);
        Exception? failure = null;
        // Only the inside of PKCS#8, which may be encrypted, names the kind of the key, so both kinds are tried.
        foreach (Func<AsymmetricAlgorithm> create in (Func<AsymmetricAlgorithm>[])[RSA.Create, ECDsa.Create])
        {
            AsymmetricAlgorithm key = create();
            try
            {
                if (isEncrypted) key.ImportFromEncryptedPem(block, secret);
                else key.ImportFromPem(block);
                return key;
            }
            catch (Exception refused) when (refused is CryptographicException or ArgumentException)
            {
                // ArgumentException: the label is of another kind of key.
                failure = refused as CryptographicException ?? failure;
                key.Dispose();
            }
        }

        throw isEncrypted && CertificateFault.UsesScrypt(Convert.FromBase64String(block[PemEncoding.Find(block).Base64Data].ToString()))
            ? CertificateFault.EncryptionNotSupported(source, failure)
            : isEncrypted ? CertificateFault.PasswordWrong(source, failure)
            : CertificateFault.KeyNotReadable(source, "it is damaged, or neither an RSA nor an EC key", UsePkcs8, failure);
    }
#endif
}

/// <summary>The content of a certificate or key, and how messages name it.</summary>
internal sealed class CertificateFile(string source, byte[] content) : IDisposable
{
    /// <summary>Far above any certificate with its chain.</summary>
    private const int MaxLength = 256 * 1024;

    private static readonly Encoding[] MarkedEncodings = [Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode];

    internal string Source { get; } = source;

    internal byte[] Content { get; } = content;

    internal static CertificateFile Read(string kind, string path)
    {
        string source = CertificateFault.File(kind, path);
        try
        {
            if (Directory.Exists(path)) throw CertificateFault.FileNotReadable(source, "it is a folder", "Specify the file in it.");
            byte[] content = PrivateFile.Read(path, MaxLength)
                ?? throw CertificateFault.Unreadable(source, "it is larger than any certificate", "Specify the certificate file.");
            return content.Length == 0 ? throw CertificateFault.Unreadable(source, "it is empty") : new CertificateFile(source, content);
        }
        catch (Exception failure)
            when (failure is IOException or UnauthorizedAccessException or SecurityException or ArgumentException or NotSupportedException)
        {
            throw failure switch
            {
                FileNotFoundException or DirectoryNotFoundException => CertificateFault.FileNotFound(source, failure),
                UnauthorizedAccessException or SecurityException =>
                    CertificateFault.FileNotReadable(source, "this account may not read it", "Grant this account read access to it.", failure),
                PathTooLongException or ArgumentException or NotSupportedException =>
                    CertificateFault.FileNotReadable(source, "the path is not valid", "Check the path.", failure),
                _ => CertificateFault.FileNotReadable(
                    source, "the system reports an error while reading it", "Check the drive, and whether another program holds the file open.", failure),
            };
        }
    }

    /// <summary>Reads the content as characters, in the encoding of its byte order mark or in UTF-8, and clears them: they may hold a key.</summary>
    internal T ReadText<T>(Func<char[], T> read)
    {
        Encoding encoding = MarkedEncodings.FirstOrDefault(e => Content.AsSpan().StartsWith(e.GetPreamble())) ?? new UTF8Encoding(false);
        int mark = encoding.GetPreamble().Length;
        char[] text = encoding.GetChars(Content, mark, Content.Length - mark);
        try
        {
            return read(text);
        }
        finally
        {
            Array.Clear(text, 0, text.Length);
        }
    }

    /// <summary>Overwrites the content: it may hold a key in the clear.</summary>
    public void Dispose() => Array.Clear(Content, 0, Content.Length);
}
