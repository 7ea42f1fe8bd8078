namespace FastTrackFpx.Rest.Http;

/// <summary>What a peer has against our certificate, as far as TLS tells.</summary>
internal static class CertificateRefusal
{
    /// <summary>Clocks that differ by more are noticed elsewhere.</summary>
    private static readonly TimeSpan New = TimeSpan.FromHours(1);

    /// <summary>What TLS libraries call it, with our words for those that say why.</summary>
    private static readonly KeyValuePair<string, string?>[] Alerts =
    [
        new("certificate expired", "it has ended by the service's clock"),
        new("certificate revoked", "it was revoked"),
        new("alert unknown ca", "its issuer is not one that the service trusts"),
        new("unsupported certificate", "it is of a kind that the service does not take"),
        new("certificate required", "the service saw none"),
        new("certificate_required", "the service saw none"),
        new("bad certificate", null),
        new("certificate unknown", null),
        new("access denied", null),
        new("SEC_E_CERT", null),
        new("0x8009030E", null),
    ];

    /// <summary>Whether a failure is about our certificate.</summary>
    internal static bool IsMeantBy(Exception cause) => cause is not System.Net.Http.HttpRequestException && Find(cause) is not null;

    /// <summary>Why, as the end of a sentence; empty when nothing is known.</summary>
    internal static string Reason(IEnumerable<Exception> causes, DateTimeOffset? begin, DateTimeOffset? end, DateTimeOffset now)
    {
        if (end < now) return $": it ended on {end.Value.UtcDateTime:yyyy-MM-dd HH:mm} UTC";
        string? told = causes.Select(Find).FirstOrDefault(alert => alert?.Value is not null)?.Value;
        if (told is not null) return ": " + told;
        // TLS has no word for one that has not begun.
        return begin is { } start && now - start < New ? $": it begins on {start.UtcDateTime:yyyy-MM-dd HH:mm} UTC, which may not have come by the service's clock" : string.Empty;
    }

    private static KeyValuePair<string, string?>? Find(Exception cause)
    {
        foreach (KeyValuePair<string, string?> alert in Alerts)
        {
            if (cause.Message.IndexOf(alert.Key, StringComparison.OrdinalIgnoreCase) >= 0) return alert;
        }

        return null;
    }
}
