using FastTrackFpx.Rest.Authentication;

namespace FastTrackFpx.AppDirect.Connection;

/// <summary>Tokens for a user who signs in with a browser once; later ones are refreshed.</summary>
internal sealed class SignInTokens(BrowserSignIn signIn, Func<TokenGrant, TokenEndpoint> endpointFor)
{
    private TokenEndpoint? _endpoint;

    internal async Task<AccessToken?> RequestAsync(CancellationToken cancellationToken)
    {
        _endpoint ??= endpointFor(await signIn.RunAsync(cancellationToken).ConfigureAwait(false));
        return await _endpoint.RequestAsync(cancellationToken).ConfigureAwait(false);
    }
}
