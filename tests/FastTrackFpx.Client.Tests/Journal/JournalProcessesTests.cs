namespace FastTrackFpx.Client.Tests.Journal;

public sealed class JournalProcessesTests : FolderTest
{
    [Fact]
    public async Task A_write_is_pending_while_its_process_lives_and_unknown_once_it_was_killed()
    {
        using ChildProcess writer = ChildProcess.Start("journal", Folder.Path, "0");
        Assert.Equal("begun", await writer.ReadLineAsync());
        var journal = new ChangeJournal(Folder.Path);
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
        using ChildProcess one = ChildProcess.Start("journal", Folder.Path, $"{perWriter}"), two = ChildProcess.Start("journal", Folder.Path, $"{perWriter}");

        // Journals of their own, as runspaces of one process have.
        await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => WriteManyAsync(new ChangeJournal(Folder.Path), $"runspace {number}", perWriter))));
        foreach (ChildProcess writer in new[] { one, two }) Assert.Equal("begun", await writer.ReadLineAsync());

        var content = await new ChangeJournal(Folder.Path).ReadAsync(null, CancellationToken.None);
        Assert.Equal(0, content.UnreadableLines);
        Assert.Equal(10 * perWriter, content.Entries.Count(change => change.Outcome == ChangeOutcome.Done));
        Assert.Equal(2, content.Entries.Count(change => change.Outcome == ChangeOutcome.Pending));
        Assert.Equal(content.Entries.Count - 1, content.Entries.Select(change => change.Summary).Distinct().Count()); // "cut off" comes twice
    }

    /// <summary>What a process does: writes settled changes, begins one more, says so, and waits to be killed.</summary>
    internal static async Task WriteAsync(string folder, int count)
    {
        var journal = new ChangeJournal(folder);
        await WriteManyAsync(journal, $"{Environment.ProcessId}", count);
        await BeginAsync(journal, "cut off");
        Console.WriteLine("begun");
        await Console.In.ReadToEndAsync();
    }

    private static async Task WriteManyAsync(ChangeJournal journal, string writer, int count)
    {
        for (int number = 0; number < count; number++)
        {
            JournalEntry entry = await BeginAsync(journal, $"{writer}/{number}");
            entry.Outcome = ChangeOutcome.Done;
            await journal.SettleAsync(entry);
        }
    }

    private static async Task<JournalEntry> BeginAsync(ChangeJournal journal, string summary)
    {
        var entry = new JournalEntry { Id = Guid.NewGuid(), Time = DateTimeOffset.UtcNow, Kind = "Test", Summary = summary };
        await journal.BeginAsync(entry, default);
        return entry;
    }
}
