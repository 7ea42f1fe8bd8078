namespace FastTrackFpx.Rest.Changes;

/// <summary>
/// The local record of writes of all services: JSON Lines, one file a day (UTC), private to its user. A write is on the disk before it is sent and
/// settled by a second line after it.
/// </summary>
/// <remarks>It holds what was changed, which is personal data of customers; no certificate, password or token.</remarks>
internal sealed class ChangeJournal
{
    internal const int DaysKept = 90;

    /// <summary>The lines of a change may be in files of neighbouring days, and clocks are set back.</summary>
    private static readonly TimeSpan ReadMargin = TimeSpan.FromDays(2);

    private readonly JournalFolder _folder;
    private readonly TimeProvider _clock;

    /// <summary>Outcomes that could not be recorded when they were known, as on a full disk; the next writer records them first.</summary>
    private readonly ConcurrentQueue<JournalLine> _owed = new();
    private long _cleanedDay;

    internal ChangeJournal(string? folder = null, TimeProvider? clock = null)
    {
        _folder = folder is null ? JournalFolder.Default() : new JournalFolder(Path.GetFullPath(folder));
        _clock = clock ?? TimeProvider.System;
    }

    internal string Folder => _folder.Path;

    /// <summary>Records a write that is about to be sent. When this returns, the line is on the disk.</summary>
    internal async Task BeginAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        RemoveOldFiles();
        await CatchUpAsync(cancellationToken).ConfigureAwait(false);
        var line = new JournalLine { Event = JournalEvent.Begin, Id = entry.Id, Time = entry.Time, Process = ProcessMark.Own, Change = entry };

        // Under the lock, so that of two runspaces or processes that undo the same change only one does it.
        Action? check = entry.Undoes is { } undone ? () => RequireNotUndone(undone) : null;
        await AppendAsync(line, check, cancellationToken).ConfigureAwait(false);
    }

    internal async Task SettleAsync(JournalEntry entry)
    {
        entry.Settled = _clock.GetUtcNow();
        var line = new JournalLine
        {
            Event = JournalEvent.End,
            Id = entry.Id,
            Time = entry.Settled.Value,
            Outcome = entry.Outcome,
            After = entry.Outcome == ChangeOutcome.Done ? entry.After : null,
            Targets = entry.Targets.Count == 0 ? null : entry.Targets,
            Error = entry.Error,
            CorrelationId = entry.CorrelationId,
            ClockSkew = entry.ClockSkew,
        };

        // What happened has happened: no cancellation may keep it from being recorded.
        try
        {
            await CatchUpAsync(CancellationToken.None).ConfigureAwait(false);
            await AppendAsync(line, null, CancellationToken.None).ConfigureAwait(false);
        }
        catch (RestException)
        {
            _owed.Enqueue(line);
            throw;
        }
    }

    internal async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        while (_owed.TryDequeue(out var line))
        {
            try
            {
                await AppendAsync(line, null, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is RestException or OperationCanceledException)
            {
                _owed.Enqueue(line);
                throw;
            }
        }
    }

    /// <summary>Reads the journal, newest entry first, which is the order to undo changes in.</summary>
    internal Task<JournalContent> ReadAsync(DateTimeOffset? since, CancellationToken cancellationToken) =>
        Task.Run(() => Read(since, null, cancellationToken), cancellationToken);

    private JournalContent Read(DateTimeOffset? since, Func<string, bool>? isWanted, CancellationToken cancellationToken)
    {
        var merge = new JournalMerge();
        try
        {
            _folder.RequirePrivate();
            var first = since?.UtcDateTime.Date - ReadMargin;
            foreach (var file in _folder.Files().Where(file => first is null || file.Day >= first))
                merge.Add(file.Path, _folder.ReadLines(file.Path, isWanted, cancellationToken));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RestException(
                ErrorCode.JournalNotReadable, $"The journal of writes in '{_folder.Path}' cannot be read: {exception.Message}",
                JournalFolder.Advice, exception);
        }

        return merge.ToContent(since);
    }

    private void RequireNotUndone(Guid undone)
    {
        // Two passes by text: parsing a whole journal for each of many undos would take minutes.
        var ids = Read(null, Mention(undone), CancellationToken.None).Entries.Where(entry => entry.Undoes == undone).Select(entry => entry.Id).ToList();
        if (ids.Count == 0) return;
        var mentions = ids.Select(Mention).ToList();
        var earlier = Read(null, line => mentions.Any(mention => mention(line)), CancellationToken.None).Entries
            .FirstOrDefault(entry => entry.Undoes == undone && entry.Outcome != ChangeOutcome.Failed);
        if (earlier is null) return;
        throw UndoneAlready(undone, earlier.Outcome == ChangeOutcome.Done);
    }

    private static Func<string, bool> Mention(Guid id)
    {
        var text = id.ToString("D");
        return line => line.IndexOf(text, StringComparison.Ordinal) >= 0;
    }

    internal static RestException UndoneAlready(Guid change, bool isDone) => new(
        ErrorCode.Conflict,
        isDone ? $"Change {change} was undone already." : $"An undo of change {change} was sent, and its outcome is not known.",
        isDone ? "To restore the change, undo the change that undid it." : "Run Resolve-FpxChange.")
    {
        Delivery = Delivery.NotSent,
    };

    private Task AppendAsync(JournalLine line, Action? check, CancellationToken cancellationToken) =>
        _folder.AppendAsync(line.Time, JsonSerializer.Serialize(line, JournalJson.Default.JournalLine), check, cancellationToken);

    /// <summary>Once a day and journal, at its first write.</summary>
    private void RemoveOldFiles()
    {
        var today = _clock.GetUtcNow().UtcDateTime.Date;
        if (Interlocked.Exchange(ref _cleanedDay, today.Ticks) == today.Ticks) return;
        try
        {
            RemoveOldFiles(today, today.AddDays(-DaysKept));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A file that is in use is removed on another day. A folder that cannot be listed does not take the new line either, and that error says why.
        }
    }

    /// <summary>Removes expired files, but none with an unsettled change, and none on the first day it is found expired: the clock may be wrong.</summary>
    private void RemoveOldFiles(DateTime today, DateTime firstKept)
    {
        var files = _folder.Files();
        if (!files.Any(old => old.Day < firstKept))
        {
            File.Delete(_folder.ExpiryPath);
            return;
        }

        if (FirstSeen() is not { } seen || seen > today)
        {
            JournalFolder.Open(_folder.ExpiryPath).Dispose();
            File.WriteAllText(_folder.ExpiryPath, today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            return;
        }

        if (seen == today) return;
        var merge = new JournalMerge();
        foreach (var one in files) merge.Add(one.Path, _folder.ReadLines(one.Path, null, CancellationToken.None));
        var needed = merge.NeededFiles(path => files.Any(one => one.Path == path && one.Day >= firstKept));
        foreach (var old in files.Where(old => old.Day < firstKept && !needed.Contains(old.Path))) File.Delete(old.Path);
    }

    private DateTime? FirstSeen() =>
        File.Exists(_folder.ExpiryPath)
        && DateTime.TryParseExact(File.ReadAllText(_folder.ExpiryPath).Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day : null;
}

internal sealed record JournalContent(IReadOnlyList<JournalEntry> Entries, int UnreadableLines);
