using System.Text;
using FastTrackFpx.Changes;
using FastTrackFpx.Connection;
using FastTrackFpx.Entitlements;
using FastTrackFpx.Rest.Changes;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.Requests;

/// <summary>Plans requests that have no cmdlet of their own: recorded like any other, and never repeated, since nothing is known to read back.</summary>
internal sealed class RequestChanges(FpxCaller caller)
{
    /// <summary>The journal keeps method and redacted path; a body of unknown meaning is not kept.</summary>
    /// <exception cref="InputException">Method, path or body cannot be sent.</exception>
    internal PlannedChange<RawResponse> Plan(RawRequest request)
    {
        var endpoint = new RequestsEndpoint(caller);
        var first = endpoint.Compose(request);
        var path = Redacted.Path(FpxProfile.Instance, first);
        var body = request.Body is null ? string.Empty : $" with a body of {EntitlementWords.Number(Encoding.UTF8.GetByteCount(request.Body))} bytes";
        var words = $"send {first.Method} {path} to {caller.Session.BaseUri.Host}{body}";
        return new PlannedChange<RawResponse>
        {
            Entry = FpxChanges.Entry(FpxChangeKind.Request, $"{first.Method} {path}", null, null),
            Description = new ChangeDescription(words, words),
            Request = () => first,
            SendAsync = (mark, end) =>
            {
                var sent = endpoint.Compose(request);
                sent.Mark = mark;
                return endpoint.SendAsync(sent, end);
            },
        };
    }
}
