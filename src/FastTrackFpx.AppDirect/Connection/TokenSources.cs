using FastTrackFpx.Rest.Authentication;

namespace FastTrackFpx.AppDirect.Connection;

/// <summary>Where the tokens of a connection come from.</summary>
internal interface ITokenSource : IDisposable
{
    /// <summary>Requests the next token.</summary>
    Task<AccessToken?> RequestAsync(CancellationToken cancellationToken);
}

/// <summary>Tokens for credentials that are at hand.</summary>
internal sealed class GrantedTokens(TokenEndpoint endpoint) : ITokenSource
{
    public Task<AccessToken?> RequestAsync(CancellationToken cancellationToken) => endpoint.RequestAsync(cancellationToken);

    public void Dispose() => endpoint.Dispose();
}

/// <summary>Tokens for a user who signs in with a browser once; later ones are refreshed.</summary>
internal sealed class SignInTokens(BrowserSignIn signIn, Func<TokenGrant, TokenEndpoint> endpointFor, IDisposable client) : ITokenSource
{
    private TokenEndpoint? _endpoint;

    public async Task<AccessToken?> RequestAsync(CancellationToken cancellationToken)
    {
        _endpoint ??= endpointFor(await signIn.RunAsync(cancellationToken).ConfigureAwait(false));
        return await _endpoint.RequestAsync(cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => client.Dispose();
}
