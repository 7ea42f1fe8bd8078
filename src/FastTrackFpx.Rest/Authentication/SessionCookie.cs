using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.Rest.Authentication;

/// <summary>
/// A session that begins with a sign-in request and continues with cookies. If the service reports that it is not signed in any more, one request signs
/// in again for all that wait.
/// </summary>
internal sealed class SessionCookie : IAuthentication
{
    private readonly object _gate = new();
    private readonly Func<CancellationToken, Task<string>>? _signIn;
    private readonly Func<ServiceException, bool> _isSignedOut;
    private readonly CancellationTokenSource _ended = new();
    private string? _cookie;
    private Task<int>? _renewal;
    private int _version;

    internal SessionCookie(Func<CancellationToken, Task<string>>? signIn, Func<ServiceException, bool> isSignedOut, string? cookie = null)
    {
        _signIn = signIn;
        _isSignedOut = isSignedOut;
        if (cookie is not null) Take(cookie);
    }

    public DateTimeOffset? Expiry => null;

    public SecretRedactor Secrets { get; private set; } = SecretRedactor.None;

    public Task<int> PrepareAsync(CancellationToken cancellationToken)
    {
        Task<int> shared;
        lock (_gate)
        {
            if (_cookie is not null || _signIn is null) return Task.FromResult(_version);
            if (_renewal is null || _renewal.IsCompleted) _renewal = Task.Run(SignInAsync);
            shared = _renewal;
        }

        return SharedTask.WaitAsync(shared, cancellationToken);
    }

    public void Apply(HttpRequestMessage message)
    {
        if (_cookie is { } cookie) message.Headers.TryAddWithoutValidation("Cookie", cookie);
    }

    public bool IsRejection(ServiceException failure) => _isSignedOut(failure);

    public bool TryRenew(int version)
    {
        lock (_gate)
        {
            if (_signIn is null) return false;
            if (version == _version) _cookie = null;
            return true;
        }
    }

    public ServiceException Explain(ServiceException rejection) => rejection;

    public void Dispose()
    {
        lock (_gate) _cookie = null;
        _ended.Cancel();
    }

    private async Task<int> SignInAsync()
    {
        string cookie = await _signIn!(_ended.Token).ConfigureAwait(false);
        lock (_gate)
        {
            if (_ended.IsCancellationRequested) throw new RestException(ErrorCode.NotConnected, "The connection was disconnected.", "Connect again.");
            Take(cookie);
            return _version;
        }
    }

    private void Take(string cookie)
    {
        _cookie = cookie;
        // Each cookie's value by itself: a service repeats a session id without its name.
        Secrets = new SecretRedactor(cookie.Split(';').Select(pair => pair.Substring(pair.IndexOf('=') + 1).Trim()).Append(cookie));
        _version++;
    }
}
