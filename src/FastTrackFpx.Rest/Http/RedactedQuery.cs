using System.Globalization;

namespace FastTrackFpx.Rest.Http;

/// <summary>Addresses for eyes: a query that names the same thing over and over shows the first few and how many more there are.</summary>
internal static class RedactedQuery
{
    private const int ShownValues = 3;
    private const int Longest = 400;

    /// <summary>A request's path and query, masked and no longer than it helps.</summary>
    internal static string Of(ServiceProfile profile, RestRequest request) => Shorten(profile.RedactPath(request.PathAndQuery));

    /// <summary>The path and query, no longer than it helps.</summary>
    internal static string Shorten(string pathAndQuery)
    {
        int start = pathAndQuery.IndexOf('?');
        if (start < 0) return Cut(pathAndQuery);
        IEnumerable<string> parts = pathAndQuery.Substring(start + 1).Split('&')
            .GroupBy(static part => part.Split('=')[0], StringComparer.OrdinalIgnoreCase)
            .SelectMany(static same => Shorten(same.Key, [.. same]));
        return Cut(pathAndQuery.Substring(0, start + 1) + string.Join("&", parts));
    }

    private static string Cut(string shown) => shown.Length <= Longest ? shown : shown.Substring(0, Longest) + "...";

    private static IEnumerable<string> Shorten(string name, string[] parts)
    {
        if (parts.Length <= ShownValues + 1) return parts;
        string more = (parts.Length - ShownValues).ToString(CultureInfo.InvariantCulture);
        return parts.Take(ShownValues).Append($"{name}=...{more} more");
    }
}
