namespace FastTrackFpx.Client.Tests.Faults;

/// <summary>Each kind of write loses its response in each way: none is doubled, and the journal never contradicts the service.</summary>
[Trait("Category", "Slow")]
public sealed class LostResponseTests(ITestOutputHelper output)
{
    // What comes of a change and of a create if the service is well otherwise; null if it depends on when the request arrives. A change is sent again if the
    // record shows that it did nothing. A create is not, because a second request could create a second record.
    private static readonly (string Fault, string? Change, string? Create)[] Losses =
    [
        ("""{"kind":"lostAnswer"}""", "right", "right"),
        ("""{"kind":"lostAnswer","status":502}""", "right", "right"),
        ("""{"kind":"status","status":503,"retryAfter":"2","carryOut":true}""", "right", "right"),
        ("""{"kind":"proxy","status":502,"carryOut":true}""", "right", "right"),
        ("""{"kind":"cutOff"}""", "right", "right"),
        ("""{"kind":"gzip"}""", "right", "right"),
        ("""{"kind":"disconnect","moment":"headers"}""", "right", "right"),
        ("""{"kind":"close","moment":"headers"}""", "right", "right"),
        ("""{"kind":"refusedStream","moment":"headers"}""", "right", "right"),
        ("""{"kind":"goAway","moment":"headers"}""", "right", "right"),
        ("""{"kind":"status","status":503,"retryAfter":"2"}""", "right", "WriteUnsettled"),
        ("""{"kind":"html"}""", "right", "WriteUnsettled"),
        ("""{"kind":"reset","moment":"upload"}""", "right", "WriteUnsettled"),
        ("""{"kind":"reset","moment":"before"}""", "right", "WriteUnsettled"),
        ("""{"kind":"refusedStream","moment":"before"}""", "right", "WriteUnsettled"),
        ("""{"kind":"goAway","moment":"before"}""", "right", "WriteUnsettled"),
        ("""{"kind":"late","status":0,"seconds":5}""", null, null),
        ("""{"kind":"late","seconds":60}""", null, null),
        ("""{"kind":"late","seconds":500}""", null, null),
        // These are no losses: the request was not sent, or refused.
        ("""{"kind":"reset","moment":"connect"}""", "right", "right"),
        ("""{"kind":"reset","moment":"handshake"}""", "right", "right"),
        ("""{"kind":"status","status":403}""", "NotAuthorized", "NotAuthorized"),
    ];

    [Theory]
    [InlineData("", true)]
    [InlineData("\"store\":[\"trim\",\"lowerMail\",\"nfc\"],", true)]
    [InlineData("\"clock\":{\"dateHeader\":3,\"records\":-3},", true)]
    [InlineData("\"clock\":{\"dateHeader\":-7200,\"records\":3600},", false)]
    public async Task Every_write_is_held_once_at_most_and_the_journal_agrees(string service, bool isSettled)
    {
        // As many as it takes to have a referral to decide for each loss.
        await using FaultBench bench = await FaultBench.StartAsync(tenants: 400);
        var wrong = new List<string>();
        var seen = new List<LostWrite>();
        foreach (WriteShape shape in WriteShape.All)
        {
            foreach ((string loss, string? change, string? create) in Losses)
            {
                bool isCreate = shape.Method == "POST";
                LostWrite lost = await bench.LoseAsync(shape, loss, service);
                seen.Add(lost);
                // Only creates go by clocks.
                if (lost.Fault(isSettled || !isCreate) is { } fault) wrong.Add($"{shape.Name}, {loss}: {fault}: {lost}");
                string expected = (service.Length == 0 ? isCreate ? create : change : null) ?? lost.Result;
                if (lost.Result != expected) wrong.Add($"{shape.Name}, {loss}: {lost.Result} instead of {expected}");
            }
        }

        output.WriteLine($"{seen.Count} lost responses: " + string.Join(", ", seen.GroupBy(lost => (lost.Held, lost.Noted, lost.Resolved)).Select(group => $"{group.Count()} {group.Key}")));
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.Equal(isSettled, seen.Any(lost => lost is { Held: 1, Noted: ChangeOutcome.Unknown, Resolved: ChangeOutcome.Done }));
        Assert.Contains(seen, lost => lost is { Held: 0, Noted: ChangeOutcome.Unknown });
    }
}
