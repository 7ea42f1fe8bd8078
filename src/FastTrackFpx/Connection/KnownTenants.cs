namespace FastTrackFpx.Connection;

/// <summary>Names of the tenants that a session has read, so that each record of a tenant can carry its name.</summary>
internal sealed class KnownTenants
{
    private readonly ConcurrentDictionary<Guid, string> _names = new();

    /// <summary>Remembers a name; a blank one is none.</summary>
    internal void Note(Guid tenantId, string? name)
    {
        if (string.IsNullOrWhiteSpace(name) || tenantId == Guid.Empty) return;
        // Reading is free; most names come again with each record.
        if (Find(tenantId) != name) _names[tenantId] = name!;
    }

    /// <summary>The name; null until the session has read it.</summary>
    internal string? Find(Guid tenantId) => _names.TryGetValue(tenantId, out string? name) ? name : null;

    /// <summary>The name of a response, which is remembered, or else the one of an earlier response.</summary>
    internal string? Complete(Guid tenantId, string? name)
    {
        if (string.IsNullOrWhiteSpace(name)) return Find(tenantId);
        Note(tenantId, name);
        return name;
    }
}
