namespace FastTrackFpx.Requests;

/// <summary>A path below <c>/ftop/{version}/api</c> that a user typed, such as <c>timeZones</c>.</summary>
internal static class RawPath
{
    private const string Action = "Pass the part below /ftop/{version}/api, for example timeZones.";

    internal static RequestPath Parse(string? text, string version)
    {
        RequestPath path = RequestPath.Parse(text, string.Empty, Action);
        IReadOnlyList<string> route = path.Segments;
        if (Is(route[0], Routes.Root))
        {
            // A path that was copied whole has its version.
            if (route.Count < 4 || !Is(route[2], "api")) throw RequestPath.Invalid($"is not below /{Routes.Root}/{{version}}/api", Action);
            version = Routes.RequireVersion(route[1]);
            route = [.. route.Skip(3)];
        }

        return path with { Segments = [Routes.Root, version, "api", .. route] };
    }

    private static bool Is(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
