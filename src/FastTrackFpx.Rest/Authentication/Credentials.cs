using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Security;

namespace FastTrackFpx.Rest.Authentication;

/// <summary>Credentials that stay the same as long as a connection lasts.</summary>
internal abstract class Credentials(SecretRedactor? secrets = null) : IAuthentication
{
    public virtual DateTimeOffset? Expiry => null;

    public SecretRedactor Secrets { get; protected set; } = secrets ?? SecretRedactor.None;

    public virtual Task<int> PrepareAsync(CancellationToken cancellationToken) => Task.FromResult(0);

    public abstract void Apply(HttpRequestMessage message, ReadOnlyMemory<byte> body);

    public virtual bool IsRejection(ServiceException failure) => failure.StatusCode == 401;

    public virtual bool TryRenew(int version) => false;

    public virtual ServiceException Explain(ServiceException rejection) => rejection;

    public virtual void Dispose() { }

    /// <summary>All of a secret, or nothing if there is none; <see cref="NetworkCredential"/> would end it at a NUL character.</summary>
    internal static string TextOf(SecureString? secret)
    {
        if (secret is null) return string.Empty;
        IntPtr text = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            return Marshal.PtrToStringUni(text, secret.Length)!;
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(text);
        }
    }
}

/// <summary>
/// Credentials that are renewed before they expire and once after a rejection. Requests that need them at the same time share one renewal. The members
/// that a kind overrides are called under the lock.
/// </summary>
/// <param name="renew">Returns the next value; null if there is none.</param>
/// <param name="source">What <paramref name="renew"/> needs, disposed of together with the credentials.</param>
internal abstract class RenewableCredentials<T>(Func<CancellationToken, Task<T>>? renew, IDisposable? source) : Credentials
{
    private readonly object _gate = new();
    private readonly CancellationTokenSource _ended = new();
    private Task<int>? _renewal;
    private int _version;

    protected bool CanRenew => renew is not null;

    protected abstract bool IsUsable { get; }

    protected abstract void Take(T value);

    protected abstract void Reject();

    protected abstract void Forget();

    protected abstract void Write(HttpRequestMessage message);

    /// <summary>A failed renewal in words of our own; null to throw it as it is.</summary>
    protected virtual RestException? Explain(Exception failure) => null;

    public sealed override Task<int> PrepareAsync(CancellationToken cancellationToken)
    {
        Task<int> shared;
        lock (_gate)
        {
            if (renew is null || IsUsable) return Task.FromResult(_version);
            if (_renewal is null || _renewal.IsCompleted) _renewal = Task.Run(() => RenewAsync(renew), CancellationToken.None);
            shared = _renewal;
        }

        return shared.WaitAsync(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }

    public sealed override void Apply(HttpRequestMessage message, ReadOnlyMemory<byte> body)
    {
        lock (_gate)
        {
            if (!_ended.IsCancellationRequested) Write(message);
        }
    }

    public sealed override bool TryRenew(int version)
    {
        lock (_gate)
        {
            // Another request may have renewed it already.
            if (renew is not null && version == _version) Reject();
            return renew is not null;
        }
    }

    public sealed override void Dispose()
    {
        _ended.Cancel();
        lock (_gate) Forget();
        source?.Dispose();
    }

    private async Task<int> RenewAsync(Func<CancellationToken, Task<T>> next)
    {
        T value;
        try
        {
            value = await next(_ended.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (!_ended.IsCancellationRequested && Explain(failure) is { } explained)
        {
            throw explained;
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            throw CertificateFault.Disconnected();
        }

        lock (_gate)
        {
            if (_ended.IsCancellationRequested) throw CertificateFault.Disconnected();
            Take(value);
            return ++_version;
        }
    }
}

/// <summary>HTTP Basic: user name and password, or client id and secret, with every request.</summary>
internal sealed class BasicAuthentication : Credentials
{
    private readonly string _parameter;

    internal BasicAuthentication(NetworkCredential credential)
    {
        _parameter = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.UserName}:{credential.Password}"));
        Secrets = SecretRedactor.Of(credential.Password, _parameter);
    }

    public override void Apply(HttpRequestMessage message, ReadOnlyMemory<byte> body) =>
        message.Headers.Authorization = new AuthenticationHeaderValue("Basic", _parameter);
}
