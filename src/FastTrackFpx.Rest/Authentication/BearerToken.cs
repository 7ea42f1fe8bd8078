using System.Net.Http.Headers;
using System.Security;

namespace FastTrackFpx.Rest.Authentication;

/// <summary>A token and when it expires, as a token endpoint reports it; null if only the token itself may say.</summary>
internal sealed class AccessToken(string value, DateTimeOffset? expiry = null)
{
    internal string Value { get; } = value;

    internal DateTimeOffset? Expiry { get; } = expiry;
}

internal sealed class BearerToken(Func<CancellationToken, Task<AccessToken?>>? provider, TimeProvider timeProvider, IDisposable? source = null)
    : RenewableCredentials<AccessToken?>(provider, source)
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

    private string? _current;
    private DateTimeOffset? _expiry;
    private DateTimeOffset? _renewed;
    private bool _isRejected;

    public override DateTimeOffset? Expiry => _expiry;

    /// <summary>Credentials with a token, with a provider of tokens, or with both; null without either.</summary>
    internal static BearerToken? Create(
        SecureString? given, Func<CancellationToken, Task<AccessToken?>>? provider, TimeProvider timeProvider, IDisposable? source = null)
    {
        string text = TextOf(given);
        if (text.Length == 0 && provider is null) return null;
        if (text.Length > 0 && !IsToken(text))
        {
            throw new InputException(
                ErrorCode.InvalidInput, $"-AccessToken is not a token: it {NotATokenReason}.", "AccessToken",
                "Pass the token alone, without quotes, line ends or the word Bearer.");
        }

        var token = new BearerToken(provider, timeProvider, source);
        if (text.Length > 0) token.Hold(new AccessToken(text));
        return token;
    }

    public override ServiceException Explain(ServiceException rejection)
    {
        if (CanRenew)
        {
            return rejection.Reworded(
                $"The service also rejected a new token from the provider. {rejection.Message}",
                "Check that the token is for this service and for a user it knows, and that the certificate is registered for this environment.");
        }

        return Expiry is { } end && end <= timeProvider.GetUtcNow()
            ? rejection.Reworded(
                $"The token of -AccessToken expired on {CertificateFault.Date(end)}. {rejection.Message}",
                "Connect again with a new -AccessToken, or with -TokenProvider, which is called for the next token in time.")
            : rejection;
    }

    protected override bool IsUsable
    {
        get
        {
            if (_current is null || _isRejected) return false;
            if (Expiry is not { } end) return true;
            DateTimeOffset now = timeProvider.GetUtcNow();
            return end - now > Margin || (end > now && now - _renewed < Pause);
        }
    }

    protected override void Take(AccessToken? value)
    {
        if (value is not { Value.Length: > 0 }) throw Failed("The token provider returned no token.");
        if (!IsToken(value.Value)) throw Failed($"The token provider returned something that is not a token: it {NotATokenReason}.");
        if (ExpiryOf(value) is { } end && end + Leeway < timeProvider.GetUtcNow())
            throw Failed($"The token provider returned a token that expired on {CertificateFault.Date(end)}.");
        Hold(value);
        _renewed = timeProvider.GetUtcNow();
    }

    protected override void Reject() => _isRejected = true;

    protected override void Forget() => _current = null;

    protected override void Write(HttpRequestMessage message)
    {
        if (_current is not null) message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _current);
    }

    protected override RestException? Explain(Exception failure) => failure is RestException { ErrorCode: ErrorCode.TokenProviderFailed } or RequestException
        ? null
        : Failed($"The token provider failed: {failure.Message.TrimEnd('.')}.", failure);

    private void Hold(AccessToken next)
    {
        (_current, _expiry, _isRejected) = (next.Value, ExpiryOf(next), false);
        Secrets = SecretRedactor.Of(_current);
    }

    private static DateTimeOffset? ExpiryOf(AccessToken token) => token.Expiry ?? ExpiryOfWebToken(token.Value);

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

    private static bool IsToken(string text) => text.Length <= LongestToken && text.All(static c => c is > ' ' and <= '~');

    private static RestException Failed(string message, Exception? cause = null) =>
        new(ErrorCode.TokenProviderFailed, message, "Run the script of -TokenProvider by itself: it must return one token and nothing else.", cause);
}
