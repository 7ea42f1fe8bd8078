namespace FastTrackFpx.Rest.Http;

/// <summary>How far a write got, all its requests counted: it may be sent in a second documented form, and what is read afterwards does not count.</summary>
internal sealed class SendMark
{
    private readonly List<RestRequest> _requests = [];

    /// <summary>The request that got furthest decides.</summary>
    internal Delivery Delivery => _requests.Count == 0 ? Delivery.NotSent : _requests.Max(static request => request.Delivery);

    internal void Add(RestRequest request) => _requests.Add(request);
}
