using System.Diagnostics;

namespace FastTrackFpx.Contacts;

/// <summary>Contacts as they were a moment ago: a pipeline of many contacts of one tenant reads its list once.</summary>
internal sealed class ContactMemory
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);
    private readonly Dictionary<(Guid Tenant, long? Referral), (Stopwatch Age, Dictionary<Guid, FpxContact> Contacts)> _tenants = [];

    /// <summary>The contact as the service has it now; null if its tenant was not passed and the session has never read the contact.</summary>
    internal async Task<FpxContact?> BeforeAsync(CmdletRun run, FpxClient client, Guid tenantId, Guid contactId, long? referralId)
    {
        var contacts = new ContactsEndpoint(client);
        if (tenantId == Guid.Empty)
        {
            if (contacts.PlaceOf(contactId) is not { } place) return null;
            (tenantId, referralId) = (place.TenantId, referralId ?? place.ReferralId);
        }

        if (!_tenants.TryGetValue((tenantId, referralId), out var known) || known.Age.Elapsed > Fresh)
        {
            var age = Stopwatch.StartNew();
            List<FpxContact> list = await contacts.List(tenantId, new ContactQuery(referralId)).ToListAsync(run.Stopping).ConfigureAwait(false);
            _tenants[(tenantId, referralId)] = known = (age, list.ToDictionary(contact => contact.ContactId));
        }

        return known.Contacts.TryGetValue(contactId, out FpxContact? contact) ? contact : throw new InputException(
            ErrorCode.NotFound, $"Tenant {tenantId} has no contact {contactId}.", "ContactId", "Run Get-FpxContact to list the contacts of the tenant.");
    }

    internal void Note(Guid contactId, FpxContact? contact)
    {
        foreach ((_, Dictionary<Guid, FpxContact> contacts) in _tenants.Values)
        {
            if (contacts.Remove(contactId) && contact is not null) contacts[contactId] = contact;
        }
    }
}
