namespace FastTrackFpx.Sandbox;

/// <summary>The certificates that the sandbox's authority makes: the one to work with, and one for each way to be refused.</summary>
public enum CertificateKind
{
    /// <summary>Accepted. RSA, for client authentication, 120 days as the real service's.</summary>
    Client,

    /// <summary>Accepted, with an elliptic curve key.</summary>
    EllipticCurveClient,

    /// <summary>Accepted, and close enough to its end to be warned of.</summary>
    EndsIn10Days,

    /// <summary>Refused: ended ten days ago.</summary>
    Expired,

    /// <summary>Refused: starts in ten days.</summary>
    NotYetValid,

    /// <summary>Refused: meant for servers alone.</summary>
    ServerOnly,

    /// <summary>Refused: an authority of the same name that is not ours has signed it.</summary>
    UnknownAuthority,

    /// <summary>Refused: signed by itself.</summary>
    SelfSigned,
}
