using System.Collections.ObjectModel;

namespace FastTrackFpx;

/// <summary>Several values of one property. In a CSV file or a table it reads as its values separated by <c>; </c>, and that text converts back.</summary>
/// <typeparam name="T">What the list holds.</typeparam>
[TypeConverter(typeof(FpxListConverter))]
public class FpxList<T> : Collection<T>
{
    /// <summary>An empty list.</summary>
    public FpxList() { }

    /// <summary>A list of the given values, copied.</summary>
    /// <param name="items">The values, in the order they keep.</param>
    public FpxList(IEnumerable<T> items)
        : base(items.Where(item => item is not null).ToList()) { }

    /// <summary>The values as text, separated by a semicolon and a space. A value that contains a semicolon is quoted.</summary>
    public override string ToString() => string.Join("; ", this.Select(item => FpxListText.Quote(item?.ToString() ?? string.Empty)));

    /// <inheritdoc/>
    protected override void InsertItem(int index, T item)
    {
        // A service may leave gaps in a list.
        if (item is not null) base.InsertItem(index, item);
    }
}
