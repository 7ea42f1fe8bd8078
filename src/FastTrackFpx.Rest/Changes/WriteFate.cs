using System.Runtime.ExceptionServices;

namespace FastTrackFpx.Rest.Changes;

/// <summary>What a failed request tells about the write it carried.</summary>
internal static class WriteFate
{
    /// <summary>True only with proof: nothing left this machine, or the service itself refused the request.</summary>
    internal static bool CertainlyDidNothing(Exception failure, bool hasLeft) =>
        !hasLeft || failure is RestException { Delivery: Delivery.NotSent or Delivery.Refused };

    internal static bool IsRefusal(Exception failure) => failure is RestException { Delivery: Delivery.Refused };

    /// <summary>The exception with the stack trace it was thrown with.</summary>
    internal static Exception Rethrown(this Exception failure)
    {
        ExceptionDispatchInfo.Capture(failure).Throw();
        return failure;
    }
}
