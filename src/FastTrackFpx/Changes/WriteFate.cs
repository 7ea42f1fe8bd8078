namespace FastTrackFpx.Changes;

/// <summary>What a failed call tells about the write it carried.</summary>
internal static class WriteFate
{
    /// <summary>Whether the service may have carried the write out all the same.</summary>
    internal static bool IsOpen(RestException failure) => failure switch
    {
        // The answer to a write that succeeded can be unreadable; so can a proxy's page in place of any answer.
        ContentException => true,

        // A session's first call that breaks off looks like a refused certificate. Reading back then fails in the same way, or shows the truth.
        NetworkException network => network.ErrorCode is FpxErrorCode.ConnectionLost or FpxErrorCode.OperationTimeout or FpxErrorCode.ClientCertificateRefused,

        // 429, and 503 with a time to wait, say that nothing was done.
        ServiceException { StatusCode: 503, RetryAfter: not null } => false,
        ServiceException service => service.StatusCode is 408 or >= 500,
        _ => false,
    };

    /// <summary>Whether the write may still be on its way behind the failure; a plain 503 was turned away at the door.</summary>
    internal static bool MayStillArrive(RestException failure) => failure is not ServiceException { StatusCode: 503 };
}
