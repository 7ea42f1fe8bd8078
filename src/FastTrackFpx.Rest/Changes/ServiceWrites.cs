namespace FastTrackFpx.Rest.Changes;

internal sealed class WriteContext
{
    internal ChangeJournal? Journal { get; init; }
    internal string? Cmdlet { get; init; }
    internal string? ConnectionName { get; init; }
    internal Guid RunId { get; init; } = Guid.NewGuid();
    internal bool SkipValidation { get; init; }
}

/// <summary>The writes of a noun: recreates one from the journal, which can then be read back and undone.</summary>
internal interface IChangePlanner
{
    /// <summary>The change of an entry; null if it is of another noun.</summary>
    PlannedChange? Recreate(JournalEntry entry);
}

/// <summary>The writes of a connection for a cmdlet, and the undo and read-back of earlier ones.</summary>
internal class ServiceWrites(RestClient client, PendingWrites pending, WriteContext context)
{
    internal RestClient Client { get; } = client;

    internal IService Service => Client.Options.Service;

    internal WriteContext Context { get; } = context;

    internal ChangeRunner Runner { get; } = new()
    {
        Service = client.Options.Service.Name,
        BaseUri = client.BaseUri,
        Clock = client.TimeProvider,
        Pending = pending,
        Context = context,
        ClockSkew = () => client.ClockSkew,
        Waiting = wait => client.Observer?.Waiting(wait),
    };

    internal IReadOnlyList<IChangePlanner> Planners { get; init; } = [];

    private protected virtual bool IsOwn(JournalEntry entry) => entry.Service == Service.Name;

    /// <summary>Plans the undo of a change, by what the journal and the service hold now.</summary>
    internal async Task<PlannedChange> PlanUndoAsync(JournalEntry entry, bool force, CancellationToken cancellationToken)
    {
        if (Elsewhere(entry) is { } elsewhere) throw Undo.Cannot(elsewhere, "Use a connection to that service.");
        RequireUndoable(entry);
        var plan = await (Recreate(entry).PlanUndoAsync ?? throw Undo.Cannot(
            $"What a request of {entry.Cmdlet ?? "another program"} changed is not known.", "Send the request that restores it."))(force, cancellationToken).ConfigureAwait(false);
        plan.Entry.Undoes = entry.Id;
        return plan;
    }

    /// <summary>Asks the service what became of a change and settles its entry, as far as that can be proved.</summary>
    internal async Task ResolveAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Outcome != ChangeOutcome.Unknown) return;
        var journal = RequireJournal();
        if (Elsewhere(entry) is { } elsewhere) throw new RestException(ErrorCode.WriteUnsettled, elsewhere, "Use a connection to that service.");
        var plan = Recreate(entry);
        var context = await Runner.ContextOfAsync(entry, plan.ClaimOf, cancellationToken).ConfigureAwait(false);
        await plan.ResolveAsync(context, cancellationToken).ConfigureAwait(false);
        await journal.SettleAsync(entry).ConfigureAwait(false);
    }

    internal ChangeJournal RequireJournal() => Context.Journal ?? throw new RestException(
        ErrorCode.JournalNotReadable, "This connection keeps no journal of writes.", "Connect without -NoJournal.");

    private PlannedChange Recreate(JournalEntry entry) => Planners.Select(planner => planner.Recreate(entry)).OfType<PlannedChange>().FirstOrDefault()
        ?? new PlannedChange<object> { Entry = entry, Description = new ChangeDescription("repeat the request", "repeat the request") };

    private string? Elsewhere(JournalEntry entry)
    {
        if (!IsOwn(entry)) return $"The change was made in {entry.Service}, and this connection is to {Service.Name}.";
        return entry.IsOn(Client.BaseUri) ? null : $"The change was made on {entry.BaseUri!.Authority}, and this connection is to {Client.BaseUri.Authority}.";
    }

    private static void RequireUndoable(JournalEntry entry)
    {
        if (entry.UndoneBy is not null) throw ChangeJournal.UndoneAlready(entry.Id, isDone: true);
        var why = entry.Outcome switch
        {
            ChangeOutcome.Done => null,
            ChangeOutcome.Failed => "The change was not carried out, so there is nothing to undo.",
            ChangeOutcome.Pending => "The change is still being sent.",
            _ => "It is not known whether the change was carried out.",
        };
        if (why is not null) throw Undo.Cannot(why, entry.Outcome == ChangeOutcome.Unknown ? "Run Resolve-FpxChange first, then undo it." : "Leave it out.");
    }
}

internal static class Undo
{
    internal static RestException Cannot(string why, string action) => new(ErrorCode.CannotBeUndone, why, action);

    internal static RestException Conflict(string what, string now) => new(
        ErrorCode.Conflict, $"There was a further change to {what}. {now}", "Check it first. Use -Force to undo the change anyway.");

    internal static PlannedChange Nothing(JournalEntry entry, string what) => new PlannedChange<object>
    {
        Entry = new JournalEntry { Kind = entry.Kind },
        Description = new ChangeDescription($"{what} is as before already", $"what change {entry.Id} changed is as before already"),
    };

    internal static ChangeDescription Describe(JournalEntry entry, ChangeDescription does) => new(
        $"undo what {entry.Cmdlet ?? "a program"} did: {does.Prompt}", $"undo change {entry.Id}: {does.Log}");
}
