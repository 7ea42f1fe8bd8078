using System;

namespace FastTrackFpx.Sandbox.Http;

/// <summary>A request path taken apart: /ftop/{version}/api/{route}.</summary>
/// <param name="Version">The version; <see cref="ApiVersions.None"/> for one that does not exist.</param>
/// <param name="VersionText">The version as sent.</param>
/// <param name="Route">What stands after /api/.</param>
/// <param name="Segments">The same in its segments.</param>
internal sealed record ApiPath(ApiVersions Version, string VersionText, string Route, string[] Segments)
{
    private static readonly ApiPath Elsewhere = new(ApiVersions.None, "", "", []);

    public static ApiPath Parse(string path)
    {
        string[] parts = path.Trim('/').Split('/', 4);
        bool ours = parts.Length == 4
            && parts[0].Equals("ftop", StringComparison.OrdinalIgnoreCase)
            && parts[2].Equals("api", StringComparison.OrdinalIgnoreCase);
        return ours
            ? new ApiPath(VersionOf(parts[1]), parts[1], parts[3], parts[3].Split('/'))
            : Elsewhere with { Route = path.TrimStart('/') };
    }

    private static ApiVersions VersionOf(string text) => text.ToLowerInvariant() switch
    {
        "v1" => ApiVersions.V1,
        "v1.1" => ApiVersions.V11,
        "v1.2" => ApiVersions.V12,
        _ => ApiVersions.None,
    };
}
