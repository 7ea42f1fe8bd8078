namespace FastTrackFpx.Sandbox;

/// <summary>The certificates that the sandbox's authority issues: accepted ones, and one for each reason to be rejected.</summary>
public enum CertificateKind
{
    /// <summary>Accepted. RSA, for client authentication, 120 days as the real service's.</summary>
    Client,

    /// <summary>Accepted, with an elliptic curve key.</summary>
    EllipticCurveClient,

    /// <summary>Accepted, and close enough to its expiry for a warning.</summary>
    EndsIn10Days,

    /// <summary>Rejected: expired ten days ago.</summary>
    Expired,

    /// <summary>Rejected: becomes valid in ten days.</summary>
    NotYetValid,

    /// <summary>Rejected: only for server authentication.</summary>
    ServerOnly,

    /// <summary>Rejected: signed by another authority of the same name.</summary>
    UnknownAuthority,

    /// <summary>Rejected: self-signed.</summary>
    SelfSigned,
}
