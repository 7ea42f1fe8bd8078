namespace FastTrackFpx.Client.Tests.Faults;

/// <summary>Each kind of write loses its response in each way: none is doubled, and the journal never contradicts the service.</summary>
[Trait("Category", "Slow")]
public sealed class LostResponseTests(ITestOutputHelper output)
{
    private static readonly string[] Losses =
    [
        """{"kind":"lostAnswer"}""",
        """{"kind":"lostAnswer","status":502}""",
        """{"kind":"status","status":503,"retryAfter":"2","carryOut":true}""",
        """{"kind":"status","status":503,"retryAfter":"2"}""",
        """{"kind":"late","status":0,"seconds":5}""",
        """{"kind":"late","seconds":60}""",
        """{"kind":"late","seconds":500}""",
        """{"kind":"proxy","status":502,"carryOut":true}""",
        """{"kind":"reset","moment":"before"}""",
        """{"kind":"disconnect","moment":"headers"}""",
        """{"kind":"close","moment":"headers"}""",
        """{"kind":"refusedStream","moment":"before"}""",
        """{"kind":"refusedStream","moment":"headers"}""",
        """{"kind":"goAway","moment":"before"}""",
        """{"kind":"goAway","moment":"headers"}""",
        """{"kind":"reset","moment":"connect"}""",
        """{"kind":"reset","moment":"handshake"}""",
    ];

    [Theory]
    [InlineData("", true)]
    [InlineData("\"store\":[\"trim\",\"lowerMail\",\"nfc\"],", true)]
    [InlineData("\"clock\":{\"dateHeader\":3,\"records\":-3},", true)]
    [InlineData("\"clock\":{\"dateHeader\":-7200,\"records\":3600},", false)]
    public async Task Every_write_is_held_once_at_most_and_the_journal_agrees(string service, bool isSettled)
    {
        // As many as it takes to have a referral to decide for each loss.
        await using MatrixBench bench = await MatrixBench.StartAsync(tenants: 400);
        var wrong = new List<string>();
        var seen = new List<LostWrite>();
        foreach (MatrixShape shape in MatrixShape.AllWrites)
        {
            foreach (string loss in Losses)
            {
                LostWrite lost = await bench.LoseAsync(shape, loss, service);
                seen.Add(lost);
                // Only creates go by clocks.
                if (lost.Fault(isSettled || shape.Method != "POST") is { } fault) wrong.Add($"{shape.Name}, {loss}: {fault}: {lost}");
            }
        }

        output.WriteLine($"{seen.Count} lost responses: " + string.Join(", ", seen.GroupBy(lost => (lost.Held, lost.Noted, lost.Resolved)).Select(group => $"{group.Count()} {group.Key}")));
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.Equal(isSettled, seen.Any(lost => lost is { Held: 1, Noted: ChangeOutcome.Unknown, Resolved: ChangeOutcome.Done }));
        Assert.Contains(seen, lost => lost is { Held: 0, Noted: ChangeOutcome.Unknown });
    }
}
