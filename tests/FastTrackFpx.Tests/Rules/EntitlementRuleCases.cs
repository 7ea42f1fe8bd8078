namespace FastTrackFpx.Tests.Rules;

/// <summary>The rules on status records, by a whole set and by edited records.</summary>
internal static class EntitlementRuleCases
{
    private const string NoneSuch = "6f9619ff-8b86-d011-b42d-00cf4fc964ff";
    private const string NothingComesOfIt = "A move that does not add up leads to no set of records, and there is nothing to send.";

    public static IReadOnlyList<RuleCase> All { get; } =
    [
        new("A status by its name and by its id is one status twice", "UniqueL1", "Status", world => world.SetStatus(
            (L1(world, 0).Name!, world.SeatTotal - 1), (L1(world, 0).Id!, 1))) { ServiceSays = "a service has each status once" },
        new("An added record of a status that there is already", "UniqueL1", "InputObject", world => Edited(world, records =>
            {
                records[0].EntitlementCount--;
                records.Add(world.NewRecord(records[0].L1, 1));
            })) { ServiceSays = "a service has each status once" },
        new("More records than there are statuses", "RecordCount", "InputObject", world => Edited(world, records =>
            {
                for (int added = 0; added < 6; added++) records.Add(world.NewRecord(records[0].L1, 1));
            })) { ServiceSays = "A change takes at most 5 records; this one has" },
        new("Too few seats", "SeatTotal", "Status", world => world.SetStatus((L1(world, 0).Name!, world.SeatTotal - 1))) { ServiceSays = "The seats would add up to" },
        new("Too many seats", "SeatTotal", "Status", world => world.SetStatus((L1(world, 0).Name!, world.SeatTotal + 1))) { ServiceSays = "The seats would add up to" },
        new("Too many seats on edited records", "SeatTotal", "InputObject", world => Edited(world, records => records[1].EntitlementCount++)) { ServiceSays = "The seats would add up to" },
        new("Every record taken away", "SeatTotal", "InputObject", world => Edited(world, records => records.ForEach(record => record.EntitlementCount = 0))) { ServiceSays = "The seats would add up to 0" },
        new("Fewer than no seats", "CountNotNegative", "Status", world => world.SetStatus((L1(world, 0).Name!, -1), (L1(world, 1).Name!, world.SeatTotal + 1)))
            { ServiceSays = "The number of seats cannot be negative." },
        new("A record without a status", "L1Required", "InputObject", world => Edited(world, records => records[0].L1 = null)) { ServiceSays = "The status of level one is required." },
        new("A first level that no list has", "Combination", "InputObject", world => Edited(world, records => records[0].L1 = new FpxLookup { Id = NoneSuch })) { ServiceSays = "There is no status of level one" },
        new("A first level by a name that no list has", "UnknownName", "Status", world => world.SetStatus(("Nowhere", world.SeatTotal)))
        {
            ErrorId = "UnknownName", BreakSent = world => world.SetStatus((NoneSuch, world.SeatTotal)), ServiceSays = "There is no status of level one",
        },
        new("A second level of another status", "Combination", "InputObject", world => Edited(world, records =>
            {
                records[0].L2 = Foreign(world, records[0].L1!);
                records[0].L3 = null;
            })) { ServiceSays = "is not below" },
        new("A second level of another status in a table", "UnknownName", "Status", world => world.SetStatus(
            (L1(world, 0).Name!, RuleWorld.Table(("Count", world.SeatTotal), ("L2", Foreign(world, L1(world, 0)).Id!))))) { ErrorId = "UnknownName", ServiceSays = "is not below" },
        new("A third level of another second level", "Combination", "InputObject", world => Edited(world, records =>
            {
                (FpxLookup l2, FpxLookup l3) = Mismatch(world, records[0].L1!);
                (records[0].L2, records[0].L3) = (l2, l3);
            })) { ServiceSays = "is not below" },
        new("A third level without a second one", "Combination", "InputObject", world => Edited(world, records =>
            {
                (records[0].L2, records[0].L3) = (null, Mismatch(world, records[0].L1!).L3);
            })) { ServiceSays = "A status of level three needs one of level two." },
        new("A record id that the service never gave", "RecordId", "InputObject", world => Edited(world, records => records[0].ServiceIntentId = Guid.NewGuid())) { ServiceSays = "The service has no record" },
        new("A record that comes twice", "RecordId", "InputObject", world => Edited(world, records => records.Add(records[0]))) { ServiceSays = "is changed more than once." },
        new("A move of no seats", "MoveCount", "Count", world => world.Move(L1(world, 0).Name!, L1(world, 1).Name!, 0)) { NeverSentBecause = NothingComesOfIt },
        new("A move of more seats than there are", "MoveCount", "Count", world => world.Move(L1(world, 0).Name!, L1(world, 1).Name!, world.SeatTotal + 1)) { NeverSentBecause = NothingComesOfIt },
        new("A move to the status where the seats are", "MoveStatus", "To", world => world.Move(L1(world, 0).Name!, L1(world, 0).Name!, 1)) { NeverSentBecause = NothingComesOfIt },
        new("A move from a status without seats", "MoveStatus", "From", world => world.Move(Absent(world).Name!, L1(world, 0).Name!, 1)) { NeverSentBecause = NothingComesOfIt },
    ];

    private static FpxLookup L1(RuleWorld world, int index) => world.Records()[index].L1!;

    private static Attempt Edited(RuleWorld world, Action<List<FpxEntitlement>> edit)
    {
        var records = world.Records().ToList();
        edit(records);
        return new Attempt("Set-FpxEntitlement", [], [.. records]);
    }

    private static FpxLookup Absent(RuleWorld world) =>
        world.Combinations.Select(row => row.L1!).First(l1 => world.Records().All(record => record.L1!.Id != l1.Id));

    private static FpxLookup Foreign(RuleWorld world, FpxLookup l1) => world.Combinations.First(row => row.L1!.Id != l1.Id && row.L2 is not null).L2!;

    /// <summary>A second level of the status, and a third one that is not below it.</summary>
    private static (FpxLookup L2, FpxLookup L3) Mismatch(RuleWorld world, FpxLookup l1)
    {
        FpxLookup l2 = world.Combinations.First(row => row.L1!.Id == l1.Id && row.L2 is not null).L2!;
        return (l2, world.Combinations.First(row => row.L3 is not null && row.L2!.Id != l2.Id).L3!);
    }
}
