using Polly;

namespace FastTrackFpx.Rest.Http;

/// <summary>What one request remembers from attempt to attempt.</summary>
internal sealed class RequestState
{
    private static readonly ResiliencePropertyKey<RequestState> Key = new(nameof(RequestState));
    private readonly TimeProvider _timeProvider;
    private readonly long _started;
    private bool _isAttemptSent;
    private bool _isAttemptRefused;
    private bool _mayHaveArrived;

    internal RequestState(RestRequest request, RestClientOptions options, CancellationToken callerToken)
    {
        Request = request;
        TotalTimeout = options.TotalTimeout;
        CallerToken = callerToken;
        _timeProvider = options.TimeProvider;
        _started = _timeProvider.GetTimestamp();
    }

    internal RestRequest Request { get; }

    internal TimeSpan TotalTimeout { get; }

    /// <summary>The caller's own token, which distinguishes a cancellation from a timeout.</summary>
    internal CancellationToken CallerToken { get; }

    /// <summary>Attempts so far, those that the circuit breaker rejected included.</summary>
    internal int Attempts { get; private set; }

    /// <summary>Attempts whose request may have been sent.</summary>
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

    internal TimeSpan Remaining => TotalTimeout - (_timeProvider.GetElapsedTime(_started) - OwnWait);

    internal bool IsAttemptSent => _isAttemptSent;

    internal static RequestState Of(ResilienceContext context) => context.Properties.GetValue(Key, null!);

    internal void PutInto(ResilienceContext context) => context.Properties.Set(Key, this);

    internal void BeginAttempt()
    {
        Attempts++;
        (_isAttemptSent, _isAttemptRefused) = (false, false);
    }

    /// <summary>The attempt with rejected credentials counts for no retry.</summary>
    internal void ForgetAttempt() => Attempts--;

    /// <summary>From now on the service may have the request.</summary>
    internal void MarkSent()
    {
        Sent++;
        _isAttemptSent = true;
        if (Permit is { } permit) permit.IsUsed = true;
        Request.Delivery = Delivery.MayHaveArrived;
    }

    /// <summary>The service certainly did not carry out the present attempt: it rejected the request, or the handshake.</summary>
    internal void MarkRefused(bool byStatus)
    {
        if (byStatus) _isAttemptRefused = true;
        else _isAttemptSent = false;
    }

    internal void EndAttempt()
    {
        _mayHaveArrived |= _isAttemptSent && !_isAttemptRefused;
        Request.Delivery = _mayHaveArrived ? Delivery.MayHaveArrived
            : _isAttemptRefused || Request.Delivery == Delivery.Refused ? Delivery.Refused
            : Delivery.NotSent;
    }

    internal void ReportWait(string reason, string? cause, TimeSpan duration, int? attempt) => Request.Observer?.Waiting(new RequestWait
    {
        Reason = reason,
        Cause = cause,
        Duration = duration,
        Attempt = attempt,
        Method = Request.Method,
        Path = Request.RedactedPath,
    });
}
