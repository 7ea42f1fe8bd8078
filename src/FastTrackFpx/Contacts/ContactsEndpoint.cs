namespace FastTrackFpx.Contacts;

internal sealed class ContactsEndpoint(FpxClient client)
{
    private readonly KnownContacts _known = client.Memory<KnownContacts>();

    /// <summary>Contacts of one tenant. <c>GET tenants/{tenantId}/contacts</c>.</summary>
    public PagedSequence<FpxContact> List(Guid tenantId, ContactQuery query) =>
        new((page, cancellationToken) => ReadAsync(tenantId, query, page, cancellationToken)) { Key = static contact => contact.ContactId };

    /// <summary>Contacts of many tenants: <c>GET partnerTenants/contacts</c>, or a request per tenant if the query filters.</summary>
    public ParentBatch<Guid, FpxContact> StartBatch(ContactQuery query, Func<ParentResult<Guid, FpxContact>, Task> emit, CancellationToken cancellationToken)
    {
        var source = new BatchSource<Guid, FpxContact>(client.Rest, (tenantId, page, end) => ReadAsync(tenantId, query, page, end))
        {
            Name = "partnerTenants/contacts",
            Noun = "tenant",
            AbsentAction = TenantsEndpoint.AbsentAction,
            IsPagedTogether = true,
            Key = static contact => contact.ContactId,
        };
        if (query.ReferralId is null && query.ContactTypeId is null) source.ReadTogether = ReadTogetherAsync;
        return new ParentBatch<Guid, FpxContact>(source, emit, cancellationToken);
    }

    /// <summary>Where a contact is that this session has read or written; null when it has not, or so long ago that it is forgotten.</summary>
    public ContactPlace? PlaceOf(Guid contactId) => _known.Find(contactId);

    private Task<Page<FpxContact>> ReadAsync(Guid tenantId, ContactQuery query, (int Number, int Size) page, CancellationToken cancellationToken) =>
        client.GetPageAsync(
            $"tenants/{tenantId}/contacts",
            page,
            response =>
            {
                FpxPage<FpxContact> contacts = FpxJson.ReadPage<FpxContact>(response);
                (contacts.TenantId, contacts.RfaId) = (contacts.TenantId ?? tenantId, contacts.RfaId ?? query.ReferralId);
                foreach (FpxContact contact in contacts.Items!) Complete(contact, contacts);
                return contacts.ToPage();
            },
            cancellationToken,
            ("rfaId", query.ReferralId),
            ("contactTypeId", query.ContactTypeId));

    private Task<TogetherAnswer<Guid, FpxContact>> ReadTogetherAsync(
        IReadOnlyList<Guid> tenantIds, (int Number, int Size) page, CancellationToken cancellationToken) =>
        client.GetPageAsync(
            "partnerTenants/contacts",
            page,
            response => FpxGroups.Read<FpxContact>(response, Complete, static contact => contact.TenantId),
            cancellationToken,
            ("tenantIds", tenantIds));

    /// <summary>Fills in what the response has beside the list.</summary>
    private void Complete(FpxContact contact, FpxPage<FpxContact> page)
    {
        if (contact.TenantId == Guid.Empty) contact.TenantId = page.TenantId ?? Guid.Empty;
        contact.ReferralId ??= page.RfaId;
        contact.TenantName = client.CompleteTenantName(contact.TenantId, contact.TenantName ?? page.TenantName);
        _known.Note(contact);
    }
}

/// <param name="ReferralId">The referral (RFA) by which the tenant is known to this partner, where it is not by a claim.</param>
/// <param name="ContactTypeId">The id of a contact type; null for all.</param>
internal sealed record ContactQuery(long? ReferralId = null, string? ContactTypeId = null);

/// <summary>By what a contact can be read: the API reads contacts by their tenant only.</summary>
internal sealed record ContactPlace(Guid TenantId, long? ReferralId);

/// <summary>Where the contacts are that a session has seen, up to a number far beyond what a user works with.</summary>
internal sealed class KnownContacts
{
    private const int Most = 20_000;

    private readonly Dictionary<Guid, ContactPlace> _places = [];
    private readonly Queue<Guid> _order = new();
    private ContactPlace? _last;

    /// <summary>Remembers a contact; the oldest one is forgotten for it when there are too many.</summary>
    internal void Note(FpxContact contact)
    {
        if (contact.TenantId == Guid.Empty) return;
        lock (_places)
        {
            // Contacts come tenant by tenant, and share what is known of it.
            if (_last?.TenantId != contact.TenantId || _last.ReferralId != contact.ReferralId)
                _last = new ContactPlace(contact.TenantId, contact.ReferralId);
            if (!_places.ContainsKey(contact.ContactId)) _order.Enqueue(contact.ContactId);
            _places[contact.ContactId] = _last;
            if (_order.Count > Most) _places.Remove(_order.Dequeue());
        }
    }

    internal ContactPlace? Find(Guid contactId)
    {
        lock (_places) return _places.TryGetValue(contactId, out var place) ? place : null;
    }
}
