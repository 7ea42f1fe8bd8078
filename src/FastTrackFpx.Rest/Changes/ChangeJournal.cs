namespace FastTrackFpx.Rest.Changes;

/// <summary>
/// The local record of writes of all services: JSON Lines, one file a day (UTC), private to its user. A write is on the disk before it is sent and
/// settled by a second line in the same file after it.
/// </summary>
/// <remarks>It holds what was changed, which is personal data of customers; no certificate, password or token.</remarks>
internal sealed class ChangeJournal
{
    internal const int DaysKept = 90;

    private readonly JournalFolder _folder;
    private readonly TimeProvider _clock;

    /// <summary>Outcomes that could not be recorded when they were known, as on a full disk; the next writer records them first.</summary>
    private readonly ConcurrentQueue<(DateTimeOffset Begun, JournalLine Line)> _owed = new();
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
        await AppendAsync(entry.Time, line, check, cancellationToken).ConfigureAwait(false);
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
            await AppendAsync(entry.Time, line, null, CancellationToken.None).ConfigureAwait(false);
        }
        catch (RestException)
        {
            _owed.Enqueue((entry.Time, line));
            throw;
        }
    }

    internal async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        while (_owed.TryDequeue(out var owed))
        {
            try
            {
                await AppendAsync(owed.Begun, owed.Line, null, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is RestException or OperationCanceledException)
            {
                _owed.Enqueue(owed);
                throw;
            }
        }
    }

    /// <summary>Reads the journal, newest entry first, which is the order to undo changes in.</summary>
    internal Task<JournalContent> ReadAsync(DateTimeOffset? since, CancellationToken cancellationToken) =>
        Task.Run(() => Read(since, static _ => true, cancellationToken), cancellationToken);

    private JournalContent Read(DateTimeOffset? since, Func<string, bool> isWanted, CancellationToken cancellationToken)
    {
        var entries = new List<JournalEntry>();
        var byId = new Dictionary<Guid, JournalEntry>();
        var unreadable = 0;
        try
        {
            var files = _folder.Files().Where(file => !(file.Day < since?.UtcDateTime.Date));
            foreach (var text in files.SelectMany(file => JournalFolder.ReadLines(file.Path)).Where(isWanted))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (JournalLine.Parse(text) is not { } line) unreadable++;
                else if (line.Event == JournalEvent.Begin) entries.Add(byId[line.Id] = line.Begin());
                else if (byId.TryGetValue(line.Id, out var begun)) line.End(begun);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RestException(
                ErrorCode.JournalNotReadable, $"The journal of writes in '{_folder.Path}' cannot be read: {exception.Message}",
                JournalFolder.Advice, exception);
        }

        var running = new Dictionary<ProcessMark, bool>();
        foreach (var entry in entries)
        {
            if (entry.Settled is null && !IsRunning(entry.Process, running))
                (entry.Outcome, entry.Error) = (ChangeOutcome.Unknown, "The process that sent the write ended before its outcome was recorded.");
            if (entry is { Undoes: { } id, Outcome: ChangeOutcome.Done } && byId.TryGetValue(id, out var undone)) undone.UndoneBy = entry.Id;
        }

        // Lines of several processes may come a little out of order; a stable sort keeps equal times as written.
        return new JournalContent(
            [.. entries.AsEnumerable().Reverse().Where(entry => !(entry.Time < since)).OrderByDescending(entry => entry.Time)], unreadable);
    }

    private static bool IsRunning(ProcessMark? process, Dictionary<ProcessMark, bool> running)
    {
        if (process is null) return false;
        if (!running.TryGetValue(process, out var isRunning)) running.Add(process, isRunning = process.IsRunning());
        return isRunning;
    }

    private void RequireNotUndone(Guid undone)
    {
        var undos = Mentioning(undone).Where(entry => entry.Undoes == undone).SelectMany(undo => Mentioning(undo.Id)).Where(entry => entry.Undoes == undone);
        if (undos.FirstOrDefault(undo => undo.Outcome != ChangeOutcome.Failed) is { } earlier)
            throw UndoneAlready(undone, earlier.Outcome == ChangeOutcome.Done);

        // By their text: parsing a whole journal for each of many undos would take minutes. How an undo ended mentions its own id only.
        IReadOnlyList<JournalEntry> Mentioning(Guid id)
        {
            string text = id.ToString("D");
            return Read(null, line => line.Contains(text), CancellationToken.None).Entries;
        }
    }

    internal static RestException UndoneAlready(Guid change, bool isDone) => new(
        ErrorCode.Conflict,
        isDone ? $"Change {change} was undone already." : $"An undo of change {change} was sent, and its outcome is not known.",
        isDone ? "To restore the change, undo the change that undid it." : "Run Resolve-FpxChange.")
    {
        Delivery = Delivery.NotSent,
    };

    private Task AppendAsync(DateTimeOffset begun, JournalLine line, Action? check, CancellationToken cancellationToken) =>
        _folder.AppendAsync(begun, JsonSerializer.Serialize(line, JournalJson.Default.JournalLine), check, cancellationToken);

    /// <summary>
    /// Removes expired files, once a day and journal at its first write, but none with an unsettled change. A file is expired if it was so on an earlier day
    /// of writing already: today's clock may be wrong.
    /// </summary>
    private void RemoveOldFiles()
    {
        var today = _clock.GetUtcNow().UtcDateTime.Date;
        if (Interlocked.Exchange(ref _cleanedDay, today.Ticks) == today.Ticks) return;
        try
        {
            var files = _folder.Files();
            var earlier = files.LastOrDefault(file => file.Day < today).Day;
            var expired = files.Where(file => file.Day.AddDays(DaysKept) < earlier).Select(file => file.Path).ToList();
            if (expired.Count == 0) return;
            var unsettled = Read(null, static _ => true, CancellationToken.None).Entries
                .Where(entry => entry.Outcome is not (ChangeOutcome.Done or ChangeOutcome.Failed)).Select(entry => _folder.FileOf(entry.Time));
            foreach (var path in expired.Except(unsettled)) File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or RestException)
        {
            // A file that is in use is removed on another day. A folder that cannot be listed does not take the new line either, and that error says why.
        }
    }
}

internal sealed record JournalContent(IReadOnlyList<JournalEntry> Entries, int UnreadableLines);
