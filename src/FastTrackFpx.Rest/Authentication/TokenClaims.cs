using System.Globalization;
using System.Text.Json;
using FastTrackFpx.Rest.Content;

namespace FastTrackFpx.Rest.Authentication;

/// <summary>What a bearer token says of itself, if it is a JSON web token. Not checked: that is the service's business.</summary>
internal static class TokenClaims
{
    /// <summary>When the token ends; null where it does not tell, or is of another kind.</summary>
    internal static DateTimeOffset? Expiry(string token)
    {
        string[] parts = token.Split('.');
        if (parts.Length != 3) return null;
        try
        {
            using JsonDocument payload = JsonDocument.Parse(FromBase64Url(parts[1]), new JsonDocumentOptions { MaxDepth = JsonBody.Depth });
            JsonElement expiry = JsonBody.Find(payload.RootElement, "exp");
            decimal? seconds = expiry.ValueKind switch
            {
                JsonValueKind.Number when expiry.TryGetDecimal(out decimal number) => number,
                JsonValueKind.String when decimal.TryParse(expiry.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) => number,
                _ => null,
            };
            return seconds is > 0 and < 253402300800 ? DateTimeOffset.FromUnixTimeSeconds((long)seconds.Value) : null;
        }
        catch (Exception damage) when (damage is FormatException or JsonException or InvalidOperationException)
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
