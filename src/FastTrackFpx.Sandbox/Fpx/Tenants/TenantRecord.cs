namespace FastTrackFpx.Sandbox.Fpx.Tenants;

/// <summary>A customer tenant.</summary>
/// <param name="Ordinal">Its position in the order of creation; claimed tenants come first.</param>
/// <param name="TenantId">Its GUID, lower case with dashes.</param>
/// <param name="Tpid">Its whole-number account id.</param>
/// <param name="Name">The customer's name.</param>
/// <param name="Domain">Its domain.</param>
/// <param name="Place">Index of its place in the world.</param>
/// <param name="Claimed">True if the partner has claimed a workload; otherwise the tenant only has a referral.</param>
/// <param name="Workloads">Ids of the claimed services.</param>
internal sealed record TenantRecord(
    int Ordinal, string TenantId, int Tpid, string Name, string Domain, int Place, bool Claimed, int[] Workloads)
{
    /// <summary>Which of its records were made up already.</summary>
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
