namespace FastTrackFpx.Rest.Data;

/// <summary>What services that do not share an id know the same customer by.</summary>
internal static class CustomerKey
{
    /// <summary>The domain of a mail address or of a web address, in lower case and without www; null if there is none.</summary>
    internal static string? DomainOf(string? address)
    {
        if (string.IsNullOrWhiteSpace(address)) return null;
        string text = address!.Trim();
        int scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0) text = text.Substring(scheme + 3);
        int end = text.IndexOfAny(['/', '?', '#']);
        if (end >= 0) text = text.Substring(0, end);
        text = text.Substring(text.LastIndexOf('@') + 1);
        // A port, or the end of "Ada <ada@contoso.com>".
        end = text.IndexOfAny([':', '>', ' ', ',', ';', ')']);
        if (end >= 0) text = text.Substring(0, end);
        text = text.TrimEnd('.').ToLowerInvariant();
        if (text.StartsWith("www.", StringComparison.Ordinal)) text = text.Substring(4);
        return text.Length > 0 && text.IndexOf('.') > 0 ? text : null;
    }

    /// <summary>A name without case and in one form, so that equal names are equal texts; null if there is none.</summary>
    internal static string? NameOf(string? name) => string.IsNullOrWhiteSpace(name) ? null : NamePattern.Normalize(name!).ToLowerInvariant();

    internal static Guid? TenantIdOf(string? text) => Guid.TryParse(text, out Guid id) && id != Guid.Empty ? id : null;
}
