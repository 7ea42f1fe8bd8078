[assembly: TestCollectionOrderer("FastTrackFpx.Tests.RealPowerShell.LongestFirst", "FastTrackFpx.Tests")]

namespace FastTrackFpx.Tests.RealPowerShell;

/// <summary>Starts the Pester suite before any other test: it takes longest, and the others run beside it.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> collections) =>
        collections.OrderBy(static collection => collection.DisplayName.Contains(nameof(PesterSuiteTests), System.StringComparison.Ordinal) ? 0 : 1);
}
