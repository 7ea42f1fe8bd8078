namespace FastTrackFpx.Sandbox.Hosting;

/// <summary>Validates options before anything is touched.</summary>
internal static class OptionRules
{
    private const int MaxTenants = 1_000_000;
    private const int MaxChildren = 1_000_000;

    public static void Check(SandboxOptions options)
    {
        foreach (int port in options.Ports.Values.Append(options.Port))
        {
            Require(port is >= 0 and <= 65535, $"{port} is not a port. Ports are 1 to 65535, and 0 is any free port.");
        }

        Require(options.Tenants is >= 0 and <= MaxTenants, $"The number of tenants is {options.Tenants}; it must be 0 to {MaxTenants}.");
        Require(
            options.Companies is null or (>= 0 and <= MaxTenants),
            $"The number of companies is {options.Companies}; it must be 0 to {MaxTenants}.");
        Require(options.RequestsPerMinute >= 0, "The number of requests per minute cannot be negative; 0 means no limit.");
        Require(
            options.ContactsPerTenant is null or (>= 0 and <= MaxChildren),
            $"The number of contacts per tenant is {options.ContactsPerTenant}; it must be 0 to {MaxChildren}.");
        Require(
            options.TransactionsPerTenant is null or (>= 0 and <= MaxChildren),
            $"The number of payments per tenant is {options.TransactionsPerTenant}; it must be 0 to {MaxChildren}.");
        Require(options.RecordsPerTenant >= 1, "The number of records per tenant must be at least 1.");
    }

    private static void Require(bool isValid, string message)
    {
        if (!isValid) throw new SandboxStartException(message);
    }
}
