using System.Collections.ObjectModel;

namespace FastTrackFpx;

/// <summary>Several values of one property. Written to a CSV file or a table it reads as its values with <c>; </c> between them.</summary>
/// <typeparam name="T">What the list holds.</typeparam>
public class FpxList<T> : Collection<T>
{
    /// <summary>An empty list.</summary>
    public FpxList()
    {
    }

    /// <summary>A list of the given values, copied.</summary>
    /// <param name="items">The values, in the order they keep.</param>
    public FpxList(IEnumerable<T> items)
        : base(items.ToList())
    {
    }

    /// <summary>The values as text, joined by a semicolon and a space.</summary>
    public override string ToString() => string.Join("; ", this);
}
