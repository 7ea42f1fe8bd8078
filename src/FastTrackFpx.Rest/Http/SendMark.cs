namespace FastTrackFpx.Rest.Http;

/// <summary>Records whether any part of a write may have left this machine; waiting for a permit or a token is no such part.</summary>
internal sealed class SendMark
{
    private volatile bool _hasLeft;

    internal bool HasLeft => _hasLeft;

    /// <summary>Called by the transport immediately before it hands a request to the sockets.</summary>
    internal void Leave() => _hasLeft = true;
}
