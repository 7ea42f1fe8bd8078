namespace FastTrackFpx.Tests.Notes;

public sealed class GetNoteTests : SandboxBench
{
    [Fact]
    public void Notes_come_by_category_and_in_the_order_that_was_asked_for()
    {
        SessionResult oldest = Session.Run("Get-FpxTenant | Get-FpxNote -NoteCategory technical -OrderByCreated Ascending").Succeeded();

        Assert.NotEmpty(oldest.Output);
        Assert.All(oldest.Output, note => Assert.Equal("Technical", Of(note, "NoteCategory")!.ToString()));
        foreach (IGrouping<object?, PSObject?> tenant in oldest.Output.GroupBy(note => Of(note, "TenantId")))
        {
            DateTimeOffset[] dates = [.. tenant.Select(note => (DateTimeOffset)Of(note, "Created")!)];
            Assert.Equal(dates.Order(), dates);
        }
    }

    [Fact]
    public void A_reader_who_has_enough_costs_a_handful_of_calls()
    {
        // Within this limit five requests at a time are enough, also if a busy machine responds slowly.
        PowerShellSession session = Open();
        Connect(session, ("RequestsPerMinute", 60));
        session.Run("Get-FpxTenant | Get-FpxNote | Select-Object -First 1").Succeeded();
        Assert.InRange(Calls.Count(call => call.EndsWith("/notes", StringComparison.Ordinal)), 1, 6);
    }
}
