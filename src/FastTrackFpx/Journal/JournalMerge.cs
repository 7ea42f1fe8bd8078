using System.Text.Json;
using FastTrackFpx.Rest.Files;

namespace FastTrackFpx.Journal;

/// <summary>Puts the lines of a journal together: a change, and what became of it.</summary>
internal sealed class JournalMerge
{
    private readonly Dictionary<Guid, JournalLine> _begun = [];
    private readonly Dictionary<Guid, JournalLine> _ended = [];
    private readonly List<Guid> _order = [];
    private int _unreadable;

    internal void Add(string text)
    {
        var line = Parse(text);
        if (line is null || line.Version > JournalLine.CurrentVersion || (line.Event == JournalEvent.Begin && line.Change is null))
        {
            _unreadable++;
        }
        else if (line.Event == JournalEvent.End)
        {
            _ended[line.Id] = line; // the last word counts: an unknown outcome may be settled later
        }
        else if (!_begun.ContainsKey(line.Id))
        {
            _begun.Add(line.Id, line);
            _order.Add(line.Id);
        }
    }

    internal JournalContent ToContent(DateTimeOffset? since)
    {
        var running = new Dictionary<(int, DateTimeOffset), bool>();
        var changes = _order.Select(id => Merge(_begun[id], running)).ToList();
        var byId = changes.ToDictionary(change => change.ChangeId);
        foreach (var undo in changes.Where(change => change.Undoes is not null && change.Outcome == FpxChangeOutcome.Done))
        {
            if (byId.TryGetValue(undo.Undoes!.Value, out var undone))
                undone.UndoneBy = undo.ChangeId;
        }

        changes.RemoveAll(change => change.Time < since);

        // Lines of several processes may come a little out of order; a stable sort keeps equal times as written.
        return new JournalContent(changes.AsEnumerable().Reverse().OrderByDescending(change => change.Time).ToList(), _unreadable);
    }

    private FpxChange Merge(JournalLine begin, Dictionary<(int, DateTimeOffset), bool> running)
    {
        var change = begin.Change!;
        change.ChangeId = begin.Id;
        change.Time = begin.Time;
        if (_ended.TryGetValue(begin.Id, out var end))
        {
            change.Outcome = end.Outcome ?? FpxChangeOutcome.Unknown;
            change.Settled = end.Time;
            change.After = end.After ?? change.After;
            change.ContactId = end.ContactId ?? change.ContactId;
            change.Error = end.Error;
            change.CorrelationId = end.CorrelationId;
        }
        else if (IsRunning(begin.Process, running))
        {
            change.Outcome = FpxChangeOutcome.Pending;
        }
        else
        {
            change.Outcome = FpxChangeOutcome.Unknown;
            change.Error = "The process that sent the write ended before its outcome was noted.";
        }

        return change;
    }

    private static bool IsRunning(ProcessMark? process, Dictionary<(int, DateTimeOffset), bool> running)
    {
        if (process is null)
            return false;
        var key = (process.Id, process.Started);
        if (!running.TryGetValue(key, out var answer))
            running.Add(key, answer = process.IsRunning());
        return answer;
    }

    private static JournalLine? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, JournalJson.Default.JournalLine);
        }
        catch (JsonException)
        {
            return null; // counted by the caller
        }
    }
}
