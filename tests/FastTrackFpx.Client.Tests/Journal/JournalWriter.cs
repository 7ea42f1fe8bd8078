namespace FastTrackFpx.Client.Tests.Journal;

/// <summary>A process that writes to a journal and waits with one write still open.</summary>
internal sealed class JournalWriter : IDisposable
{
    private readonly ChildProcess _process;

    private JournalWriter(ChildProcess process) => _process = process;

    internal static JournalWriter Start(string folder, int count) => new(ChildProcess.Start("journal", folder, count.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Waits until the last write is on the disk and not settled.</summary>
    internal async Task HasBegunAsync() => Assert.Equal("begun", await _process.ReadLineAsync());

    internal Task KillAsync() => _process.KillAsync();

    internal static async Task<JournalEntry> BeginAsync(ChangeJournal journal, string summary)
    {
        var entry = new JournalEntry { Id = Guid.NewGuid(), Time = DateTimeOffset.UtcNow, Kind = "Test", Summary = summary };
        await journal.BeginAsync(entry, default);
        return entry;
    }

    public void Dispose() => _process.Dispose();
}
