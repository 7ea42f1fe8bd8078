namespace FastTrackFpx.Sandbox.Hosting;

/// <summary>What options may be. Checked before anything is touched.</summary>
internal static class OptionRules
{
    private const int MostTenants = 1_000_000;
    private const int MostChildren = 1_000_000;

    public static void Check(SandboxOptions options)
    {
        if (options.Port is < 0 or > 65535)
        {
            throw new SandboxStartException($"{options.Port} is not a port. Ports are 1 to 65535, and 0 is any that is free.");
        }
        if (options.Tenants is < 0 or > MostTenants)
        {
            throw new SandboxStartException($"{options.Tenants} tenants cannot be made up. The number is 0 to {MostTenants}.");
        }
        if (options.RequestsPerMinute < 0)
        {
            throw new SandboxStartException("The number of calls per minute cannot be negative; 0 is no limit.");
        }
        CheckChildren(options.ContactsPerTenant, "contacts");
        CheckChildren(options.TransactionsPerTenant, "payments");
        if (options.RecordsPerTenant < 1) throw new SandboxStartException("The number of records per tenant is at least 1.");
    }

    private static void CheckChildren(int? number, string what)
    {
        if (number is < 0 or > MostChildren) throw new SandboxStartException($"{number} {what} of a tenant cannot be made up. The number is 0 to {MostChildren}.");
    }
}
