namespace FastTrackFpx.Rest.Http;

/// <summary>An observer made of delegates, for callers whose own types must load where this assembly does not.</summary>
public sealed class RequestObserver : IRequestObserver
{
    private readonly Action<AttemptReport> _ended;
    private readonly Action<RequestWait> _waiting;
    private readonly Action<string, string, string, string>? _body;

    /// <summary>An observer.</summary>
    /// <param name="ended">Is told of each try that has ended.</param>
    /// <param name="waiting">Is told of each pause.</param>
    /// <param name="body">Is given direction, method, path and masked body; null wants none.</param>
    /// <param name="bodies">Which bodies it is given.</param>
    public RequestObserver(
        Action<AttemptReport> ended, Action<RequestWait> waiting, Action<string, string, string, string>? body, BodiesWanted bodies = BodiesWanted.All)
    {
        _ended = ended;
        _waiting = waiting;
        _body = body;
        WantedBodies = body is null ? BodiesWanted.None : bodies;
    }

    /// <inheritdoc/>
    public BodiesWanted WantedBodies { get; }

    /// <inheritdoc/>
    public void CallEnded(AttemptReport report) => _ended(report);

    /// <inheritdoc/>
    public void BodySeen(string direction, string method, string path, string maskedBody) => _body?.Invoke(direction, method, path, maskedBody);

    /// <inheritdoc/>
    public void Waiting(RequestWait wait) => _waiting(wait);
}
