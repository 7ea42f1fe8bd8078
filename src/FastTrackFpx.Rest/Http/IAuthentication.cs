namespace FastTrackFpx.Rest.Http;

/// <summary>How requests prove who sends them, besides a client certificate in the TLS handshake.</summary>
internal interface IAuthentication : IDisposable
{
    /// <summary>When the credentials expire; null if they do not, or if they do not say.</summary>
    DateTimeOffset? Expiry { get; }

    /// <summary>Values that must not appear in responses, errors and traces.</summary>
    SecretRedactor Secrets { get; }

    /// <summary>Completes when the credentials can be used for an attempt that begins now, and returns their version. Renews them if need be.</summary>
    /// <exception cref="RestException">They had to be renewed and could not be.</exception>
    Task<int> PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Adds the credentials to a request. Called once for each attempt, after everything else of the request is set.</summary>
    void Apply(HttpRequestMessage message, ReadOnlyMemory<byte> body);

    /// <summary>True if this error means that the credentials were rejected, such as status 401.</summary>
    bool IsRejection(ServiceException failure);

    /// <summary>Called once for each request whose credentials were rejected: true if the request may be sent again with renewed ones.</summary>
    /// <param name="version">The version that was rejected.</param>
    bool TryRenew(int version);

    /// <summary>A rejection that remains, with what is known of the credentials.</summary>
    ServiceException Explain(ServiceException rejection);
}
