using System;
using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace FastTrackFpx.Sandbox.Http;

/// <summary>Who calls: the end user of the bearer token when there is one, else the address the call comes from.</summary>
/// <param name="Key">What the budget is counted by. Never the token itself.</param>
/// <param name="User">The token's subject, for records that say who made them; null without a token.</param>
/// <param name="TokenEnd">When the token ends; null when there is none, or when it does not say.</param>
/// <param name="HasToken">Whether there is a token.</param>
internal sealed record CallerIdentity(string Key, string? User, DateTimeOffset? TokenEnd, bool HasToken)
{
    private static readonly CallerIdentity Local = new("address:loopback", null, null, false);

    public static CallerIdentity Of(HttpContext context)
    {
        string? header = context.Request.Headers.Authorization;
        if (header is null || !header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return OfAddress(context);
        string token = header["Bearer ".Length..].Trim();
        return token.Length == 0 ? OfAddress(context) : OfToken(token);
    }

    private static CallerIdentity OfAddress(HttpContext context)
    {
        IPAddress? address = context.Connection.RemoteIpAddress;
        return address is null || IPAddress.IsLoopback(address) ? Local : new CallerIdentity("address:" + address, null, null, false);
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
            // Three parts that are no JWT: a token whose inside is not our business.
            return Opaque(token);
        }
    }

    private static CallerIdentity Opaque(string token) =>
        new("token:" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)).AsSpan(0, 8)), null, null, true);
}
