using FastTrackFpx.Connection;
using FastTrackFpx.Contacts;
using FastTrackFpx.Entitlements;
using FastTrackFpx.Lookups;
using FastTrackFpx.Notes;
using FastTrackFpx.Referrals;
using FastTrackFpx.Requests;

namespace FastTrackFpx.Changes;

/// <summary>All writes of a session on somebody's behalf: each noted in the journal, and carried out once.</summary>
public sealed class FpxWrites
{
    private readonly FpxCaller _caller;
    private readonly LookupsEndpoint _lookups;

    internal FpxWrites(FpxCaller caller, LookupsEndpoint lookups, WriteContext context)
    {
        if (context is null)
            throw new ArgumentNullException(nameof(context));

        _caller = caller;
        _lookups = lookups;
        var run = new WriteRun(caller, context);
        Context = context;
        Contacts = new ContactWrites(caller, run, lookups);
        Entitlements = new EntitlementWrites(caller, run, context, lookups);
        Notes = new NoteWrites(caller, run);
        Referrals = new ReferralWrites(caller, run);
        Requests = new RequestWrites(caller, run);
    }

    /// <summary>On whose behalf.</summary>
    public WriteContext Context { get; }

    /// <summary>People at customers.</summary>
    public ContactWrites Contacts { get; }

    /// <summary>Seats of tenants.</summary>
    public EntitlementWrites Entitlements { get; }

    /// <summary>Notes on tenants.</summary>
    public NoteWrites Notes { get; }

    /// <summary>Customers that are offered to this partner.</summary>
    public ReferralWrites Referrals { get; }

    /// <summary>Any call.</summary>
    public RequestWrites Requests { get; }

    /// <summary>Works out how to take a change back.</summary>
    /// <param name="change">The change as the journal has it.</param>
    /// <param name="force">Takes it back although the record was changed again since.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RestException"><see cref="FpxErrorCode.CannotBeUndone"/>, <see cref="FpxErrorCode.Conflict"/> or a failed read.</exception>
    public Task<UndoPlan> PlanUndoAsync(FpxChange change, bool force, CancellationToken cancellationToken)
    {
        if (change is null)
            throw new ArgumentNullException(nameof(change));

        ChangeUndo.RequireUndoable(change, _caller.Session.BaseUri);
        var context = new WriteContext
        {
            Journal = Context.Journal,
            Cmdlet = Context.Cmdlet,
            ConnectionName = Context.ConnectionName,
            SkipValidation = Context.SkipValidation,
            Undoes = change.ChangeId,
        };
        return new ChangeUndo(new FpxWrites(_caller, _lookups, context), force).PlanAsync(change, cancellationToken);
    }

    /// <summary>Gets ready to find out what became of writes that were cut off.</summary>
    /// <param name="cancellationToken">Ends the reading of the journal.</param>
    /// <exception cref="RestException">The connection keeps no journal, or it cannot be read.</exception>
    public async Task<ChangeResolver> StartResolvingAsync(CancellationToken cancellationToken)
    {
        var journal = Context.Journal ?? throw new RestException(
            FpxErrorCode.JournalNotReadable, "This connection keeps no journal of writes.", "Connect without -NoJournal.");
        await journal.CatchUpAsync(cancellationToken).ConfigureAwait(false);
        var content = await journal.ReadAsync(since: null, cancellationToken).ConfigureAwait(false);
        return new ChangeResolver(this, _caller.Session.BaseUri, content.Changes);
    }
}
