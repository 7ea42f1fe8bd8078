namespace FastTrackFpx.Content;

/// <summary>Reads the response for many tenants: a list of groups, each of which names its tenant itself or leaves that to its items.</summary>
internal static class FpxGroups
{
    internal static PagesByParent<Guid, T> Read<T>(RestResponse response, Action<T, FpxPage<T>> complete, Func<T, Guid> tenantOf)
        where T : class
    {
        var pages = new PagesByParent<Guid, T>();
        foreach (FpxPage<T> group in Groups<T>(response))
        {
            foreach (T record in group.Items!) complete(record, group);
            if (group.TenantId is null && group.Items!.Count == 0) pages.NamelessGroups++;
            if (group.TenantId is { } named && !pages.ContainsKey(named)) pages[named] = Part(group, []);
            foreach (List<T> items in ByTenant(group.Items!, tenantOf)) Add(pages, tenantOf(items[0]), Part(group, items));
        }

        return pages;
    }

    /// <summary>The groups. A list without groups is read as one group of its own for each record.</summary>
    private static IEnumerable<FpxPage<T>> Groups<T>(RestResponse response)
        where T : class
    {
        List<FpxPage<T>> groups = FpxJson.ReadList<FpxPage<T>>(response);
        if (groups.Exists(static group => !group.IsEnvelope)) return FpxJson.ReadList<T>(response).Select(static record => new FpxPage<T> { Items = [record] });
        groups.ForEach(static group => group.DropNulls());
        return groups;
    }

    /// <summary>Items by tenant; nearly always they are all of one.</summary>
    private static IEnumerable<List<T>> ByTenant<T>(List<T> items, Func<T, Guid> tenantOf)
    {
        if (items.Count == 0) return [];
        Guid first = tenantOf(items[0]);
        return items.TrueForAll(item => tenantOf(item) == first) ? [items] : items.GroupBy(tenantOf).Select(tenant => tenant.ToList());
    }

    private static void Add<T>(PagesByParent<Guid, T> pages, Guid tenantId, Page<T> page) =>
        pages[tenantId] = pages.TryGetValue(tenantId, out Page<T>? before) && before.Items.Count > 0
            ? new Page<T>([.. before.Items, .. page.Items]) { Count = before.Count, HasMore = before.HasMore || page.HasMore }
            : page;

    /// <summary>A tenant's part of a group. The group's number is the tenant's only if no other tenant is in it.</summary>
    private static Page<T> Part<T>(FpxPage<T> whole, List<T> items)
        where T : class => new(items)
        {
            Count = items.Count == 0 || items.Count == whole.Items!.Count ? whole.Count : null,
            HasMore = whole.HasMore ?? false,
        };
}
