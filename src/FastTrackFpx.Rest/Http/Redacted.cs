namespace FastTrackFpx.Rest.Http;

/// <summary>Paths and bodies as messages and traces show them.</summary>
internal static class Redacted
{
    private const int ShownValues = 3;
    private const int LongestPath = 400;

    /// <summary>A body of many megabytes would only flood a trace.</summary>
    private const int LongestBody = 64 * 1024;

    /// <summary>A request's path and query. A name that is repeated many times shows the first few values and how many follow.</summary>
    internal static string Path(IService service, RestRequest request) => Shorten(service.RedactPath(request.PathAndQuery));

    internal static string Body(IService service, RestRequest request, ReadOnlyMemory<byte> body)
    {
        int shown = Math.Min(body.Length, LongestBody);
        string text = service.RedactBody(Encoding.UTF8.GetString(body.Slice(0, shown).ToArray()), request.Path);
        text = service.RedactText(text, request);
        return shown == body.Length ? text : text + $"... ({body.Length - shown:N0} more bytes)";
    }

    internal static string Shorten(string pathAndQuery)
    {
        int start = pathAndQuery.IndexOf('?') + 1;
        IEnumerable<string> parts = pathAndQuery.Substring(start).Split('&')
            .GroupBy(static part => part.Split('=')[0], StringComparer.OrdinalIgnoreCase)
            .SelectMany(static same => Shorten(same.Key, [.. same]));
        string path = start == 0 ? pathAndQuery : pathAndQuery.Substring(0, start) + string.Join("&", parts);
        return path.Length <= LongestPath ? path : path.Substring(0, LongestPath) + "...";
    }

    private static IEnumerable<string> Shorten(string name, string[] parts) => parts.Length <= ShownValues + 1
        ? parts
        : parts.Take(ShownValues).Append($"{name}=...{(parts.Length - ShownValues).ToString(CultureInfo.InvariantCulture)} more");
}
