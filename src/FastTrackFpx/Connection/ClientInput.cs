namespace FastTrackFpx.Connection;

/// <summary>Refuses what cannot be right before anything is sent.</summary>
internal static class ClientInput
{
    /// <summary>Scheme, host and port of an address; a trailing <c>/ftop</c>, which users copy along, is understood.</summary>
    internal static Uri RequireBaseUri(Uri? uri)
    {
        if (uri is null || !uri.IsAbsoluteUri || uri.Scheme != Uri.UriSchemeHttps)
        {
            throw Invalid($"'{uri}' is no https address.", "BaseUri", "Give the address up to the host, for instance https://127.0.0.1:7443.");
        }

        string path = uri.AbsolutePath.Trim('/');
        bool isPlain = path.Length == 0
            || path.Equals(Routes.Root, StringComparison.OrdinalIgnoreCase)
            || path.StartsWith(Routes.Root + "/", StringComparison.OrdinalIgnoreCase);
        if (!isPlain || uri.Query.Length > 0 || uri.Fragment.Length > 0 || uri.UserInfo.Length > 0)
        {
            throw Invalid($"The address of {uri.Authority} has more than scheme, host and port.", "BaseUri", "Give the part before /ftop.");
        }

        return new Uri(uri.GetLeftPart(UriPartial.Authority) + "/");
    }

    /// <summary>Numbers, times and headers of a connection.</summary>
    internal static void Check(FpxClientOptions options)
    {
        // The count that processes share is a file, written at every call: it is for the service's own limit and not for measuring.
        bool isHere = options.BaseUri.IsAbsoluteUri && options.BaseUri.IsLoopback && options.RateLimitScope == FpxRateLimitScope.Process;
        Between(options.RequestsPerMinute, 1, isHere ? FpxClientOptions.MostRequestsPerMinuteOnLoopback : FpxClientOptions.MostRequestsPerMinute, "RequestsPerMinute");
        Between(options.MaxRetryCount, 0, 10, "MaxRetryCount");
        Positive(options.AttemptTimeout, "TimeoutSec");
        Positive(options.TotalTimeout, "TimeoutSec");
        if (options.Origin is { } origin && origin.Any(c => c is <= ' ' or > '~'))
        {
            throw Invalid("The origin holds characters that no header may carry.", "Origin", "Give the origin as it is registered, for instance https://contoso.com.");
        }
    }

    private static void Between(int value, int least, int most, string name)
    {
        if (value < least || value > most) throw Invalid($"{name} is {value}; it may be {least} to {most}.", name, $"Give a number from {least} to {most}.");
    }

    private static void Positive(TimeSpan value, string name)
    {
        if (value <= TimeSpan.Zero || value > TimeSpan.FromDays(1)) throw Invalid($"{name} is {value}; it may be up to a day.", name, "Give a time from one second to a day.");
    }

    private static InputException Invalid(string message, string parameter, string action) =>
        new(FpxErrorCode.InvalidInput, message, parameter, action);
}
