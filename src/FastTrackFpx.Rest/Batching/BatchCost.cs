using FastTrackFpx.Rest.Paging;

namespace FastTrackFpx.Rest.Batching;

/// <summary>How many calls a <see cref="ParentBatch{TKey, T}"/> sends if none fails, and the numbers it goes by.</summary>
internal static class BatchCost
{
    /// <summary>The most parents that a call for many can name.</summary>
    internal const int ParentsPerCall = 25;

    /// <summary>Pages that are read for a group together; parents with still more are read on alone, as fast as their records are taken.</summary>
    internal const int RoundsTogether = 4;

    /// <summary>Pages that a list of so many records comes in; an empty one is a page as well.</summary>
    internal static long Pages(long records, int size = PageSource<object>.UsualSize) => Math.Max(1, Quotient(records, size));

    /// <summary>Calls for tenants whose first pages are read together, and further ones too as long as the batch does so.</summary>
    /// <param name="tenants">How many tenants.</param>
    /// <param name="pages">Pages that each of them has.</param>
    internal static long Together(long tenants, long pages = 1)
    {
        long whole = tenants / ParentsPerCall;
        long rest = tenants % ParentsPerCall;
        return checked((whole * Group(ParentsPerCall, pages)) + (rest == 0 ? 0 : Group(rest, pages)));
    }

    /// <summary>Groups that tenants are gathered in.</summary>
    internal static long Groups(long tenants) => Quotient(tenants, ParentsPerCall);

    private static long Group(long tenants, long pages)
    {
        if (tenants == 1) return pages;
        long together = Math.Min(pages, RoundsTogether);
        return checked(together + ((pages - together) * tenants));
    }

    private static long Quotient(long dividend, long divisor) => (dividend / divisor) + (dividend % divisor == 0 ? 0 : 1);
}
