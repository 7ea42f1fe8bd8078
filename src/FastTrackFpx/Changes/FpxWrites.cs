using FastTrackFpx.Connection;
using FastTrackFpx.Contacts;
using FastTrackFpx.Entitlements;
using FastTrackFpx.Lookups;
using FastTrackFpx.Notes;
using FastTrackFpx.Referrals;
using FastTrackFpx.Requests;
using FastTrackFpx.Rest.Changes;

namespace FastTrackFpx.Changes;

/// <summary>On whose behalf writes are planned and sent.</summary>
internal sealed class WriteContext
{
    /// <summary>The journal; null records nothing.</summary>
    internal ChangeJournal? Journal { get; init; }

    internal string? Cmdlet { get; init; }

    internal string? ConnectionName { get; init; }

    internal Guid RunId { get; init; } = Guid.NewGuid();

    /// <summary>Leaves the rules to the service.</summary>
    internal bool SkipValidation { get; init; }
}

/// <summary>The writes of a noun: recreates one from the journal, which can then be read back and undone.</summary>
internal interface IChangePlanner
{
    /// <summary>The change of an entry; null if it is of another noun.</summary>
    /// <exception cref="RestException">The entry does not hold enough of it.</exception>
    PlannedChange? Recreate(JournalEntry entry);
}

/// <summary>All writes of a session on somebody's behalf.</summary>
internal sealed class FpxWrites
{
    private readonly FpxCaller _caller;
    private readonly IChangePlanner[] _planners;

    internal FpxWrites(FpxCaller caller, LookupsEndpoint lookups, WriteContext context)
    {
        _caller = caller;
        Context = context;
        Contacts = new ContactChanges(caller, lookups, context);
        Entitlements = new EntitlementChanges(caller, lookups, context);
        Notes = new NoteChanges(caller);
        Referrals = new ReferralChanges(caller, lookups, context);
        Requests = new RequestChanges(caller);
        _planners = [Contacts, Entitlements, Notes, Referrals];
        Runner = new ChangeRunner(new ChangeRunnerOptions
        {
            Service = FpxChanges.Service,
            BaseUri = caller.Session.BaseUri,
            Clock = caller.Session.TimeProvider,
            Pending = caller.Session.Pending,
            Journal = context.Journal,
            Cmdlet = context.Cmdlet,
            ConnectionName = context.ConnectionName,
            RunId = context.RunId,
            ClockSkew = () => caller.Session.Service.ClockSkew,
            Waiting = wait => caller.Observer?.Waiting(wait),
        });
    }

    internal WriteContext Context { get; }

    internal ChangeRunner Runner { get; }

    internal ContactChanges Contacts { get; }

    internal EntitlementChanges Entitlements { get; }

    internal NoteChanges Notes { get; }

    internal ReferralChanges Referrals { get; }

    internal RequestChanges Requests { get; }

    /// <summary>Plans the undo of a change, by what the journal and the service hold now.</summary>
    /// <param name="entry">The change as the journal holds it now.</param>
    /// <param name="force">Undoes it although the record was changed again since.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RestException"><see cref="FpxErrorCode.CannotBeUndone"/>, <see cref="FpxErrorCode.Conflict"/> or a failed read.</exception>
    internal async Task<PlannedChange> PlanUndoAsync(JournalEntry entry, bool force, CancellationToken cancellationToken)
    {
        RequireUndoable(entry);
        var plan = await (Recreate(entry).PlanUndoAsync ?? throw Undo.Cannot(
            "What a request of Invoke-FpxRequest changed is not known.", "Send the request that restores it."))(force, cancellationToken).ConfigureAwait(false);
        plan.Entry.Undoes = entry.Id;
        return plan;
    }

    /// <summary>Asks the service what became of a change and settles its entry, as far as that can be proved.</summary>
    /// <param name="entry">A change of unknown outcome; it is completed in place.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RestException">The service cannot be read, or nothing that can be read shows it.</exception>
    internal async Task ResolveAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Outcome != ChangeOutcome.Unknown) return;
        var journal = RequireJournal();
        if (!entry.IsOn(_caller.Session.BaseUri))
        {
            throw new RestException(
                FpxErrorCode.WriteUnsettled,
                $"The change was made on {entry.BaseUri!.Authority}, and this connection is to {_caller.Session.BaseUri.Authority}.",
                "Use a connection to that service.");
        }

        var plan = Recreate(entry);
        var context = await Runner.ContextOfAsync(entry, plan.ClaimOf, cancellationToken).ConfigureAwait(false);
        await plan.ResolveAsync(context, cancellationToken).ConfigureAwait(false);
        await journal.SettleAsync(entry).ConfigureAwait(false);
    }

    internal ChangeJournal RequireJournal() => Context.Journal ?? throw new RestException(
        FpxErrorCode.JournalNotReadable, "This connection keeps no journal of writes.", "Connect without -NoJournal.");

    private PlannedChange Recreate(JournalEntry entry) => _planners.Select(planner => entry.IsFpx() ? planner.Recreate(entry) : null).OfType<PlannedChange>().FirstOrDefault()
        ?? new PlannedChange<object> { Entry = entry, Description = new ChangeDescription("repeat the request", "repeat the request") };

    private void RequireUndoable(JournalEntry entry)
    {
        if (!entry.IsOn(_caller.Session.BaseUri))
            throw Undo.Cannot($"The change was made on {entry.BaseUri!.Authority}, and this connection is to {_caller.Session.BaseUri.Authority}.", "Use a connection to that service.");
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
