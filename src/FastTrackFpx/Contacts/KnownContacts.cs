namespace FastTrackFpx.Contacts;

/// <summary>By what a contact can be read: the API reads contacts by their tenant only.</summary>
internal sealed class ContactPlace
{
    internal ContactPlace(Guid tenantId, long? referralId)
    {
        TenantId = tenantId;
        ReferralId = referralId;
    }

    /// <summary>The contact's tenant.</summary>
    public Guid TenantId { get; }

    /// <summary>The referral by which this partner knows the tenant, where it is not by a claim.</summary>
    public long? ReferralId { get; }
}

/// <summary>Where the contacts are that a session has seen: as many as nobody types ids of, and no more.</summary>
internal sealed class KnownContacts
{
    private const int Most = 20_000;

    private readonly Dictionary<Guid, ContactPlace> _places = [];
    private readonly Queue<Guid> _order = new();
    private ContactPlace? _last;

    /// <summary>Remembers a contact; the oldest one is forgotten for it when there are too many.</summary>
    internal void Note(FpxContact contact)
    {
        if (contact.TenantId == Guid.Empty)
            return;
        lock (_places)
        {
            // Contacts come tenant by tenant, and share what is known of it.
            if (_last?.TenantId != contact.TenantId || _last.ReferralId != contact.ReferralId)
                _last = new ContactPlace(contact.TenantId, contact.ReferralId);
            if (!_places.ContainsKey(contact.ContactId))
                _order.Enqueue(contact.ContactId);
            _places[contact.ContactId] = _last;
            if (_order.Count > Most)
                _places.Remove(_order.Dequeue());
        }
    }

    internal ContactPlace? Find(Guid contactId)
    {
        lock (_places)
            return _places.TryGetValue(contactId, out var place) ? place : null;
    }
}
