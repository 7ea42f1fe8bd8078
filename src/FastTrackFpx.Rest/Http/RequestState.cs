using Polly;

namespace FastTrackFpx.Rest.Http;

internal sealed class RequestState(RestRequest request, RestClientOptions options, CancellationToken callerToken)
{
    private static readonly ResiliencePropertyKey<RequestState> Key = new(nameof(RequestState));
    private readonly long _started = options.TimeProvider.GetTimestamp();
    private bool _isAttemptRefused;
    private bool _mayHaveArrived;

    internal RestRequest Request { get; } = request;

    internal RestClientOptions Options { get; } = options;

    /// <summary>The caller's own token, which distinguishes a cancellation from a timeout.</summary>
    internal CancellationToken CallerToken { get; } = callerToken;

    /// <summary>Attempts so far, those that the circuit breaker rejected included.</summary>
    internal int Attempts { get; private set; }

    internal int Sent { get; private set; }

    /// <summary>Failures so far of a kind that rarely passes by itself.</summary>
    internal int StubbornFailures { get; set; }

    internal bool HasRenewedCredentials { get; set; }

    internal SocketPool? Sockets { get; set; }

    internal PermitLease? Permit { get; set; }

    /// <summary>Time spent on our own side, for permits and credentials: it counts for no timeout.</summary>
    internal TimeSpan OwnWait { get; set; }

    /// <summary>A wait that the service requested and that does not fit into the total time.</summary>
    internal TimeSpan? RefusedWait { get; set; }

    internal TimeSpan Remaining => Options.TotalTimeout - (Options.TimeProvider.GetElapsedTime(_started) - OwnWait);

    internal bool IsAttemptSent { get; private set; }

    internal static RequestState Of(ResilienceContext context) => context.Properties.GetValue(Key, null!);

    internal void PutInto(ResilienceContext context) => context.Properties.Set(Key, this);

    internal void BeginAttempt()
    {
        Attempts++;
        (IsAttemptSent, _isAttemptRefused) = (false, false);
    }

    /// <summary>The attempt with rejected credentials counts for no retry.</summary>
    internal void ForgetAttempt() => Attempts--;

    /// <summary>From now on the service may have the request.</summary>
    internal void MarkSent()
    {
        Sent++;
        IsAttemptSent = true;
        if (Permit is { } permit) permit.IsUsed = true;
        Request.Delivery = Delivery.MayHaveArrived;
    }

    /// <summary>The service certainly did not carry out the present attempt: it rejected the request, or the handshake.</summary>
    internal void MarkRefused(bool byStatus)
    {
        if (byStatus) _isAttemptRefused = true;
        else IsAttemptSent = false;
    }

    internal void EndAttempt()
    {
        _mayHaveArrived |= IsAttemptSent && !_isAttemptRefused;
        Request.Delivery = _mayHaveArrived ? Delivery.MayHaveArrived
            : _isAttemptRefused || Request.Delivery == Delivery.Refused ? Delivery.Refused
            : Delivery.NotSent;
    }

    internal void ReportWait(string reason, string? cause, TimeSpan duration, int? attempt) =>
        Request.Observer?.Waiting(new RequestWait(reason, duration, Request.Method, Request.RedactedPath, cause, attempt));
}
