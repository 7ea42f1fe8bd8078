using System.Diagnostics;
using FastTrackFpx.Connection;
using FastTrackFpx.Rest.Paging;

namespace FastTrackFpx.Contacts;

/// <summary>
/// Contacts as they were a moment ago. The API reads contacts by tenant only, so a pipeline of many contacts of one tenant reads its list once
/// and not once for each.
/// </summary>
internal sealed class ContactMemory
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);
    private readonly Dictionary<(Guid Tenant, long? Referral), TenantContacts> _tenants = new();

    /// <summary>
    /// The contact as the service has it now. Null if its tenant is not known: it was not passed, and the connection has never read the contact.
    /// </summary>
    /// <exception cref="InputException">The tenant has no such contact.</exception>
    public async Task<FpxContact?> BeforeAsync(CmdletRun run, FpxClient client, Guid tenantId, Guid contactId, long? referralId)
    {
        if (tenantId == Guid.Empty)
        {
            if (client.Contacts.PlaceOf(contactId) is not { } place) return null;
            (tenantId, referralId) = (place.TenantId, referralId ?? place.ReferralId);
        }

        return await FindAsync(run, client, tenantId, contactId, referralId).ConfigureAwait(false) ?? throw new InputException(
            ErrorCode.NotFound, $"Tenant {tenantId} has no contact {contactId}.", "ContactId", "Run Get-FpxContact to list the contacts of the tenant.");
    }

    private async Task<FpxContact?> FindAsync(CmdletRun run, FpxClient client, Guid tenantId, Guid contactId, long? referralId)
    {
        if (!_tenants.TryGetValue((tenantId, referralId), out TenantContacts? known) || known.Age > Fresh)
            _tenants[(tenantId, referralId)] = known = await ReadAsync(run, client, tenantId, referralId).ConfigureAwait(false);
        return known.Contacts.TryGetValue(contactId, out FpxContact? contact) ? contact : null;
    }

    /// <summary>Notes what a write has made of a contact; null forgets it.</summary>
    public void Note(Guid contactId, FpxContact? contact)
    {
        foreach (TenantContacts known in _tenants.Values)
        {
            if (!known.Contacts.Remove(contactId)) continue;
            if (contact is not null) known.Contacts[contactId] = contact;
        }
    }

    private static async Task<TenantContacts> ReadAsync(CmdletRun run, FpxClient client, Guid tenantId, long? referralId)
    {
        var read = new TenantContacts();
        foreach (FpxContact contact in await client.Contacts.List(tenantId, new ContactQuery { ReferralId = referralId }, ReadRange.All).ToListAsync(run.Stopping).ConfigureAwait(false))
            read.Contacts[contact.ContactId] = contact;
        return read;
    }

    private sealed class TenantContacts
    {
        private readonly Stopwatch _since = Stopwatch.StartNew();

        public Dictionary<Guid, FpxContact> Contacts { get; } = new();

        public TimeSpan Age => _since.Elapsed;
    }
}
