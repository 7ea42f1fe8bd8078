using System.Security.Cryptography.X509Certificates;

namespace FastTrackFpx.Rest.Authentication;

internal static class CertificateFault
{
    private const int LongestPath = 400;
    private const string GetNewOne = "Download the current certificate from the FPX partner management site and connect with that one.";

    internal static CertificateException Missing(string what) => new(
        ErrorCode.CertificateMissing,
        $"No certificate was specified: {what} is empty.",
        "Specify the client certificate that FPX issued to your organisation: a file, a thumbprint, a certificate object or base64 text.");

    internal static CertificateException FileNotFound(string file, Exception? cause = null) => new(
        ErrorCode.CertificateFileNotFound,
        $"{file} does not exist.",
        "Check the spelling and the folder; a relative path starts at the current folder.",
        cause);

    internal static CertificateException FileNotReadable(string file, string reason, string action, Exception? cause = null) =>
        new(ErrorCode.CertificateFileNotReadable, $"{file} cannot be read: {reason}.", action, cause);

    internal static CertificateException Unreadable(string source, string reason, string? action = null, Exception? cause = null) => new(
        ErrorCode.CertificateUnreadable,
        $"{source} is not in a recognised certificate format: {reason}.",
        action ?? "Use a PFX (PKCS#12) file, or on PowerShell 7 a PEM file; if it is one, it is damaged: download it again.",
        cause);

    internal static CertificateException PasswordMissing(string source, Exception? cause) => new(
        ErrorCode.CertificatePasswordWrong,
        $"{source} is protected by a password, and none was specified.",
        "Use -CertificatePassword.",
        cause);

    internal static CertificateException PasswordWrong(string source, Exception? cause) => new(
        ErrorCode.CertificatePasswordWrong,
        $"The password given for {Inside(source)} is wrong.",
        "Check the password, capitals included. If it is right, the file may be damaged: download it again.",
        cause);

    internal static CertificateException EncryptionNotSupported(string source, Exception? cause) => new(
        ErrorCode.CertificateEncryptionNotSupported,
        $"The private key of {Inside(source)} is encrypted with scrypt, which .NET does not support.",
        "Encrypt the key with PBKDF2 instead: openssl pkcs8 -topk8 -v2 aes256 -in key.pem -out new-key.pem",
        cause);

    /// <summary>True if the content names scrypt (1.3.6.1.4.1.11591.4.11) as the method that derives a key from the password.</summary>
    internal static bool UsesScrypt(ReadOnlySpan<byte> der) => der.IndexOf((ReadOnlySpan<byte>)[0x2B, 0x06, 0x01, 0x04, 0x01, 0xDA, 0x47, 0x04, 0x0B]) >= 0;

    internal static CertificateException NoPrivateKey(string source, string? action = null) => new(
        ErrorCode.CertificateHasNoPrivateKey,
        $"{source} has no private key, which is required for authentication.",
        action ?? "Use the PFX from the FPX partner management site, or export the certificate again together with its private key.");

    internal static CertificateException KeyNotReadable(string source, string reason, string action, Exception? cause = null) =>
        new(ErrorCode.CertificateKeyNotReadable, $"The private key of {Inside(source)} cannot be used: {reason}.", action, cause);

    internal static CertificateException KeyOfAnother(string source, Exception? cause = null) => KeyNotReadable(
        source,
        "it does not belong to the certificate",
        "Use the key that the certificate was requested with, or the PFX, which contains both.",
        cause);

    internal static CertificateException Expired(X509Certificate2 certificate, DateTimeOffset now) => new(
        ErrorCode.CertificateExpired,
        $"{Describe(certificate)} expired on {Date(Utc(certificate.NotAfter))}, {Ago(now - Utc(certificate.NotAfter))}.",
        GetNewOne);

    internal static CertificateException NotYetValid(X509Certificate2 certificate, DateTimeOffset now) => new(
        ErrorCode.CertificateNotYetValid,
        $"{Describe(certificate)} is not valid before {Date(Utc(certificate.NotBefore))}; this machine's clock says {Date(now)}.",
        "Check this machine's clock and time zone. If they are right, use the previous certificate until then.");

    internal static CertificateException NotForClients(X509Certificate2 certificate, string reason) => new(
        ErrorCode.CertificateNotForClientAuthentication,
        $"{Describe(certificate)} is not for client authentication: {reason}.",
        "This is probably another certificate of yours, such as that of a web server. Use the client certificate that FPX issued to your organisation.");

    internal static CertificateException NotInStore(string thumbprint, string stores, Exception? cause) => new(
        ErrorCode.CertificateNotFoundInStore,
        $"No certificate with the thumbprint {thumbprint} was found in {stores}.",
        cause is InvalidOperationException
            ? "This account has no home directory, in which its store would be. Set the environment variable HOME to a folder of this account."
            : "Check the thumbprint and the store; a certificate in another user's store is not visible to this account.",
        cause);

    internal static InputException ThumbprintInvalid(string thumbprint, string reason) => new(
        ErrorCode.InvalidInput,
        $"'{thumbprint}' is not a thumbprint: {reason}.",
        "CertificateThumbprint",
        "A thumbprint is 40 hexadecimal digits (SHA-1), or 64 (SHA-256); blanks, dashes and colons are ignored.");

    internal static CertificateException FormNotSupported(string source) => new(
        ErrorCode.CertificateFormNotSupported,
        $"{source} is PEM text, which Windows PowerShell cannot read.",
        "Use PowerShell 7, or convert the files to a PFX: openssl pkcs12 -export -in cert.pem -inkey key.pem -out cert.pfx");

    internal static RestException Disconnected() => new(
        ErrorCode.NotConnected,
        "The connection was disconnected.",
        "Connect again.");

    internal static string File(string kind, string path) => $"The {kind} '{(path.Length > LongestPath ? path.Substring(0, LongestPath) + "..." : path)}'";

    internal static string Describe(X509Certificate2 certificate) =>
        $"The certificate '{certificate.Subject}' (thumbprint {certificate.Thumbprint})";

    internal static string Date(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>X509Certificate2 has its dates in the machine's time zone.</summary>
    internal static DateTimeOffset Utc(DateTime local) => new(local.ToUniversalTime(), TimeSpan.Zero);

    /// <summary>Formatting characters, such as the direction marks that a copied thumbprint brings along.</summary>
    internal static bool IsInvisible(char c) => CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format;

    private static string Inside(string source) => char.ToLowerInvariant(source[0]) + source.Substring(1);

    private static string Ago(TimeSpan span) => span.TotalDays switch
    {
        >= 2 => $"{(int)span.TotalDays} days ago",
        >= 1 => "a day ago",
        _ => "less than a day ago",
    };
}
