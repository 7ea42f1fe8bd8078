[assembly: TestCollectionOrderer("FastTrackFpx.Tests.RealPowerShell.LongestFirst", "FastTrackFpx.Tests")]

namespace FastTrackFpx.Tests.RealPowerShell;

/// <summary>Starts what takes longest before any other test, so that the others run beside it.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest = [nameof(PesterSuiteTests), nameof(Rules.BrokenRuleTests), nameof(EditedRecordProperties), nameof(Views.ViewTests), nameof(Hostile.ParameterTests), nameof(IsolationTests)];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> collections) =>
        collections.OrderBy(collection => (uint)Array.FindIndex(Longest, name => collection.DisplayName.EndsWith($".{name}", StringComparison.Ordinal)));
}
