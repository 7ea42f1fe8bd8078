namespace FastTrackFpx;

public sealed partial class AppDirectCompany
{
    /// <summary>The id of the FPX tenant for which the company was found; null if no tenant was piped.</summary>
    public string? TenantId { get; set; }
}
