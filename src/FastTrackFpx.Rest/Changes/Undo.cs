namespace FastTrackFpx.Rest.Changes;

/// <summary>What the nouns have in common when they plan an undo.</summary>
internal static class Undo
{
    internal static RestException Cannot(string why, string action) => new(ErrorCode.CannotBeUndone, why, action);

    internal static RestException Conflict(string what, string now) => new(
        ErrorCode.Conflict, $"There was a further change to {what}. {now}", "Check it first. Use -Force to undo the change anyway.");

    /// <summary>An undo that has nothing to do.</summary>
    internal static PlannedChange Nothing(JournalEntry entry, string what) => new PlannedChange<object>
    {
        Entry = new JournalEntry { Kind = entry.Kind },
        Description = new ChangeDescription($"{what} is as before already", $"what change {entry.Id} changed is as before already"),
    };

    internal static ChangeDescription Describe(JournalEntry entry, ChangeDescription does) => new(
        $"undo what {entry.Cmdlet ?? "a program"} did: {does.Prompt}", $"undo change {entry.Id}: {does.Log}");
}
