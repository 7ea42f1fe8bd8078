namespace FastTrackFpx.Tests.Rules;

/// <summary>The rules on seats that only older guides know.</summary>
internal static class SeatWarningCases
{
    public static IReadOnlyList<RuleCase> All { get; } =
    [
        new("A target date on a status that is neither in progress nor blocked", "TargetDateStatus", "Status", world => world.SetStatus(
            ("Completed", RuleWorld.Table(("Count", world.SeatTotal), ("L2", Below(world, "Completed")), ("TargetDate", "2027-03-31"))))),
        new("A status without the second level below it", "StatusChain", "Status", world => world.SetStatus(
            ("Blocked", RuleWorld.Table(("Count", world.SeatTotal), ("L2", ""))))),
        new("A second level without the third one below it", "StatusChain", "Status", world => world.SetStatus(
            ("Blocked", RuleWorld.Table(("Count", world.SeatTotal), ("L2", "Product"), ("L3", ""))))),
    ];

    private static string Below(RuleWorld world, string l1) => world.Combinations.First(row => row.L1!.Name == l1 && row.L2 is not null).L2!.Name!;
}
