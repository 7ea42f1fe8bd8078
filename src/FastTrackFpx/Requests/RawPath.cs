namespace FastTrackFpx.Requests;

/// <summary>A path below <c>/ftop/{version}/api</c> that a user wrote, such as <c>timeZones</c>, from the root of the host.</summary>
internal sealed record RawPath(string Path, IReadOnlyList<KeyValuePair<string, string>> Query)
{
    private const string Action = "Pass the part below /ftop/{version}/api, for example timeZones.";

    internal static RawPath Parse(string? text, string version)
    {
        RequestPath path = RequestPath.Parse(text, string.Empty, Action);
        if (Is(path.Segments[0], Routes.Root))
        {
            // A path that was copied whole has its version.
            if (path.Segments.Count < 4 || !Is(path.Segments[2], "api")) throw RequestPath.Invalid($"is not below /{Routes.Root}/{{version}}/api", Action);
            version = Routes.RequireVersion(path.Segments[1]);
            path = path with { Segments = [.. path.Segments.Skip(3)] };
        }

        return new RawPath(Routes.Path(version, path.Path), path.Query);
    }

    private static bool Is(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
