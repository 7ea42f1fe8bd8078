using System.Globalization;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Security;
using System.Text.Json;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.Rest.Authentication;

/// <summary>A token and when it expires, as a token endpoint reports it; null if only the token itself may say.</summary>
internal sealed record AccessToken(SecureString Value, DateTimeOffset? Expiry = null);

/// <summary>
/// A bearer token: a given one, or one that a provider renews before it expires and once after a rejection. Requests that need a token at the same time
/// share one call of the provider.
/// </summary>
internal sealed class BearerToken : IAuthentication
{
    /// <summary>A token that expires sooner may expire on the way; clocks differ too.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(2);

    /// <summary>A provider that keeps returning tokens close to their end is not called for every request.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <summary>A token that expired by our clock for longer than clocks differ has expired by the service's too.</summary>
    private static readonly TimeSpan Leeway = TimeSpan.FromMinutes(5);

    /// <summary>Servers accept less for all headers together.</summary>
    private const int LongestToken = 16_000;

    private const string NotATokenReason = "contains blanks or characters that a header cannot carry, or is too long";

    private readonly object _gate = new();
    private readonly Func<CancellationToken, Task<AccessToken?>>? _provider;
    private readonly TimeProvider _timeProvider;
    private readonly CancellationTokenSource _ended = new();
    private SecureString? _current;
    private Task<int>? _renewal;
    private int _version;
    private DateTimeOffset? _renewed;
    private bool _isRejected;
    private bool _disposed;

    private BearerToken(Func<CancellationToken, Task<AccessToken?>>? provider, TimeProvider timeProvider)
    {
        _provider = provider;
        _timeProvider = timeProvider;
    }

    public DateTimeOffset? Expiry { get; private set; }

    public SecretRedactor Secrets { get; private set; } = SecretRedactor.None;

    /// <summary>A bearer token; null if there is neither a token nor a provider.</summary>
    internal static BearerToken? Create(SecureString? given, Func<CancellationToken, Task<AccessToken?>>? provider, TimeProvider timeProvider)
    {
        if (given is not { Length: > 0 }) return provider is null ? null : new BearerToken(provider, timeProvider);
        if (!IsToken(given))
        {
            throw new InputException(
                ErrorCode.InvalidInput, $"-AccessToken is not a token: it {NotATokenReason}.", "AccessToken",
                "Pass the token alone, without quotes, line ends or the word Bearer.");
        }

        var token = new BearerToken(provider, timeProvider);
        token.Take(new AccessToken(given));
        return token;
    }

    public Task<int> PrepareAsync(CancellationToken cancellationToken)
    {
        Task<int> shared;
        lock (_gate)
        {
            if (_provider is null || IsGood) return Task.FromResult(_version);
            if (_renewal is null || _renewal.IsCompleted) _renewal = Task.Run(RenewAsync);
            shared = _renewal;
        }

        return SharedTask.WaitAsync(shared, cancellationToken);
    }

    public void Apply(HttpRequestMessage message)
    {
        lock (_gate)
        {
            if (_current is null || _disposed) return;
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Use(_current, static text => text));
        }
    }

    public bool IsRejection(ServiceException failure) => failure.StatusCode == 401;

    public bool TryRenew(int version)
    {
        lock (_gate)
        {
            if (_provider is null) return false;
            // Another request may have renewed it already.
            if (version == _version) _isRejected = true;
            return true;
        }
    }

    public ServiceException Explain(ServiceException rejection)
    {
        if (_provider is not null)
        {
            return rejection.Reworded(
                $"The service also rejected a new token from the provider. {rejection.Message}",
                "Check that the token is for this service and for a user it knows, and that the certificate is registered for this environment.");
        }

        return Expiry is { } end && end <= _timeProvider.GetUtcNow()
            ? rejection.Reworded(
                $"The token of -AccessToken expired on {Moment(end)}. {rejection.Message}",
                "Connect again with a new -AccessToken, or with -TokenProvider, which is called for the next token in time.")
            : rejection;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed) return;
            _disposed = true;
            _current?.Dispose();
        }

        _ended.Cancel();
    }

    private bool IsGood
    {
        get
        {
            if (_current is null || _isRejected) return false;
            if (Expiry is not { } end) return true;
            DateTimeOffset now = _timeProvider.GetUtcNow();
            return end - now > Margin || (end > now && now - _renewed < Pause);
        }
    }

    private async Task<int> RenewAsync()
    {
        AccessToken? next;
        try
        {
            next = await _provider!(_ended.Token).ConfigureAwait(false);
        }
        catch (RestException known) when (known.ErrorCode is ErrorCode.TokenProviderFailed || known is RequestException)
        {
            throw;
        }
        catch (Exception failure) when (!_ended.IsCancellationRequested)
        {
            throw Failed($"The token provider failed: {failure.Message.TrimEnd('.')}.", failure);
        }
        catch (OperationCanceledException)
        {
            throw Disconnected();
        }

        if (next is not { Value.Length: > 0 }) throw Failed("The token provider returned no token.");
        if (!IsToken(next.Value)) throw Failed($"The token provider returned something that is not a token: it {NotATokenReason}.");
        if (ExpiryOf(next) is { } end && end + Leeway < _timeProvider.GetUtcNow())
            throw Failed($"The token provider returned a token that expired on {Moment(end)}.");
        lock (_gate)
        {
            if (_disposed) throw Disconnected();
            Take(next);
            _renewed = _timeProvider.GetUtcNow();
            return _version;
        }
    }

    /// <summary>Keeps a copy; the given object stays the caller's.</summary>
    private void Take(AccessToken next)
    {
        SecureString? former = _current;
        _current = next.Value.Copy();
        Expiry = ExpiryOf(next);
        Secrets = Use(_current, static text => SecretRedactor.Of(text));
        former?.Dispose();
        _isRejected = false;
        _version++;
    }

    private static DateTimeOffset? ExpiryOf(AccessToken token) => token.Expiry ?? Use(token.Value, ExpiryOfWebToken);

    internal static DateTimeOffset? ExpiryOfWebToken(string token)
    {
        string[] parts = token.Split('.');
        if (parts.Length != 3) return null;
        try
        {
            string base64 = parts[1].Replace('-', '+').Replace('_', '/');
            using JsonDocument payload = JsonDocument.Parse(Convert.FromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '=')));
            return payload.RootElement.ValueKind == JsonValueKind.Object && payload.RootElement.TryGetProperty("exp", out JsonElement claim)
                && claim.ValueKind == JsonValueKind.Number && claim.TryGetDouble(out double seconds) && seconds is > 0 and < 253402300800
                ? DateTimeOffset.FromUnixTimeSeconds((long)seconds)
                : null;
        }
        catch (Exception damage) when (damage is FormatException or JsonException)
        {
            return null;
        }
    }

    internal static T Use<T>(SecureString secret, Func<string, T> use)
    {
        IntPtr text = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            // Not PtrToStringUni without a length, which ends at a NUL character.
            return use(Marshal.PtrToStringUni(text, secret.Length)!);
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(text);
        }
    }

    private static bool IsToken(SecureString secret) => secret.Length <= LongestToken && Use(secret, static text => text.All(c => c is > ' ' and <= '~'));

    private static string Moment(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC";

    private static RestException Disconnected() => new(ErrorCode.NotConnected, "The connection was disconnected.", "Connect again.");

    private static RestException Failed(string message, Exception? cause = null) =>
        new(ErrorCode.TokenProviderFailed, message, "Run the script of -TokenProvider by itself: it must return one token and nothing else.", cause);
}
