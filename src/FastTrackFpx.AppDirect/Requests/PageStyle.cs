using System.Globalization;

namespace FastTrackFpx.AppDirect.Requests;

/// <summary>How a list of the marketplace is read page by page. There are nine dialects; these are their three kinds.</summary>
internal abstract class PageStyle
{
    private PageStyle(string position, string? size, int ask)
    {
        Position = position;
        Size = size;
        Ask = ask;
    }

    /// <summary>The size of page to ask for.</summary>
    internal int Ask { get; }

    private string Position { get; }

    private string? Size { get; }

    /// <summary>Pages by number.</summary>
    /// <param name="position">The parameter of the number.</param>
    /// <param name="size">The parameter of the size.</param>
    /// <param name="ask">The size to ask for.</param>
    /// <param name="first">The number of the first page; null if the document does not say.</param>
    internal static PageStyle Number(string position, string? size, int ask, int? first) => new Numbered(position, size, ask, first);

    /// <summary>An offset and a count.</summary>
    /// <param name="position">The parameter of the offset.</param>
    /// <param name="size">The parameter of the count.</param>
    /// <param name="ask">The documented count.</param>
    /// <param name="endsEmpty">True if only an empty page ends the list: a total is advice.</param>
    internal static PageStyle Offset(string position, string? size, int ask, bool endsEmpty = false) => new ByOffset(position, size, ask, endsEmpty);

    /// <summary>The position that the page before states.</summary>
    internal static PageStyle Cursor(string position, string? size, int ask) => new ByCursor(position, size, ask);

    /// <summary>The parameters of the first page.</summary>
    internal abstract PagePosition First(int ask);

    /// <summary>The next page; null after the last.</summary>
    internal abstract PagePosition? Next(PagePosition position, PageFacts page);

    private PagePosition At(long? place, string? text, int ask)
    {
        var query = new List<KeyValuePair<string, string>>();
        if (text is not null) query.Add(new(Position, text));
        if (Size is not null) query.Add(new(Size, ask.ToString(CultureInfo.InvariantCulture)));
        return new PagePosition { Place = place, Ask = ask, Query = query };
    }

    private PagePosition At(long place, int ask) => At(place, place.ToString(CultureInfo.InvariantCulture), ask);

    private sealed class Numbered(string position, string? size, int ask, int? first) : PageStyle(position, size, ask)
    {
        internal override PagePosition First(int ask) => first is { } number ? At(number, ask) : At(null, null, ask);

        internal override PagePosition? Next(PagePosition position, PageFacts page)
        {
            // A page that adds nothing is the last, except the second one if the numbering is not known: it may be the first page again.
            bool mayBeFirst = page.Index == 1 && page.RepeatsFirst && (first is null || page.FirstNumber != first);
            if (page.Fresh == 0 && !mayBeFirst) return null;
            bool isMore = page.TotalPages is { } pages
                ? page.Index + 1 - page.Repeats < pages || (page.TotalElements > page.Seen && page.Count >= Math.Max(1, page.ServedSize ?? 1)) || mayBeFirst
                : page.Count > 0;
            if (!isMore) return null;
            long number = position.Place ?? page.Number ?? 0;
            return At(number + 1, position.Ask);
        }
    }

    private sealed class ByOffset(string position, string? size, int ask, bool endsEmpty) : PageStyle(position, size, ask)
    {
        internal override PagePosition First(int ask) => At(0, ask);

        internal override PagePosition? Next(PagePosition position, PageFacts page)
        {
            if (page.Fresh == 0) return null;
            // A round number may be the service's own largest page.
            bool isShort = page.Count < position.Ask && page.Count is not (10 or 20 or 25) && page.Count % 50 != 0;
            return isShort && !endsEmpty ? null : At(position.Place!.Value + page.Count, position.Ask);
        }
    }

    private sealed class ByCursor(string position, string? size, int ask) : PageStyle(position, size, ask)
    {
        internal override PagePosition First(int ask) => At(null, null, ask);

        internal override PagePosition? Next(PagePosition position, PageFacts page)
        {
            if (page.HasNext != true || page.EndCursor is not { Length: > 0 } cursor) return null;
            if (position.Place is { } number) return page.Fresh > 0 ? At(number + 1, position.Ask) : null;
            if (page.Fresh > 0) return At(null, cursor, position.Ask);
            // The cursor can be the number of the page that it came with, which is then the same page again (A43).
            return long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out long same) ? At(same + 1, position.Ask) : null;
        }
    }
}

/// <summary>A page to ask for.</summary>
internal sealed class PagePosition
{
    /// <summary>Number or offset; null if the service chooses.</summary>
    internal long? Place { get; set; }

    internal int Ask { get; set; }

    internal IReadOnlyList<KeyValuePair<string, string>> Query { get; set; } = [];
}

/// <summary>What a response says about its page, and what is known of the reading.</summary>
internal sealed class PageFacts
{
    /// <summary>0 for the first response.</summary>
    internal int Index { get; set; }

    /// <summary>Elements in the response.</summary>
    internal int Count { get; set; }

    /// <summary>Elements that no earlier page had.</summary>
    internal int Fresh { get; set; }

    /// <summary>Elements of all pages so far.</summary>
    internal long Seen { get; set; }

    /// <summary>True if the response is the first page again.</summary>
    internal bool RepeatsFirst { get; set; }

    /// <summary>Earlier responses, and this one, that were the first page again.</summary>
    internal int Repeats { get; set; }

    internal long? Number { get; set; }

    /// <summary>The number that the first response stated.</summary>
    internal long? FirstNumber { get; set; }

    internal int? ServedSize { get; set; }

    internal long? TotalPages { get; set; }

    internal long? TotalElements { get; set; }

    internal bool? HasNext { get; set; }

    internal string? EndCursor { get; set; }
}
