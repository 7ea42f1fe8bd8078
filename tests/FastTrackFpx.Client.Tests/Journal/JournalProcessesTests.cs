namespace FastTrackFpx.Client.Tests.Journal;

public sealed class JournalProcessesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_write_is_pending_while_its_process_lives_and_unknown_once_it_was_killed()
    {
        using var writer = JournalWriter.Start(_folder.Path, count: 0);
        await writer.HasBegunAsync();
        var journal = new ChangeJournal(_folder.Path);
        Assert.Equal(ChangeOutcome.Pending, Assert.Single((await journal.ReadAsync(null, CancellationToken.None)).Entries).Outcome);
        await writer.KillAsync();
        var cutOff = Assert.Single((await journal.ReadAsync(null, CancellationToken.None)).Entries);
        Assert.Equal((ChangeOutcome.Unknown, "cut off"), (cutOff.Outcome, cutOff.Summary));
        Assert.NotNull(cutOff.Error);
        cutOff.Outcome = ChangeOutcome.Failed;
        cutOff.Error = "Not found on the service.";
        await journal.SettleAsync(cutOff);
        Assert.Equal(ChangeOutcome.Failed, Assert.Single((await journal.ReadAsync(null, CancellationToken.None)).Entries).Outcome);
    }

    [Fact]
    public async Task Processes_and_runspaces_append_at_once_without_losing_or_mixing_a_line()
    {
        const int perWriter = 60;
        using var one = JournalWriter.Start(_folder.Path, perWriter);
        using var two = JournalWriter.Start(_folder.Path, perWriter);

        // Journals of their own, as runspaces of one process have.
        await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => WriteMany(number))));
        await one.HasBegunAsync();
        await two.HasBegunAsync();

        var content = await new ChangeJournal(_folder.Path).ReadAsync(null, CancellationToken.None);
        Assert.Equal(0, content.UnreadableLines);
        Assert.Equal(10 * perWriter, content.Entries.Count(change => change.Outcome == ChangeOutcome.Done));
        Assert.Equal(2, content.Entries.Count(change => change.Outcome == ChangeOutcome.Pending));
        Assert.Equal(content.Entries.Count - 1, content.Entries.Select(change => change.Summary).Distinct().Count()); // "cut off" comes twice

        async Task WriteMany(int number)
        {
            var journal = new ChangeJournal(_folder.Path);
            for (var index = 0; index < perWriter; index++)
            {
                var change = await JournalWriter.BeginAsync(journal, $"runspace {number}/{index}");
                change.Outcome = ChangeOutcome.Done;
                await journal.SettleAsync(change);
            }
        }
    }
}
