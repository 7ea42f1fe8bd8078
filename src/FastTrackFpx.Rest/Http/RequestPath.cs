namespace FastTrackFpx.Rest.Http;

/// <summary>A path that a user typed, checked so that it stays on the host and below a service's root, whatever it holds.</summary>
internal sealed record RequestPath(IReadOnlyList<string> Segments, IReadOnlyList<KeyValuePair<string, string>> Query)
{
    internal string Path => "/" + string.Join("/", Segments.Select(Uri.EscapeDataString));

    internal static RequestPath Parse(string? text, string root, string action)
    {
        text = text?.Trim() ?? string.Empty;
        if (text.IndexOf("://", StringComparison.Ordinal) >= 0 || text.StartsWith("//", StringComparison.Ordinal))
            throw Invalid("names a host; requests go to the connected service only", action);
        if (text.IndexOf('#') >= 0) throw Invalid("has a fragment, which is never sent", action);
        int mark = text.IndexOf('?');
        List<KeyValuePair<string, string>> query = mark < 0 ? [] : ParseQuery(text.Substring(mark + 1));
        List<string> segments = [.. (mark < 0 ? text : text.Substring(0, mark)).Trim('/').Split('/').Select(Uri.UnescapeDataString)];
        if (segments.Count == 1 && segments[0].Length == 0) throw Invalid("is empty", action);
        foreach (string segment in segments) CheckSegment(segment, action);
        string[] prefix = root.Split(['/'], StringSplitOptions.RemoveEmptyEntries);
        bool hasRoot = prefix.Length < segments.Count && prefix.SequenceEqual(segments.Take(prefix.Length), StringComparer.OrdinalIgnoreCase);
        return new RequestPath(hasRoot || prefix.Length == 0 ? segments : [.. prefix, .. segments], query);
    }

    internal static InputException Invalid(string why, string action) => new(ErrorCode.InvalidInput, $"The path {why}.", "Path", action);

    private static void CheckSegment(string segment, string action)
    {
        if (segment.Length == 0) throw Invalid("has an empty part", action);
        if (segment.All(c => c == '.')) throw Invalid("leads upwards", action);
        if (segment.Any(c => c is '/' or '\\' or '%' || char.IsControl(c))) throw Invalid("has characters that are not allowed", action);
    }

    private static List<KeyValuePair<string, string>> ParseQuery(string text) =>
    [
        .. text.Split(['&'], StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split(['='], 2))
            .Select(pair => new KeyValuePair<string, string>(Uri.UnescapeDataString(pair[0]), pair.Length > 1 ? Uri.UnescapeDataString(pair[1]) : string.Empty)),
    ];
}
