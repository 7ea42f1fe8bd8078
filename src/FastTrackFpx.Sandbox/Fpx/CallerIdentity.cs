using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace FastTrackFpx.Sandbox.Fpx;

/// <summary>Who sends a request: the end user of the bearer token, or the machine if there is no token.</summary>
/// <param name="Key">What the limit counts by. Never the token itself.</param>
/// <param name="User">The token's subject, for records that name their author; null without a token.</param>
/// <param name="TokenEnd">When the token expires; null if there is none, or if it does not say.</param>
/// <param name="HasToken">True if there is a token.</param>
internal sealed record CallerIdentity(string Key, string? User, DateTimeOffset? TokenEnd, bool HasToken)
{
    private static readonly CallerIdentity Local = new("address:loopback", null, null, false);

    public static CallerIdentity Of(IHeaderDictionary headers)
    {
        string? header = headers.Authorization;
        if (header is null || !header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return Local;
        string token = header["Bearer ".Length..].Trim();
        return token.Length == 0 ? Local : OfToken(token);
    }

    private static CallerIdentity OfToken(string token)
    {
        string[] parts = token.Split('.');
        if (parts.Length == 3 && Base64Url.IsValid(parts[1])) return OfClaims(token, Base64Url.DecodeFromChars(parts[1]));
        return Opaque(token);
    }

    private static CallerIdentity OfClaims(string token, byte[] payload)
    {
        try
        {
            using JsonDocument claims = JsonDocument.Parse(payload);
            JsonElement root = claims.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return Opaque(token);
            string? user = root.TryGetProperty("sub", out JsonElement sub) && sub.ValueKind == JsonValueKind.String ? sub.GetString()
                : null;
            DateTimeOffset? end = root.TryGetProperty("exp", out JsonElement exp) && exp.TryGetInt64(out long seconds)
                && seconds is > 0 and < 253_402_300_799 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
            return user is null ? Opaque(token) with { TokenEnd = end } : new CallerIdentity("user:" + user, user, end, true);
        }
        catch (JsonException)
        {
            // Three parts that are not a JWT: an opaque token.
            return Opaque(token);
        }
    }

    private static CallerIdentity Opaque(string token) =>
        new("token:" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)).AsSpan(0, 8)), null, null, true);
}
