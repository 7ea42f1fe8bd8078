using System.Collections.Immutable;
using FastTrackFpx.Sandbox.MadeUp;

namespace FastTrackFpx.Sandbox.AppDirect.Access;

/// <summary>A user who can sign in, with the roles that a token of theirs can have.</summary>
/// <param name="Name">The user name, a mail address.</param>
/// <param name="Company">The company: operator, reseller, vendor, or customer for the first customer.</param>
/// <param name="Roles">The roles.</param>
internal sealed record SignInUser(string Name, string Company, ImmutableArray<string> Roles)
{
    public string Id => StableId.Of("AppDirect user", Name);
}

/// <summary>The users with a password. They are the same in every sandbox.</summary>
internal static class SignInUsers
{
    public const string Domain = "marketplace.example";

    public static ImmutableArray<SignInUser> All { get; } =
    [
        new("manager@" + Domain, "operator", ["ROLE_USER", "ROLE_CHANNEL_ADMIN", "ROLE_CHANNEL_SUPPORT", "ROLE_CHANNEL_PRODUCT_SUPPORT",
            "ROLE_CORPORATE_ADMIN", "ROLE_SUPERUSER"]),
        new("resellers@" + Domain, "operator", ["ROLE_USER", "ROLE_RESELLER_MANAGER"]),
        new("agent@" + Domain, "operator", ["ROLE_USER", "ROLE_SALES_SUPPORT"]),
        new("reseller@" + Domain, "reseller", ["ROLE_USER", "ROLE_RESELLER", "ROLE_REFERRAL"]),
        new("developer@" + Domain, "vendor", ["ROLE_USER", "ROLE_DEVELOPER"]),
        new("admin@" + Domain, "customer", ["ROLE_USER", "ROLE_SYS_ADMIN", "ROLE_BILLING_ADMIN"]),
        new("user@" + Domain, "customer", ["ROLE_USER"]),
    ];
}
