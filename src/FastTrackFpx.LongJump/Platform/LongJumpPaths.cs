namespace FastTrackFpx.LongJump.Platform;

internal static class LongJumpPaths
{
    internal const string Root = "/networking/rest";

    internal const string Tenants = Root + "/tenant";

    internal static string Tenant(string id) => $"{Tenants}/{Uri.EscapeDataString(id)}";
}
