using System.Collections.Concurrent;

namespace FastTrackFpx.AppDirect.Requests;

/// <summary>What a marketplace has shown about points that its documents leave open.</summary>
internal sealed class MarketplaceQuirks
{
    private readonly ConcurrentDictionary<string, bool> _single = new(StringComparer.Ordinal);

    /// <summary>True if the marketplace has rejected several values in one filter of the operation (A52).</summary>
    internal bool TakesOneValue(ReadPlan plan) => !_single.IsEmpty && plan.HasSeveralValues && _single.ContainsKey(plan.SeveralValues);

    internal void Refused(ReadPlan plan) => _single[plan.SeveralValues] = true;
}
