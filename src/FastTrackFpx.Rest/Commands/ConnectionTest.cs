namespace FastTrackFpx.Rest.Commands;

/// <summary>The result of testing a connection.</summary>
public class ConnectionTest
{
    /// <summary>The connection's name.</summary>
    public string? Connection { get; internal set; }

    /// <summary>The service's address.</summary>
    public Uri? BaseUri { get; internal set; }

    /// <summary>True if the service responded at all.</summary>
    public bool Reachable => Check.Reachable;

    /// <summary>True if the service accepted the credentials.</summary>
    public bool Accepted => Check.Accepted;

    /// <summary>The HTTP status, if there was a response.</summary>
    public int? StatusCode => Check.StatusCode;

    /// <summary>Milliseconds from sending the request to the end of the response.</summary>
    public double? LatencyMs => Check.Latency is { } latency ? Math.Round(latency.TotalMilliseconds, 1) : null;

    /// <summary>The service's clock minus ours, in whole seconds. Tokens and certificates fail if it is large.</summary>
    public TimeSpan? ClockSkew => Check.ClockSkew is { } skew ? TimeSpan.FromSeconds(Math.Round(skew.TotalSeconds)) : null;

    /// <summary>The error's id, if the test failed.</summary>
    public string? ErrorId => Check.Error?.ErrorCode;

    /// <summary>What failed.</summary>
    public string? Message => Check.Error?.Message;

    /// <summary>What can be done about it.</summary>
    public string? RecommendedAction => Check.Error?.RecommendedAction;

    internal ConnectionCheck Check { private get; set; } = new(Reachable: false, Accepted: false);

    /// <summary>The connection and whether it is accepted.</summary>
    public override string ToString() => $"{Connection}: {(Accepted ? "accepted" : ErrorId ?? "not accepted")}";
}

internal sealed record ConnectionCheck(
    bool Reachable, bool Accepted, int? StatusCode = null, TimeSpan? Latency = null, TimeSpan? ClockSkew = null, RestException? Error = null)
{
    /// <summary>A check should show a fault at once; only a passing one is retried.</summary>
    private const int Retries = 2;

    internal static async Task<ConnectionCheck> RunAsync(RestClient client, RestRequest request, CancellationToken cancellationToken)
    {
        request.MaxRetryCount = Retries;
        try
        {
            return await client.SendAsync(request, Success, cancellationToken).ConfigureAwait(false);
        }
        catch (RequestException failure)
        {
            int? status = (failure as ServiceException)?.StatusCode ?? (failure as ContentException)?.StatusCode;
            // A redirect and a certificate that is rejected in the TLS handshake come from a server that runs.
            bool isReached = status is not null || failure.ErrorCode is ErrorCode.RedirectRefused or ErrorCode.ClientCertificateRefused;
            return new ConnectionCheck(isReached, Accepted: false, status, Error: failure);
        }

        ConnectionCheck Success(RestResponse response)
        {
            response.Service.Content.ReadPlain(response);
            TimeSpan? skew = SkewOf(response.Date, client.TimeProvider.GetUtcNow(), response.Elapsed);
            return new ConnectionCheck(Reachable: true, Accepted: true, response.StatusCode, response.Elapsed, skew);
        }
    }

    /// <summary>The smallest skew that explains the Date header, which was written during the request and omits the fraction of its second.</summary>
    internal static TimeSpan? SkewOf(DateTimeOffset? date, DateTimeOffset now, TimeSpan elapsed)
    {
        if (date is not { } stamped) return null;
        TimeSpan ahead = stamped - now;
        TimeSpan behind = now - elapsed - stamped.AddSeconds(1);
        return ahead > TimeSpan.Zero ? ahead : behind > TimeSpan.Zero ? -behind : TimeSpan.Zero;
    }
}
