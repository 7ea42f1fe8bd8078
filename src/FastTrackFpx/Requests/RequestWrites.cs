using FastTrackFpx.Changes;
using FastTrackFpx.Connection;

namespace FastTrackFpx.Requests;

/// <summary>Writes that have no method of their own: noted like any other, and never repeated, since nothing tells what to read back.</summary>
public sealed class RequestWrites
{
    private readonly FpxCaller _caller;
    private readonly WriteRun _run;

    internal RequestWrites(FpxCaller caller, WriteRun run)
    {
        _caller = caller;
        _run = run;
    }

    /// <summary>The request that <see cref="SendAsync"/> would send.</summary>
    /// <param name="request">The call.</param>
    /// <exception cref="InputException">Method, path or body cannot be sent.</exception>
    public WritePreview Preview(RawRequest request) => new(new RequestsEndpoint(_caller).Compose(request ?? throw new ArgumentNullException(nameof(request))));

    /// <summary>Makes a call that changes something. The journal keeps method and path; a body of unknown meaning is not kept.</summary>
    /// <param name="request">The call.</param>
    /// <param name="cancellationToken">Ends the call; the journal then says that the outcome is unknown.</param>
    /// <exception cref="RestException">It was refused, or nobody can tell whether it was carried out.</exception>
    public async Task<RawResponse> SendAsync(RawRequest request, CancellationToken cancellationToken)
    {
        if (request is null)
            throw new ArgumentNullException(nameof(request));

        var endpoint = new RequestsEndpoint(_caller);
        var change = new FpxChange { Kind = FpxChangeKind.Request, Summary = $"{request.Method.ToUpperInvariant()} {request.Path}" };
        var result = await _run.RunAsync(new Write<RawResponse>(change, end => endpoint.SendAsync(request, end)), cancellationToken).ConfigureAwait(false);
        return result.Value;
    }
}
