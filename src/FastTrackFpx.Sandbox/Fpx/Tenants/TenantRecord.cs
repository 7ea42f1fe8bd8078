namespace FastTrackFpx.Sandbox.Fpx.Tenants;

/// <summary>A customer tenant.</summary>
/// <param name="Ordinal">Its place in the order of making; the claimed ones come first.</param>
/// <param name="TenantId">Its GUID, lower case with dashes.</param>
/// <param name="Tpid">Its whole-number account id.</param>
/// <param name="Name">The customer's name.</param>
/// <param name="Domain">Its domain.</param>
/// <param name="Place">Index of the place it comes from.</param>
/// <param name="Claimed">Whether the partner has a claimed workload; if not, the tenant is known by a referral alone.</param>
/// <param name="Workloads">Ids of the claimed services.</param>
internal sealed record TenantRecord(
    int Ordinal, string TenantId, int Tpid, string Name, string Domain, int Place, bool Claimed, int[] Workloads)
{
    /// <summary>Which children of this tenant have been written to the database.</summary>
    public MadeChildren Made { get; init; }
}

[Flags]
internal enum MadeChildren
{
    None = 0,
    Entitlements = 1,
    Contacts = 2,
    Notes = 4,
}
