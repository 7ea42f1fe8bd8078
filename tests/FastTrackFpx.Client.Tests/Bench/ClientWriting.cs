using FastTrackFpx.Incentives;
using FastTrackFpx.Module;
using FastTrackFpx.Usage;

namespace FastTrackFpx.Client.Tests.Bench;

/// <summary>The reads and writes of all nouns, by their names.</summary>
internal static class ClientWriting
{
    internal static FpxWrites Writing(this FpxClient client, WriteContext context) => AllWrites.Of(client, context);

    extension(FpxClient client)
    {
        internal ContactsEndpoint Contacts => new(client);
        internal EntitlementsEndpoint Entitlements => new(client);
        internal EntitlementStatusesEndpoint EntitlementStatuses => new(client);
        internal IncentivesEndpoint Incentives => new(client);
        internal LookupsEndpoint Lookups => new(client);
        internal NotesEndpoint Notes => new(client);
        internal ReferralsEndpoint Referrals => new(client);
        internal TenantsEndpoint Tenants => new(client);
        internal UsageEndpoint Usage => new(client);
    }

    extension(FpxWrites writes)
    {
        internal ContactChanges Contacts => new(writes.Fpx, writes.Context);
        internal EntitlementChanges Entitlements => new(writes.Fpx, writes.Context);
        internal NoteChanges Notes => new(writes.Fpx);
        internal ReferralChanges Referrals => new(writes.Fpx, writes.Context);
    }
}
