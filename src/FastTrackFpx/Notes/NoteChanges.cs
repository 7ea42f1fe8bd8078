namespace FastTrackFpx.Notes;

/// <summary>Plans notes: <c>POST tenants/{tenantId}/notes</c>. The API cannot change or remove one.</summary>
internal sealed class NoteChanges(FpxClient client) : IChangePlanner
{
    /// <summary>Notes are read back newest first, and so many in a row that are too old end that.</summary>
    private const int OldNotesInARow = 100;

    private readonly NotesEndpoint _reads = new(client);

    internal PlannedChange<FpxNote> PlanNew(Guid tenantId, FpxLookup category, string text)
    {
        var planned = new FpxNote { TenantId = tenantId, NoteCategory = category, Text = text };
        var entry = FpxChanges.Entry(
            FpxChangeKind.NoteNew,
            $"Note '{NoteWords.Beginning(text)}' ({category}) is new",
            null,
            planned,
            (FpxChanges.TenantId, FpxChanges.Id(tenantId)));
        entry.Fingerprint = PendingWrites.FingerprintOf(RouteOf(tenantId), Body(planned));
        return New(entry, planned);
    }

    public PlannedChange? Recreate(JournalEntry entry) =>
        entry.Kind() == FpxChangeKind.NoteNew ? New(entry, entry.After()?.Note ?? new FpxNote()) : null;

    private PlannedChange<FpxNote> New(JournalEntry entry, FpxNote planned)
    {
        return new PlannedChange<FpxNote>
        {
            Entry = entry,
            Description = Describe(planned),
            Request = () => Post(null),
            SendAsync = (mark, end) => client.Rest.SendAsync(
                Post(mark), response => Read(response, planned.TenantId), end),
            ReadBackAsync = (known, end) => FindNewAsync(planned, known, end),
            ClaimOf = static other => other.After()?.Note is { } note ? ClaimOf(note) : null,
            Record = FpxChanges.RecordAfter,
            PlanUndoAsync = static (_, _) => throw Undo.Cannot(
                "A note cannot be undone: the API can neither change nor remove it.", "Create another note that corrects it."),
        };

        RestRequest Post(SendMark? mark) => client.Request("POST", RouteOf(planned.TenantId), Body(planned), mark);
    }

    private async Task<ReadBack<FpxNote>> FindNewAsync(FpxNote planned, ReadBackContext known, CancellationToken cancellationToken)
    {
        var equal = new List<Candidate<FpxNote>>();
        var old = 0;
        var newestFirst = _reads.List(planned.TenantId, planned.NoteCategory?.Id, oldestFirst: false);
        await foreach (var note in newestFirst.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            old = note.Created < known.ServiceTimeOf(known.Sent) - CreateMatch.LargestClockError ? old + 1 : 0;
            if (old == OldNotesInARow) break;
            if (Normalized.SameText(note.Text, planned.Text)) equal.Add(new Candidate<FpxNote>(note, note.Created, ClaimOf(note)));
        }

        return CreateMatch.Find(equal, known);
    }

    private static ChangeDescription Describe(FpxNote planned)
    {
        var count = NoteRules.CountCharacters(planned.Text ?? string.Empty);
        var what =
            $"write a note of {(count == 1 ? "1 character" : NoteRules.Number(count) + " characters")} ({planned.NoteCategory}) on tenant {planned.TenantId}";
        return new ChangeDescription($"{what}: '{NoteWords.Beginning(planned.Text)}'", what);
    }

    /// <summary>Notes have no id; tenant, time and text identify one.</summary>
    private static string ClaimOf(FpxNote note) => PendingWrites.FingerprintOf(
        $"note {note.TenantId:N} {note.Created?.UtcTicks.ToString(CultureInfo.InvariantCulture)}", Normalized.Text(note.Text));

    private static string RouteOf(Guid tenantId) => $"tenants/{Routes.Segment(tenantId)}/notes";

    internal static string Body(FpxNote note) => PlainJson.Write(new Dictionary<string, object?>
    {
        ["text"] = note.Text,
        ["noteCategoryId"] =
            long.TryParse(note.NoteCategory?.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : note.NoteCategory?.Id,
    });

    private FpxNote Read(RestResponse response, Guid tenantId)
    {
        FpxNote note = FpxJson.Read<FpxNote>(response);
        if (note.TenantId == Guid.Empty) note.TenantId = tenantId;
        note.TenantName ??= client.TenantNameOf(note.TenantId);
        return note;
    }
}

internal static class NoteWords
{
    private const int Longest = 60;

    internal static string Beginning(string? text)
    {
        // A note may have a million characters: only the beginning is looked at.
        var start = text is { Length: > 4 * Longest } ? text.Substring(0, 4 * Longest) : text ?? string.Empty;
        var line = start.Replace("\r\n", " ").Replace('\n', ' ').Replace('\r', ' ').Trim();
        if (line.Length <= Longest && start.Length == (text?.Length ?? 0)) return line;
        var cut = Math.Min(line.Length, Longest - 3);
        if (cut > 0 && char.IsHighSurrogate(line[cut - 1])) cut--;
        return line.Substring(0, cut) + "...";
    }
}
