using FastTrackFpx.Rest.Content;
using FastTrackFpx.Rest.Paging;

namespace FastTrackFpx.Rest.Batching;

/// <summary>
/// Reads the answer to a call for many tenants: a list of groups with items and whether there are more. A group names its tenant itself, or leaves
/// that to its items; one that does neither has no records, and nobody knows whose they would be.
/// </summary>
internal static class TenantGroupReader
{
    internal static TogetherAnswer<T> Read<T>(JsonRecord body, Func<JsonRecord, JsonRecord, T> read, Func<T, Guid> tenantOf)
        where T : class
    {
        var answer = new TogetherAnswer<T>();
        JsonRecord groups = body.IsArray ? body : body["items"];
        foreach (Group<T> group in groups.Items(record => ReadGroup(record, read)))
        {
            if (group.TenantId is null && group.Page.Items.Count == 0) answer.NamelessGroups++;
            if (group.TenantId is { } named && !answer.Pages.ContainsKey(named)) answer.Pages[named] = Part(group.Page, []);
            foreach (IGrouping<Guid, T> tenant in group.Page.Items.GroupBy(tenantOf)) Add(answer, tenant.Key, Part(group.Page, [.. tenant]));
        }

        return answer;
    }

    private static Group<T> ReadGroup<T>(JsonRecord record, Func<JsonRecord, JsonRecord, T> read)
        where T : class
    {
        // A list without groups is read as one group of its own for each record.
        if (!record["items"].HasValue && record["tenantId"].HasValue && !record["count"].HasValue && !record["moreRecords"].HasValue && !record["hasMore"].HasValue)
        {
            return new Group<T>(record.Guid("tenantId"), new Page<T>([read(record, record)]));
        }

        Guid? tenantId = record.Guid("tenantId");
        return new Group<T>(tenantId, Page.Read(record, item => read(item, record)));
    }

    private static void Add<T>(TogetherAnswer<T> answer, Guid tenantId, Page<T> page) =>
        answer.Pages[tenantId] = answer.Pages.TryGetValue(tenantId, out Page<T>? before)
            ? new Page<T>([.. before.Items, .. page.Items]) { Count = before.Count, HasMore = before.HasMore || page.HasMore, Fingerprint = page.Fingerprint }
            : page;

    /// <summary>A tenant's part of a group. The group's number is the tenant's only where no other tenant is in it.</summary>
    private static Page<T> Part<T>(Page<T> whole, List<T> items) => new(items)
    {
        Count = items.Count == 0 || items.Count == whole.Items.Count ? whole.Count : null,
        HasMore = whole.HasMore,
        Fingerprint = whole.Fingerprint,
    };

    private sealed class Group<T>(Guid? tenantId, Page<T> page)
    {
        internal Guid? TenantId { get; } = tenantId;

        internal Page<T> Page { get; } = page;
    }
}
