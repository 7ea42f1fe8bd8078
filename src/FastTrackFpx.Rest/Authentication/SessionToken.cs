using System.Globalization;
using System.Runtime.InteropServices;
using System.Security;
using System.Text;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.Rest.Authentication;

/// <summary>The end user's token of a session: the one that was given, or the last one that the provider gave.</summary>
internal sealed class SessionToken : IAccessToken, IDisposable
{
    /// <summary>A token that ends sooner may end on the way; clocks differ too.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(2);

    /// <summary>A provider that keeps giving tokens close to their end is not asked for every call.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <summary>A token that has ended by our clock for longer than clocks differ has ended by the service's too.</summary>
    private static readonly TimeSpan Leeway = TimeSpan.FromMinutes(5);

    /// <summary>A shorter one is no secret, and would be found in the middle of words.</summary>
    private const int ShortestToConceal = 8;

    /// <summary>More than servers take of all headers together.</summary>
    private const int LongestToken = 16_000;

    private const string NoTokenReason = "holds blanks or characters that no header may carry, or is too long for one";

    private readonly object _gate = new();
    private readonly Func<CancellationToken, Task<SecureString?>>? _provider;
    private readonly TimeProvider _timeProvider;
    private readonly CancellationToken _ended;
    private SecureString? _current;
    private Task<int>? _renewal;
    private int _version;
    private DateTimeOffset? _renewed;
    private bool _isRefused;
    private bool _disposed;

    internal SessionToken(
        SecureString? given, Func<CancellationToken, Task<SecureString?>>? provider, TimeProvider timeProvider, CancellationToken ended)
    {
        _provider = provider;
        _timeProvider = timeProvider;
        _ended = ended;
        if (given is not { Length: > 0 }) return;
        if (!IsToken(given))
        {
            throw new InputException(
                ErrorCode.InvalidInput, $"-AccessToken is no token: it {NoTokenReason}.", "AccessToken", "Give the token alone, without quotes, line ends or the word Bearer.");
        }

        Take(given);
    }

    /// <summary>Whether there is a token, or somebody to give one.</summary>
    internal bool IsUsed => _provider is not null || _current is not null;

    /// <summary>When the token ends, if it tells.</summary>
    internal DateTimeOffset? Expiry { get; private set; }

    /// <inheritdoc/>
    public Task<int> ReadyAsync(CancellationToken cancellationToken)
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

    /// <inheritdoc/>
    public bool TryRefuse(int refused)
    {
        lock (_gate)
        {
            if (_provider is null) return false;
            // Whoever comes late finds the next one there already.
            if (refused == _version) _isRefused = true;
            return true;
        }
    }

    /// <inheritdoc/>
    public void Conceal(Span<byte> answer)
    {
        byte[]? token = Show(static text => text.Length < ShortestToConceal ? null : Encoding.UTF8.GetBytes(text));
        if (token is null) return;
        for (int at = answer.IndexOf(token); at >= 0; at = answer.IndexOf(token)) answer.Slice(at, token.Length).Fill((byte)'*');
        Array.Clear(token, 0, token.Length);
    }

    /// <inheritdoc/>
    public string Conceal(string text) => text.Length < ShortestToConceal
        ? text
        : Show(token => token.Length < ShortestToConceal ? null : text.Replace(token, "***")) ?? text;

    /// <inheritdoc/>
    public ServiceException Explain(ServiceException refusal)
    {
        if (_provider is not null)
        {
            return refusal.Reworded(
                $"A token that the provider has just given was refused too. {refusal.Message}",
                "Check that the token is for this service and for a user whom it knows, and that the certificate is registered for this environment.");
        }

        return Expiry is { } end && end <= _timeProvider.GetUtcNow()
            ? refusal.Reworded(
                $"The token of -AccessToken ended on {Moment(end)}. {refusal.Message}",
                "Connect again with a new -AccessToken, or with -TokenProvider, which is asked for the next one in time.")
            : refusal;
    }

    /// <summary>Shows the token to <paramref name="use"/> for as long as it takes; nothing here keeps it as plain text.</summary>
    internal T? Show<T>(Func<string, T?> use)
        where T : class
    {
        lock (_gate) return _current is null || _disposed ? null : Use(_current, use);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _current?.Dispose();
        }
    }

    private bool IsGood
    {
        get
        {
            if (_current is null || _isRefused) return false;
            if (Expiry is not { } end) return true;
            DateTimeOffset now = _timeProvider.GetUtcNow();
            return end - now > Margin || (end > now && now - _renewed < Pause);
        }
    }

    private async Task<int> RenewAsync()
    {
        SecureString? next;
        try
        {
            next = await _provider!(_ended).ConfigureAwait(false);
        }
        catch (RestException known) when (known.ErrorCode is ErrorCode.TokenProviderFailed)
        {
            throw;
        }
        catch (Exception failure) when (!_ended.IsCancellationRequested)
        {
            throw Failed($"The token provider failed: {failure.Message.TrimEnd('.')}.", failure);
        }
        catch (OperationCanceledException)
        {
            throw new RestException(ErrorCode.NotConnected, "The connection was disconnected.", "Connect again.");
        }

        if (next is not { Length: > 0 }) throw Failed("The token provider gave no token.");
        if (!IsToken(next)) throw Failed($"What the token provider gave is no token: it {NoTokenReason}.");

        if (Use<DateTimeOffset?>(next, TokenClaims.Expiry) is { } end && end + Leeway < _timeProvider.GetUtcNow())
        {
            throw Failed($"The token provider gave a token that ended on {Moment(end)}.");
        }

        lock (_gate)
        {
            if (_disposed) throw new RestException(ErrorCode.NotConnected, "The connection was disconnected.", "Connect again.");
            Take(next);
            _renewed = _timeProvider.GetUtcNow();
            return _version;
        }
    }

    /// <summary>Goes on with a copy; what was given stays the giver's.</summary>
    private void Take(SecureString next)
    {
        _current?.Dispose();
        _current = next.Copy();
        Expiry = Use<DateTimeOffset?>(_current, TokenClaims.Expiry);
        _isRefused = false;
        _version++;
    }

    private static T Use<T>(SecureString secret, Func<string, T> use)
    {
        IntPtr text = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            return use(Marshal.PtrToStringUni(text)!);
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(text);
        }
    }

    private static bool IsToken(SecureString secret) => secret.Length <= LongestToken && Use(secret, static text => text.All(c => c is > ' ' and <= '~'));

    private static string Moment(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC";

    private static RestException Failed(string message, Exception? cause = null) =>
        new(ErrorCode.TokenProviderFailed, message, "Run what -TokenProvider names by itself: it must give one token and nothing else.", cause);
}
