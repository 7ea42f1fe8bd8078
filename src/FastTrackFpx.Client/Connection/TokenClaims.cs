using System;
using System.Text.Json;
using FastTrackFpx.Client.Json;

namespace FastTrackFpx.Client.Connection;

/// <summary>What a bearer token says of itself, if it is a JSON web token. Not checked: that is the service's business.</summary>
internal sealed class TokenClaims
{
    /// <summary>When it ends.</summary>
    internal DateTimeOffset? Expiry { get; private set; }

    /// <summary>Whose it is, by an id that is the same in all the user's tokens.</summary>
    internal string? User { get; private set; }

    /// <summary>The claims, or null where the token is of another kind.</summary>
    internal static TokenClaims? Of(string token)
    {
        string[] parts = token.Split('.');
        if (parts.Length != 3) return null;
        try
        {
            using JsonDocument payload = JsonDocument.Parse(FromBase64Url(parts[1]), new JsonDocumentOptions { MaxDepth = JsonBody.Depth });
            var claims = new JsonRecord(payload.RootElement);
            long? seconds = claims.Whole("exp");
            return new TokenClaims
            {
                Expiry = seconds is > 0 and < 253402300800 ? DateTimeOffset.FromUnixTimeSeconds(seconds.Value) : null,
                User = claims.Text("oid") ?? claims.Text("sub"),
            };
        }
        catch (Exception damage) when (damage is FormatException or JsonException or JsonShapeException or InvalidOperationException)
        {
            return null;
        }
    }

    private static byte[] FromBase64Url(string text)
    {
        text = text.Replace('-', '+').Replace('_', '/');
        return Convert.FromBase64String(text.PadRight(text.Length + ((4 - (text.Length % 4)) % 4), '='));
    }
}
