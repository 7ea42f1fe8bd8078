namespace FastTrackFpx.Rest.Batching;

/// <summary>What came of one tenant of a batch: records, or the reason why there are none.</summary>
/// <typeparam name="T">The record.</typeparam>
public sealed class TenantResult<T>
{
    internal TenantResult(Guid tenantId, object? tag)
    {
        TenantId = tenantId;
        Tag = tag;
    }

    /// <summary>The tenant.</summary>
    public Guid TenantId { get; }

    /// <summary>What was added along with the tenant.</summary>
    public object? Tag { get; }

    /// <summary>Records of the tenant; a tenant with many comes in several results, one after the other.</summary>
    public IReadOnlyList<T> Items { get; internal set; } = [];

    /// <summary>Why the tenant, or the rest of it, could not be read.</summary>
    public RestException? Error { get; internal set; }

    /// <summary>Whether nothing more comes of this tenant.</summary>
    public bool IsComplete { get; internal set; }
}
