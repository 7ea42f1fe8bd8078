namespace FastTrackFpx.Rest.Paging;

/// <summary>How pages of one list are had, and what may be relied on.</summary>
internal sealed class PageSource<T>(Func<PageNumber, CancellationToken, Task<Page<T>>> read)
{
    /// <summary>The size that makes for few calls without making a page a burden.</summary>
    internal const int UsualSize = 100;

    internal Func<PageNumber, CancellationToken, Task<Page<T>>> Read { get; } = read;

    /// <summary>The id by which a record that moved to another page is known again; null where records have none.</summary>
    internal Func<T, object?>? Key { get; set; }

    internal int LargestSize { get; set; } = UsualSize;

    /// <summary>Whether page numbers can be relied on to skip records; otherwise what is skipped is read.</summary>
    internal bool CanJump { get; set; } = true;
}
