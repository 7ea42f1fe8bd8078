namespace FastTrackFpx.Rest.Changes;

/// <summary>
/// A write that was worked out and not sent yet. The prompt, the journal, the request, the read-back and the undo all come from this one object,
/// whose parts were made from the same resolved values.
/// </summary>
internal abstract record PlannedChange
{
    /// <summary>The journal's entry: kind, target ids, the state before and the state the write is meant to lead to.</summary>
    internal required JournalEntry Entry { get; init; }
    internal required ChangeDescription Description { get; init; }
    internal IReadOnlyList<string> Warnings { get; init; } = [];
    /// <summary>The request as it would be sent now; null if nothing is left to change.</summary>
    internal Func<RestRequest>? Request { get; init; }

    internal bool ChangesNothing => Request is null;

    /// <summary>True if a second arrival changes nothing more (PATCH, DELETE); false if it creates another record.</summary>
    internal bool IsIdempotent { get; init; }
    internal int MaxSendings { get; init; } = ChangeRunner.MaxSendings;

    /// <summary>What equal creates have in common; null for idempotent writes. Equal creates of a session are sent one after the other.</summary>
    internal string? Fingerprint => Entry.Fingerprint;

    /// <summary>Checks, immediately before the write is recorded and sent, that the record is still what the prompt showed.</summary>
    internal Func<CancellationToken, Task>? CheckAsync { get; init; }
    /// <summary>Plans the write that restores the state before; true as argument ignores later changes of the record.</summary>
    internal Func<bool, CancellationToken, Task<PlannedChange>>? PlanUndoAsync { get; init; }
    /// <summary>The claim on the record that a done entry of the same kind made; null if it is not known which that is.</summary>
    internal Func<JournalEntry, string?> ClaimOf { get; init; } = static _ => null;

    /// <summary>Carries the write out and returns a warning for the user; null if there is none.</summary>
    internal abstract Task<string?> RunAsync(ChangeRunner runner, CancellationToken cancellationToken);

    /// <summary>Reads back what became of an earlier write whose outcome is unknown, and updates <see cref="Entry"/>.</summary>
    internal abstract Task ResolveAsync(ReadBackContext context, CancellationToken cancellationToken);
}

internal sealed record PlannedChange<T> : PlannedChange
{
    /// <summary>Sends the request once, or once more in another documented form if the service refused the first, and reads the response.</summary>
    internal Func<SendMark, CancellationToken, Task<T>>? SendAsync { get; init; }
    /// <summary>Reads from the service whether the write was carried out; null if nothing can be read that shows it.</summary>
    internal Func<ReadBackContext, CancellationToken, Task<ReadBack<T>>>? ReadBackAsync { get; init; }
    internal Action<JournalEntry, T>? Record { get; init; }
    /// <summary>Returns how a response differs from what was sent; null if it does not.</summary>
    internal Func<T, string?>? Compare { get; init; }

    internal override async Task<string?> RunAsync(ChangeRunner runner, CancellationToken cancellationToken) =>
        (await runner.RunAsync(this, cancellationToken).ConfigureAwait(false)).Warning;

    internal override async Task ResolveAsync(ReadBackContext context, CancellationToken cancellationToken)
    {
        if (ReadBackAsync is null)
        {
            throw new RestException(
                ErrorCode.WriteUnsettled,
                "What became of the change cannot be read: the journal does not hold the record before the change, or the request is not one of a known kind.",
                "Look at the record, and repeat the change if necessary.");
        }

        var back = await ReadBackAsync(context, cancellationToken).ConfigureAwait(false);
        if (back.Finding == ReadBackFinding.Found) Record?.Invoke(Entry, back.Value);
        (Entry.Outcome, Entry.Error) = back.Finding switch
        {
            ReadBackFinding.Found => (ChangeOutcome.Done, null),
            ReadBackFinding.Unchanged when context.MayStillArrive() =>
                (Entry.Outcome, "The service does not hold it so far. It may still arrive: run Resolve-FpxChange again later."),
            ReadBackFinding.Unchanged => (ChangeOutcome.Failed, "The service holds what it held before: the write was not carried out."),
            ReadBackFinding.Different => (Entry.Outcome, $"The service holds neither what was there before nor what was sent. {back.Explanation}"),
            _ => (Entry.Outcome, back.Explanation),
        };
    }
}

internal sealed record WriteResult<T>(T Value, JournalEntry Entry, string? Warning);

/// <summary>What a write does, old to new: an imperative without capital and full stop. The log omits personal data.</summary>
internal sealed record ChangeDescription(string Prompt, string Log)
{
    internal string Statement => Sentence(Prompt);

    internal string Question => Capital(Prompt) + "?";

    internal string LogStatement => Sentence(Log);

    // "... of Lakeshore Logistics Inc." has its full stop already.
    private static string Sentence(string words) => words.EndsWith(".", StringComparison.Ordinal) ? Capital(words) : Capital(words) + ".";

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words.Substring(1);
}
