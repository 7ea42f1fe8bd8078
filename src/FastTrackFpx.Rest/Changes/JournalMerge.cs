namespace FastTrackFpx.Rest.Changes;

internal sealed class JournalMerge
{
    /// <summary>Members of a change that have a place of their own, which early versions wrote beside the ids.</summary>
    private static readonly string[] NotTargets = ["changeId", "time", "settled", "outcome", "error", "correlationId", "undoneBy"];

    private readonly Dictionary<Guid, JournalLine> _begun = [];
    private readonly Dictionary<Guid, JournalLine> _ended = [];
    private readonly Dictionary<Guid, HashSet<string>> _files = [];
    private readonly List<Guid> _order = [];
    private int _unreadable;

    internal void Add(string path, IEnumerable<string> lines)
    {
        foreach (var text in lines)
        {
            if (Parse(text) is { } line) Add(path, line);
            else _unreadable++;
        }
    }

    internal JournalContent ToContent(DateTimeOffset? since)
    {
        var running = new Dictionary<ProcessMark, bool>();
        var entries = _order.Select(id => Merge(_begun[id], running)).ToList();
        var byId = entries.ToDictionary(entry => entry.Id);
        foreach (var undo in entries.Where(entry => entry.Undoes is not null && entry.Outcome == ChangeOutcome.Done))
        {
            if (byId.TryGetValue(undo.Undoes!.Value, out var undone)) undone.UndoneBy = undo.Id;
        }

        entries.RemoveAll(entry => entry.Time < since);

        // Lines of several processes may come a little out of order; a stable sort keeps equal times as written.
        return new JournalContent([.. entries.AsEnumerable().Reverse().OrderByDescending(entry => entry.Time)], _unreadable);
    }

    /// <summary>The files that hold a line of a change that is unsettled or begun in a kept file.</summary>
    internal HashSet<string> NeededFiles(Func<string, bool> isKept)
    {
        var needed = new HashSet<string>(StringComparer.Ordinal);
        for (var before = -1; before != needed.Count;)
        {
            before = needed.Count;
            foreach (var files in _files)
            {
                var isSettled = _ended.TryGetValue(files.Key, out var end) && end.Outcome is ChangeOutcome.Done or ChangeOutcome.Failed;
                if (!isSettled || files.Value.Any(file => isKept(file) || needed.Contains(file))) needed.UnionWith(files.Value);
            }
        }

        return needed;
    }

    private void Add(string path, JournalLine line)
    {
        if (!_files.TryGetValue(line.Id, out var files)) _files.Add(line.Id, files = new HashSet<string>(StringComparer.Ordinal));
        files.Add(path);
        if (line.Event == JournalEvent.End)
        {
            _ended[line.Id] = line; // the last one counts: an unknown outcome may be settled later
        }
        else if (!_begun.ContainsKey(line.Id))
        {
            _begun.Add(line.Id, line);
            _order.Add(line.Id);
        }
    }

    private JournalEntry Merge(JournalLine begin, Dictionary<ProcessMark, bool> running)
    {
        var entry = begin.Change!;
        entry.Id = begin.Id;
        entry.Time = begin.Time;
        Take(entry, entry.Others);
        if (_ended.TryGetValue(begin.Id, out var end))
        {
            entry.Outcome = end.Outcome ?? ChangeOutcome.Unknown;
            entry.Settled = end.Time;
            entry.After = end.After ?? entry.After;
            entry.Error = end.Error;
            entry.CorrelationId = end.CorrelationId;
            entry.ClockSkew ??= end.ClockSkew;
            Take(entry, end.Others);
            foreach (var target in end.Targets ?? []) entry.Targets[target.Key] = target.Value;
        }
        else if (IsRunning(begin.Process, running))
        {
            entry.Outcome = ChangeOutcome.Pending;
        }
        else
        {
            entry.Outcome = ChangeOutcome.Unknown;
            entry.Error = "The process that sent the write ended before its outcome was recorded.";
        }

        return entry;
    }

    private static void Take(JournalEntry entry, Dictionary<string, JsonElement>? others)
    {
        foreach (var other in others ?? [])
        {
            if (other.Value.ValueKind == JsonValueKind.String && !NotTargets.Contains(other.Key)) entry.Targets[other.Key] = other.Value.GetString()!;
        }

        entry.Others = null;
    }

    private static bool IsRunning(ProcessMark? process, Dictionary<ProcessMark, bool> running)
    {
        if (process is null) return false;
        if (!running.TryGetValue(process, out var isRunning)) running.Add(process, isRunning = process.IsRunning());
        return isRunning;
    }

    private static JournalLine? Parse(string text)
    {
        try
        {
            var line = JsonSerializer.Deserialize(text, JournalJson.Default.JournalLine);
            return line is null || line.Version > JournalLine.CurrentVersion || (line.Event == JournalEvent.Begin && line.Change is null) ? null : line;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
