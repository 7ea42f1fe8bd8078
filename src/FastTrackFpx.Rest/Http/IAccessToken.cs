namespace FastTrackFpx.Rest.Http;

/// <summary>A token that goes with every call, and that may have to be renewed before one or after one.</summary>
internal interface IAccessToken
{
    /// <summary>Ends when the token is good for a call that begins now, and says which one it is.</summary>
    /// <exception cref="RestException">It had to be renewed and could not be: <see cref="ErrorCode.TokenProviderFailed"/>.</exception>
    Task<int> ReadyAsync(CancellationToken cancellationToken);

    /// <summary>The service has refused that token. Says whether another can be had.</summary>
    bool TryRefuse(int version);

    /// <summary>
    /// Makes the token unreadable in what came back: an answer that repeats it, such as a page of a proxy that shows our headers, would take it on
    /// into traces, errors and records.
    /// </summary>
    void Conceal(Span<byte> answer);

    /// <summary>The same for a text.</summary>
    string Conceal(string text);

    /// <summary>A refusal (401) that stays one, with what we know of the token.</summary>
    ServiceException Explain(ServiceException refusal);
}
