using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using FastTrackFpx.Rest.Files;

namespace FastTrackFpx.Journal;

/// <summary>
/// The local record of writes: JSON Lines, one file a day (UTC), readable by its user alone. A write is on the disk before it goes out and
/// settled by a second line after it.
/// </summary>
/// <remarks>It holds what was changed, which is personal data of customers' contacts; no certificate, password or token.</remarks>
public sealed class ChangeJournal
{
    /// <summary>How many days are kept.</summary>
    public const int DaysKept = 90;

    private readonly JournalFolder _folder;
    private readonly JournalFile _file;
    private readonly TimeProvider _timeProvider;

    /// <summary>Outcomes that could not be noted when they were known, as on a full disk; whoever can write next notes them first.</summary>
    private readonly ConcurrentQueue<JournalLine> _owed = new();
    private long _cleanedDay;

    /// <summary>The journal of this user.</summary>
    /// <param name="folder">Another folder than the user's application data; null for that.</param>
    /// <exception cref="RestException">There is no application data folder.</exception>
    public ChangeJournal(string? folder = null)
        : this(folder, TimeProvider.System)
    {
    }

    internal ChangeJournal(string? folder, TimeProvider timeProvider)
    {
        _folder = folder is null ? JournalFolder.Default() : new JournalFolder(System.IO.Path.GetFullPath(folder));
        _timeProvider = timeProvider;
        _file = new JournalFile(_folder);
    }

    /// <summary>The folder the files are in.</summary>
    public string Folder => _folder.Path;

    /// <summary>Notes a write that is about to go out. When this returns, the note is on the disk.</summary>
    /// <param name="change">The write; its id and time are set here.</param>
    /// <param name="cancellationToken">Gives up waiting for other writers; the write must then not go out.</param>
    /// <exception cref="RestException"><see cref="FpxErrorCode.JournalNotWritable"/>: the write must not go out.</exception>
    public async Task BeginAsync(FpxChange change, CancellationToken cancellationToken)
    {
        if (change is null)
            throw new ArgumentNullException(nameof(change));

        RemoveOldFiles();
        await CatchUpAsync(cancellationToken).ConfigureAwait(false);
        change.ChangeId = Guid.NewGuid();
        change.Time = _timeProvider.GetUtcNow();
        change.Outcome = FpxChangeOutcome.Pending;
        var line = new JournalLine { Event = JournalEvent.Begin, Id = change.ChangeId, Time = change.Time, Process = ProcessMark.Own, Change = change };
        await AppendAsync(line, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Notes what became of a write: its outcome, error and, when it was carried out, what the service holds now.</summary>
    /// <param name="change">The write with its outcome set.</param>
    /// <exception cref="RestException">
    /// <see cref="FpxErrorCode.JournalNotWritable"/>: the outcome is noted as soon as this journal can be written; should the process end before, the
    /// write reads as unknown.
    /// </exception>
    public async Task SettleAsync(FpxChange change)
    {
        if (change is null)
            throw new ArgumentNullException(nameof(change));

        change.Settled = _timeProvider.GetUtcNow();
        var line = new JournalLine
        {
            Event = JournalEvent.End,
            Id = change.ChangeId,
            Time = change.Settled.Value,
            Outcome = change.Outcome,
            After = change.Outcome == FpxChangeOutcome.Done ? change.After : null,
            ContactId = change.ContactId,
            Error = change.Error,
            CorrelationId = change.CorrelationId,
        };

        // What happened has happened: no cancellation may keep it from being noted.
        try
        {
            await CatchUpAsync(CancellationToken.None).ConfigureAwait(false);
            await AppendAsync(line, CancellationToken.None).ConfigureAwait(false);
        }
        catch (RestException)
        {
            _owed.Enqueue(line);
            throw;
        }
    }

    /// <summary>Notes outcomes that could not be noted before.</summary>
    /// <param name="cancellationToken">Gives up waiting for other writers.</param>
    /// <exception cref="RestException"><see cref="FpxErrorCode.JournalNotWritable"/>: it still cannot be written.</exception>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        while (_owed.TryDequeue(out var line))
        {
            try
            {
                await AppendAsync(line, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is RestException or OperationCanceledException)
            {
                _owed.Enqueue(line);
                throw;
            }
        }
    }

    /// <summary>What the journal holds, newest first, which is the order to take changes back in.</summary>
    /// <param name="since">Leaves out earlier writes; null reads everything.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RestException"><see cref="FpxErrorCode.JournalNotReadable"/>.</exception>
    public Task<JournalContent> ReadAsync(DateTimeOffset? since, CancellationToken cancellationToken) =>
        Task.Run(() => Read(since, cancellationToken), cancellationToken);

    private JournalContent Read(DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var merge = new JournalMerge();
        try
        {
            foreach (var day in _folder.Files().Where(day => since is null || day.Key >= since.Value.UtcDateTime.Date))
                ReadFile(day.Value, merge, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RestException(
                FpxErrorCode.JournalNotReadable, $"The journal of writes in '{_folder.Path}' cannot be read: {exception.Message}", innerException: exception);
        }

        return merge.ToContent(since);
    }

    private static void ReadFile(string path, JournalMerge merge, CancellationToken cancellationToken)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } text)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (text.Length > 0)
                merge.Add(text);
        }
    }

    private Task AppendAsync(JournalLine line, CancellationToken cancellationToken) =>
        _file.AppendAsync(line.Time, JsonSerializer.Serialize(line, JournalJson.Default.JournalLine), cancellationToken);

    /// <summary>Once a day and journal, at its first write.</summary>
    private void RemoveOldFiles()
    {
        var today = _timeProvider.GetUtcNow().UtcDateTime.Date;
        if (Interlocked.Exchange(ref _cleanedDay, today.Ticks) == today.Ticks)
            return;
        try
        {
            _folder.RemoveBefore(today.AddDays(-DaysKept));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be listed will not take the new line either, and that says why.
        }
    }
}

/// <summary>What was read from a journal.</summary>
public sealed class JournalContent
{
    internal JournalContent(IReadOnlyList<FpxChange> changes, int unreadableLines)
    {
        Changes = changes;
        UnreadableLines = unreadableLines;
    }

    /// <summary>The writes, newest first.</summary>
    public IReadOnlyList<FpxChange> Changes { get; }

    /// <summary>Lines that were cut off or are not ours.</summary>
    public int UnreadableLines { get; }
}
