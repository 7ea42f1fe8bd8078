using FastTrackFpx.Connection;
using FastTrackFpx.Contacts;
using FastTrackFpx.Entitlements;
using FastTrackFpx.Lookups;
using FastTrackFpx.Notes;
using FastTrackFpx.Referrals;
using FastTrackFpx.Rest.Changes;

namespace FastTrackFpx.Changes;

/// <summary>All writes of a session on somebody's behalf.</summary>
internal sealed class FpxWrites : ServiceWrites
{
    internal FpxWrites(FpxCaller caller, LookupsEndpoint lookups, WriteContext context)
        : base(caller.Session.Service, caller.Observer, caller.Session.Pending, context)
    {
        Contacts = new ContactChanges(caller, lookups, context);
        Entitlements = new EntitlementChanges(caller, lookups, context);
        Notes = new NoteChanges(caller);
        Referrals = new ReferralChanges(caller, lookups, context);
        Planners = [Contacts, Entitlements, Notes, Referrals];
    }

    internal ContactChanges Contacts { get; }

    internal EntitlementChanges Entitlements { get; }

    internal NoteChanges Notes { get; }

    internal ReferralChanges Referrals { get; }

    private protected override bool IsOwn(JournalEntry entry) => entry.IsFpx();
}
