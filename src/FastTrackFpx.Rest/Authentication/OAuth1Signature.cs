using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace FastTrackFpx.Rest.Authentication;

/// <summary>OAuth 1.0a (RFC 5849) with HMAC-SHA1: each request is signed with a consumer's secret, and with a token's if there is one.</summary>
internal sealed class OAuth1Signature(NetworkCredential consumer, TimeProvider timeProvider, NetworkCredential? token = null, Func<string>? nonce = null)
    : Credentials(SecretRedactor.Of(consumer.Password, token?.UserName, token?.Password))
{
    public override void Apply(HttpRequestMessage message, ReadOnlyMemory<byte> body)
    {
        var own = new List<KeyValuePair<string, string>>
        {
            new("oauth_consumer_key", consumer.UserName),
            new("oauth_nonce", nonce?.Invoke() ?? Guid.NewGuid().ToString("N")),
            new("oauth_signature_method", "HMAC-SHA1"),
            new("oauth_timestamp", timeProvider.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
            new("oauth_version", "1.0"),
        };
        if (token is not null) own.Add(new("oauth_token", token.UserName));
        own.Add(new("oauth_signature", Sign(BaseString(message, body, own))));
        message.Headers.Authorization = new AuthenticationHeaderValue(
            "OAuth", string.Join(", ", own.Select(pair => $"{Escape(pair.Key)}=\"{Escape(pair.Value)}\"")));
    }

    /// <summary>The signature base string of RFC 5849, section 3.4.1.</summary>
    internal static string BaseString(HttpRequestMessage message, ReadOnlyMemory<byte> body, IEnumerable<KeyValuePair<string, string>> own)
    {
        Uri address = message.RequestUri!;
        string port = address.IsDefaultPort ? string.Empty : ":" + address.Port.ToString(CultureInfo.InvariantCulture);
        bool isForm = string.Equals(message.Content?.Headers.ContentType?.MediaType, "application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);
        string location = $"{address.Scheme.ToLowerInvariant()}://{address.Host.ToLowerInvariant()}{port}{address.AbsolutePath}";
        IEnumerable<string> parameters = own.Concat(Form(address.Query.TrimStart('?'))).Concat(isForm ? Form(Encoding.UTF8.GetString(body.ToArray())) : [])
            .Select(pair => (Key: Escape(pair.Key), Value: Escape(pair.Value)))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal)
            .Select(pair => $"{pair.Key}={pair.Value}");
        return $"{message.Method.Method.ToUpperInvariant()}&{Escape(location)}&{Escape(string.Join("&", parameters))}";
    }

    private static IEnumerable<KeyValuePair<string, string>> Form(string text) => text
        .Split(['&'], StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split(['='], 2))
        .Select(pair => new KeyValuePair<string, string>(Decode(pair[0]), pair.Length > 1 ? Decode(pair[1]) : string.Empty));

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    /// <summary>RFC 5849, section 3.6: all but letters, digits and -._~.</summary>
    private static string Escape(string text) => Uri.EscapeDataString(text);

    private string Sign(string text)
    {
        // SHA-1 is what the protocol requires.
        using var hash = new HMACSHA1(Encoding.ASCII.GetBytes($"{Escape(consumer.Password)}&{Escape(token?.Password ?? string.Empty)}"));
        return Convert.ToBase64String(hash.ComputeHash(Encoding.ASCII.GetBytes(text)));
    }
}
