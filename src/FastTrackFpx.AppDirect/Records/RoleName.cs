namespace FastTrackFpx.AppDirect.Records;

/// <summary>Roles come with and without the prefix, even in one list.</summary>
internal static class RoleName
{
    private const string Prefix = "ROLE_";

    internal static string? WithoutPrefix(string? role) =>
        role?.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) == true ? role.Substring(Prefix.Length) : role;
}

/// <summary>Ids that a record has only as the end of a link.</summary>
internal static class LinkTarget
{
    /// <summary>The last part of the address of the first link of that relation; null if there is none.</summary>
    internal static string? Of(AppDirectLink[]? links, string relation)
    {
        string? address = links?.FirstOrDefault(link => link.Rel == relation)?.Href?.Split('?')[0].TrimEnd('/');
        return address is { Length: > 0 } ? address.Substring(address.LastIndexOf('/') + 1) : null;
    }
}
