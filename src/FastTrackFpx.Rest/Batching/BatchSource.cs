using FastTrackFpx.Rest.Paging;

namespace FastTrackFpx.Rest.Batching;

/// <summary>How the records of tenants are had: of many together in one call, and of one alone.</summary>
internal sealed class BatchSource<T>
{
    internal BatchSource(Func<Guid, PageNumber, CancellationToken, Task<Page<T>>> readAlone) => ReadAlone = readAlone;

    /// <summary>Reads a page of one tenant by its own endpoint.</summary>
    internal Func<Guid, PageNumber, CancellationToken, Task<Page<T>>> ReadAlone { get; }

    /// <summary>Reads a page of each of up to 25 tenants in one call; null where no endpoint does that.</summary>
    internal Func<TogetherRequest, CancellationToken, Task<TogetherAnswer<T>>>? ReadTogether { get; set; }

    /// <summary>
    /// Whether the call for many takes page inputs. Where it does not, a tenant that has more is read again, whole, by its own endpoint.
    /// </summary>
    internal bool IsPagedTogether { get; set; }

    /// <summary>Whether a tenant that is not in the answer may simply have no records, so that its own endpoint must tell.</summary>
    internal bool AbsentMayBeEmpty { get; set; }

    /// <summary>The id by which a record is known again on another page.</summary>
    internal Func<T, object?>? Key { get; set; }

    /// <summary>The largest page to ask for.</summary>
    internal int LargestSize { get; set; } = PageSource<T>.UsualSize;

    /// <summary>What the call for many is known by, to remember that the service does not have it.</summary>
    internal string Name { get; set; } = string.Empty;
}

/// <summary>One call for many tenants.</summary>
internal sealed class TogetherRequest
{
    internal TogetherRequest(IReadOnlyList<Guid> tenantIds, PageNumber page)
    {
        TenantIds = tenantIds;
        Page = page;
    }

    internal IReadOnlyList<Guid> TenantIds { get; }

    internal PageNumber Page { get; }
}

/// <summary>The answer to a call for many tenants.</summary>
internal sealed class TogetherAnswer<T>
{
    /// <summary>What the service gave, by tenant.</summary>
    internal Dictionary<Guid, Page<T>> Pages { get; } = [];

    /// <summary>Groups without a record, so that nobody can say whose they are.</summary>
    internal int NamelessGroups { get; set; }
}
