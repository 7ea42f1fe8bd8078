using System.Collections.Immutable;

namespace FastTrackFpx.Sandbox.AppDirect.Access;

/// <summary>Who sends a request.</summary>
/// <param name="Key">Whose limits the request counts against.</param>
/// <param name="Roles">The roles of the token.</param>
/// <param name="UserId">The signed-in user; null for a client.</param>
/// <param name="CompanyId">The company of the user; null for a client.</param>
internal sealed record Caller(string Key, ImmutableArray<string> Roles, string? UserId, string? CompanyId)
{
    private static readonly string[] OfMarketplace =
    [
        "ROLE_PARTNER", "ROLE_PARTNER_READ", "ROLE_CHANNEL_ADMIN", "ROLE_CHANNEL_SUPPORT", "ROLE_CHANNEL_PRODUCT_SUPPORT",
        "ROLE_SALES_SUPPORT", "ROLE_RESELLER_MANAGER", "ROLE_APPLICATION",
    ];

    /// <summary>True if the caller sees only its own company, and a reseller also its customers.</summary>
    public bool IsOfCompany => CompanyId is not null && !Roles.Any(OfMarketplace.Contains);

    public bool IsReseller => Roles.Contains("ROLE_RESELLER");

    public bool Has(string role) => Roles.Contains(role);
}
