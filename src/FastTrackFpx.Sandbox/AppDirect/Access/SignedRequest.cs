using System.Security.Cryptography;
using System.Text;
using FastTrackFpx.Sandbox.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace FastTrackFpx.Sandbox.AppDirect.Access;

/// <summary>Checks requests that are signed by OAuth 1.0 with HMAC-SHA1, without a token (RFC 5849).</summary>
internal static class SignedRequest
{
    private const string Scheme = "OAuth ";

    public static bool IsSigned(ServiceRequest request) =>
        request.Headers.Authorization.ToString().StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>True if the consumer has signed the request.</summary>
    public static bool IsValid(ServiceRequest request, string key, string secret)
    {
        Dictionary<string, string> values = Header(request.Headers.Authorization.ToString()[Scheme.Length..]);
        if (values.GetValueOrDefault("oauth_consumer_key") != key) return false;
        if (values.GetValueOrDefault("oauth_signature_method") != "HMAC-SHA1" || !values.ContainsKey("oauth_nonce")) return false;
        byte[] expected = Sign(request, values, secret);
        byte[] sent = new byte[expected.Length];
        return Convert.TryFromBase64String(values.GetValueOrDefault("oauth_signature") ?? "", sent, out int length)
            && length == expected.Length && CryptographicOperations.FixedTimeEquals(sent, expected);
    }

    private static byte[] Sign(ServiceRequest request, Dictionary<string, string> header, string secret)
    {
        var parameters = new List<(string Name, string Value)>();
        foreach ((string name, StringValues sent) in request.QueryValues)
        {
            foreach (string? value in sent) parameters.Add((Escape(name), Escape(value ?? "")));
        }

        foreach ((string name, string value) in header)
        {
            if (name is not ("oauth_signature" or "realm")) parameters.Add((Escape(name), Escape(value)));
        }

        string sorted = string.Join('&', parameters.OrderBy(pair => pair.Name, StringComparer.Ordinal)
            .ThenBy(pair => pair.Value, StringComparer.Ordinal).Select(pair => $"{pair.Name}={pair.Value}"));
        string address = $"https://{request.Headers.Host.ToString().ToLowerInvariant()}"
            + new PathString(request.Path).ToUriComponent();
        string text = $"{request.Method.ToUpperInvariant()}&{Escape(address)}&{Escape(sorted)}";
#pragma warning disable CA5350 // The protocol prescribes the algorithm.
        return HMACSHA1.HashData(Encoding.ASCII.GetBytes(Escape(secret) + "&"), Encoding.ASCII.GetBytes(text));
#pragma warning restore CA5350
    }

    private static Dictionary<string, string> Header(string text)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            string[] pair = part.Split('=', 2);
            if (pair.Length == 2) values[Uri.UnescapeDataString(pair[0])] = Uri.UnescapeDataString(pair[1].Trim('"'));
        }

        return values;
    }

    private static string Escape(string text) => Uri.EscapeDataString(text);
}
