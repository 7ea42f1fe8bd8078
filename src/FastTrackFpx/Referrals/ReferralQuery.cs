namespace FastTrackFpx.Referrals;

/// <summary>Which referrals are wanted, and in what order.</summary>
internal sealed class ReferralQuery
{
    /// <summary>Text to look for.</summary>
    public string? SearchTerm { get; set; }

    /// <summary>Adds declined referrals to the list.</summary>
    public bool ShowDeclined { get; set; }

    /// <summary>Ids of the sources referrals come from; none means all.</summary>
    public IReadOnlyList<long> SourceIds { get; set; } = [];

    /// <summary>The column to sort by; the service sorts by <c>created</c> where none is named.</summary>
    public string? SortColumn { get; set; }

    /// <summary>True for ascending, false for descending; null leaves it to the service.</summary>
    public bool? Ascending { get; set; }
}
