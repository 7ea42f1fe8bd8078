namespace FastTrackFpx.Rest.Authentication;

/// <summary>A session that begins with a sign-in request, or with a cookie that exists already, and continues with cookies.</summary>
internal sealed class SessionCookie : RenewableCredentials<string>
{
    private readonly Func<ServiceException, bool> _isSignedOut;
    private string? _cookie;
    private bool _isRejected;

    /// <param name="signIn">Signs in and returns the value of the Cookie header; null if only <paramref name="cookie"/> is known.</param>
    /// <param name="isSignedOut">True for the error by which this service reports that the session has ended.</param>
    /// <param name="cookie">The Cookie header of a session that exists already.</param>
    /// <param name="source">What <paramref name="signIn"/> needs.</param>
    internal SessionCookie(
        Func<CancellationToken, Task<string>>? signIn, Func<ServiceException, bool> isSignedOut, string? cookie = null, IDisposable? source = null)
        : base(signIn, source)
    {
        _isSignedOut = isSignedOut;
        if (cookie is not null) Take(cookie);
    }

    public override bool IsRejection(ServiceException failure) => _isSignedOut(failure);

    protected override bool IsUsable => _cookie is not null && !_isRejected;

    protected override void Take(string value)
    {
        (_cookie, _isRejected) = (value, false);
        // Each cookie's value by itself: a service repeats a session id without its name.
        Secrets = new SecretRedactor(value.Split(';').Select(pair => pair.Substring(pair.IndexOf('=') + 1).Trim()).Append(value));
    }

    // Requests that are about to be sent with it are still sent with it: they are rejected as well, and then use the next one.
    protected override void Reject() => _isRejected = true;

    protected override void Forget() => _cookie = null;

    protected override void Write(HttpRequestMessage message)
    {
        if (_cookie is { } cookie) message.Headers.TryAddWithoutValidation("Cookie", cookie);
    }
}
