using FastTrackFpx.Rest.Paging;

namespace FastTrackFpx.Client.Tests.Paging;

/// <summary>What the number beside a page means.</summary>
public enum CountMeaning
{
    Total,
    OfThisPage,
    None,
}

/// <summary>A service's list, with the freedoms the documents leave it.</summary>
internal sealed class PagedList(int total)
{
    public List<string> Records { get; } = [.. Enumerable.Range(0, total).Select(n => "r" + n)];

    public int LargestPage { get; set; } = int.MaxValue;

    public CountMeaning Count { get; set; }

    public bool IgnoresPages { get; set; }

    public Action<int>? BeforePage { get; set; }

    /// <summary>The call that is answered with another page, counted from 1; 0 for all of them.</summary>
    public int Misdelivered { get; set; } = -1;

    /// <summary>How many pages off that one is.</summary>
    public int Shift { get; set; }

    public int Calls { get; private set; }

    public PagedSequence<string> Sequence(int largest = 100, bool hasKey = true, long skip = 0, long? first = null) =>
        new((page, _) => Task.FromResult(Answer(page))) { LargestSize = largest, Key = hasKey ? static record => record : null, Skip = skip, First = first };

    private Page<string> Answer((int Number, int Size) page)
    {
        Calls++;
        BeforePage?.Invoke(page.Number);
        if (Misdelivered == 0 || Misdelivered == Calls) page.Number = Math.Max(1, page.Number + Shift);
        int size = Math.Min(page.Size, LargestPage);
        string[] items = IgnoresPages ? [.. Records] : [.. Records.Skip((page.Number - 1) * size).Take(size)];
        return new Page<string>(items)
        {
            Count = Count switch { CountMeaning.Total => Records.Count, CountMeaning.OfThisPage => items.Length, _ => null },
            HasMore = IgnoresPages || Records.Count > page.Number * (long)size,
            Fingerprint = (ulong)string.Join(",", items).GetHashCode(),
        };
    }
}
