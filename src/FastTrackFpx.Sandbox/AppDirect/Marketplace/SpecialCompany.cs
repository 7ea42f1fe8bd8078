using FastTrackFpx.Sandbox.MadeUp;

namespace FastTrackFpx.Sandbox.AppDirect.Marketplace;

/// <summary>The companies of the marketplace itself. They are the same in every sandbox.</summary>
internal static class SpecialCompany
{
    public const string Operator = "operator";
    public const string Reseller = "reseller";
    public const string Vendor = "vendor";

    /// <summary>The id of a special company, or of the first customer.</summary>
    public static string IdOf(string role) => StableId.Of("AppDirect company", role);
}
