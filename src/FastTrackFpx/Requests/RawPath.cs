using FastTrackFpx.Connection;

namespace FastTrackFpx.Requests;

/// <summary>A path somebody typed, made safe: it stays on the host and below the API's root whatever it holds.</summary>
internal sealed class RawPath
{
    private RawPath(string path, List<KeyValuePair<string, string>> query)
    {
        Path = path;
        Query = query;
    }

    /// <summary>The escaped path from the root of the host.</summary>
    internal string Path { get; }

    /// <summary>What followed a question mark.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> Query { get; }

    /// <exception cref="InputException">The path is none, or leads elsewhere.</exception>
    internal static RawPath Parse(string? text, string version)
    {
        text = text?.Trim() ?? string.Empty;
        if (text.IndexOf("://", StringComparison.Ordinal) >= 0 || text.StartsWith("//", StringComparison.Ordinal))
        {
            throw Invalid("names a host; requests go to the connected service only");
        }

        if (text.IndexOf('#') >= 0) throw Invalid("has a fragment, which is never sent");
        int mark = text.IndexOf('?');
        List<KeyValuePair<string, string>> query = mark < 0 ? [] : ParseQuery(text.Substring(mark + 1));
        List<string> segments = (mark < 0 ? text : text.Substring(0, mark)).Trim('/').Split('/').Select(Decode).ToList();
        if (segments.Count == 1 && segments[0].Length == 0) throw Invalid("is empty");
        foreach (string segment in segments) CheckSegment(segment);
        if (Is(segments[0], Routes.Root)) version = StripRoot(segments);
        return new RawPath(Routes.Path(version, string.Join("/", segments.Select(Uri.EscapeDataString))), query);
    }

    /// <summary>A path that was copied whole carries its version with it.</summary>
    private static string StripRoot(List<string> segments)
    {
        if (segments.Count < 4 || !Is(segments[2], "api")) throw Invalid($"is not below /{Routes.Root}/{{version}}/api");
        string version = Routes.RequireVersion(segments[1]);
        segments.RemoveRange(0, 3);
        return version;
    }

    private static void CheckSegment(string segment)
    {
        if (segment.Length == 0) throw Invalid("has an empty part");
        if (segment.All(c => c == '.')) throw Invalid("leads upwards");
        if (segment.Any(c => c is '/' or '\\' or '%' || char.IsControl(c))) throw Invalid("has characters that are not allowed");
    }

    private static List<KeyValuePair<string, string>> ParseQuery(string text)
    {
        var query = new List<KeyValuePair<string, string>>();
        foreach (string pair in text.Split(['&'], StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=');
            query.Add(equals < 0 ? new(Decode(pair), string.Empty) : new(Decode(pair.Substring(0, equals)), Decode(pair.Substring(equals + 1))));
        }

        return query;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text);

    private static bool Is(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static InputException Invalid(string why) => new(
        FpxErrorCode.InvalidInput, $"The path {why}.", "Path", "Pass the part below /ftop/{version}/api, for example timeZones.");
}
