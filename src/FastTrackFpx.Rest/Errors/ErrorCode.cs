#if MODELS
namespace FastTrackFpx;

/// <summary>The ids of all errors. They do not change, so scripts can compare them.</summary>
public static class FpxErrorCode
#else
namespace FastTrackFpx.Rest.Errors;

// The records of the module compile this file too, as the list that scripts can name: neither assembly may refer to the other.
internal static class ErrorCode
#endif
{
    /// <summary>This runspace has no connection, or the connection was disconnected.</summary>
    public const string NotConnected = nameof(NotConnected);

    /// <summary>The connection is a copy from a job or a remote session, without its certificate.</summary>
    public const string ConnectionDeserialized = nameof(ConnectionDeserialized);

    /// <summary>No running sandbox was found.</summary>
    public const string SandboxNotFound = nameof(SandboxNotFound);

    /// <summary>No certificate was specified.</summary>
    public const string CertificateMissing = nameof(CertificateMissing);

    /// <summary>The certificate or key file does not exist.</summary>
    public const string CertificateFileNotFound = nameof(CertificateFileNotFound);

    /// <summary>The certificate file exists and may not be read.</summary>
    public const string CertificateFileNotReadable = nameof(CertificateFileNotReadable);

    /// <summary>The file or text is not in a recognised certificate format.</summary>
    public const string CertificateUnreadable = nameof(CertificateUnreadable);

    /// <summary>The store has no certificate with that thumbprint.</summary>
    public const string CertificateNotFoundInStore = nameof(CertificateNotFoundInStore);

    /// <summary>The password of the PFX or the key is wrong or missing.</summary>
    public const string CertificatePasswordWrong = nameof(CertificatePasswordWrong);

    /// <summary>The certificate has no private key.</summary>
    public const string CertificateHasNoPrivateKey = nameof(CertificateHasNoPrivateKey);

    /// <summary>The certificate has a private key that this user may not use, or that does not belong to it.</summary>
    public const string CertificateKeyNotReadable = nameof(CertificateKeyNotReadable);

    /// <summary>The certificate has expired.</summary>
    public const string CertificateExpired = nameof(CertificateExpired);

    /// <summary>The certificate is not valid yet.</summary>
    public const string CertificateNotYetValid = nameof(CertificateNotYetValid);

    /// <summary>The certificate is not intended for client authentication.</summary>
    public const string CertificateNotForClientAuthentication = nameof(CertificateNotForClientAuthentication);

    /// <summary>This form of certificate is not available on this edition of PowerShell.</summary>
    public const string CertificateFormNotSupported = nameof(CertificateFormNotSupported);

    /// <summary>The private key is encrypted with a method that this platform does not support.</summary>
    public const string CertificateEncryptionNotSupported = nameof(CertificateEncryptionNotSupported);

    /// <summary>The script block of -TokenProvider failed, or returned no token.</summary>
    public const string TokenProviderFailed = nameof(TokenProviderFailed);

    /// <summary>The name of the host was not found.</summary>
    public const string HostNotFound = nameof(HostNotFound);

    /// <summary>Nothing accepts connections at the address.</summary>
    public const string ConnectionRefused = nameof(ConnectionRefused);

    /// <summary>The proxy did not accept a connection, or its name was not found.</summary>
    public const string ProxyUnreachable = nameof(ProxyUnreachable);

    /// <summary>407: the proxy requires credentials, or rejected them.</summary>
    public const string ProxyAuthenticationRequired = nameof(ProxyAuthenticationRequired);

    /// <summary>The proxy did not open a tunnel to the service.</summary>
    public const string ProxyRefused = nameof(ProxyRefused);

    /// <summary>The connection was lost.</summary>
    public const string ConnectionLost = nameof(ConnectionLost);

    /// <summary>The server's certificate is not trusted, or is for another name.</summary>
    public const string ServerCertificateUntrusted = nameof(ServerCertificateUntrusted);

    /// <summary>The server rejected the client certificate in the TLS handshake, as far as TLS shows.</summary>
    public const string ClientCertificateRefused = nameof(ClientCertificateRefused);

    /// <summary>The TLS handshake failed, for instance because the server does not support TLS 1.2 or later.</summary>
    public const string TlsFailed = nameof(TlsFailed);

    /// <summary>The service did not respond in time.</summary>
    public const string OperationTimeout = nameof(OperationTimeout);

    /// <summary>Requests are held back after repeated failures.</summary>
    public const string CircuitOpen = nameof(CircuitOpen);

    /// <summary>The response is not JSON.</summary>
    public const string ResponseNotJson = nameof(ResponseNotJson);

    /// <summary>The response is larger than any valid one, before or after decompression, or holds too many values.</summary>
    public const string ResponseTooLarge = nameof(ResponseTooLarge);

    /// <summary>The response is not HTTP.</summary>
    public const string ResponseNotHttp = nameof(ResponseNotHttp);

    /// <summary>The response is not valid XML.</summary>
    public const string ResponseNotXml = nameof(ResponseNotXml);

    /// <summary>The response is incomplete.</summary>
    public const string ResponseTruncated = nameof(ResponseTruncated);

    /// <summary>The response is JSON of another shape than documented.</summary>
    public const string ResponseUnexpected = nameof(ResponseUnexpected);

    /// <summary>The service redirects to another host, which must not receive the credentials, or redirects a write.</summary>
    public const string RedirectRefused = nameof(RedirectRefused);

    /// <summary>400: the service rejected the request.</summary>
    public const string RequestRefused = nameof(RequestRefused);

    /// <summary>401: the service rejected the credentials.</summary>
    public const string NotAuthenticated = nameof(NotAuthenticated);

    /// <summary>403: the service does not allow the request.</summary>
    public const string NotAuthorized = nameof(NotAuthorized);

    /// <summary>404: the record does not exist, or this partner may not see it.</summary>
    public const string NotFound = nameof(NotFound);

    /// <summary>404 or 405: the service does not have the route.</summary>
    public const string RouteNotFound = nameof(RouteNotFound);

    /// <summary>409 or 412: the record has changed meanwhile.</summary>
    public const string Conflict = nameof(Conflict);

    /// <summary>429: too many requests, after all retries.</summary>
    public const string Throttled = nameof(Throttled);

    /// <summary>The limit that processes or machines share cannot be kept.</summary>
    public const string RateLimitUnavailable = nameof(RateLimitUnavailable);

    /// <summary>500 and above: the service failed.</summary>
    public const string ServiceFailed = nameof(ServiceFailed);

    /// <summary>Any other status.</summary>
    public const string UnexpectedStatus = nameof(UnexpectedStatus);

    /// <summary>No entry of the list has that name.</summary>
    public const string UnknownName = nameof(UnknownName);

    /// <summary>Several entries of the list have that name.</summary>
    public const string AmbiguousName = nameof(AmbiguousName);

    /// <summary>A value is not valid; nothing was sent.</summary>
    public const string InvalidInput = nameof(InvalidInput);

    /// <summary>The write would break a documented rule; nothing was sent.</summary>
    public const string RuleBroken = nameof(RuleBroken);

    /// <summary>The local journal cannot be written, so the write was not sent.</summary>
    public const string JournalNotWritable = nameof(JournalNotWritable);

    /// <summary>The local journal cannot be read.</summary>
    public const string JournalNotReadable = nameof(JournalNotReadable);

    /// <summary>It is not known whether a write was carried out.</summary>
    public const string WriteUnsettled = nameof(WriteUnsettled);

    /// <summary>After a write the record differs from what was sent.</summary>
    public const string WriteMismatch = nameof(WriteMismatch);

    /// <summary>The API cannot undo the change, or the journal does not have what is needed.</summary>
    public const string CannotBeUndone = nameof(CannotBeUndone);

    /// <summary>The database cannot be opened or reached.</summary>
    public const string DatabaseUnavailable = nameof(DatabaseUnavailable);

    /// <summary>The file or database was not created by this module, or is damaged.</summary>
    public const string DatabaseInvalid = nameof(DatabaseInvalid);

    /// <summary>The database was written by a newer version of the module.</summary>
    public const string DatabaseNewer = nameof(DatabaseNewer);

    /// <summary>Another program has locked the database.</summary>
    public const string DatabaseLocked = nameof(DatabaseLocked);

    /// <summary>The disk of the database is full.</summary>
    public const string DatabaseFull = nameof(DatabaseFull);

    /// <summary>The database cannot be written.</summary>
    public const string DatabaseReadOnly = nameof(DatabaseReadOnly);

    /// <summary>A file cannot be written.</summary>
    public const string FileNotWritable = nameof(FileNotWritable);

    /// <summary>The cmdlet requires PowerShell 7.</summary>
    public const string EditionNotSupported = nameof(EditionNotSupported);
}
