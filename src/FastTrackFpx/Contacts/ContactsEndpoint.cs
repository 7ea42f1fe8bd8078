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
        bool isFiltered = query.ReferralId is not null || query.ContactTypeId is not null;
        return new ParentBatch<Guid, FpxContact>(client.Rest, (tenantId, page, end) => ReadAsync(tenantId, query, page, end), emit, cancellationToken)
        {
            ReadTogether = isFiltered ? null : ReadTogetherAsync,
            Name = "partnerTenants/contacts",
            Noun = "tenant",
            AbsentAction = TenantsEndpoint.AbsentAction,
            IsPagedTogether = true,
            Key = static contact => contact.ContactId,
        };
    }

    /// <summary>Where a contact is that this session has read or written; null when it has not, or so long ago that it is forgotten.</summary>
    public (Guid TenantId, long? ReferralId)? PlaceOf(Guid contactId) => _known.Find(contactId);

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

    private Task<PagesByParent<Guid, FpxContact>> ReadTogetherAsync(
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

/// <summary>Where the contacts are that a session has seen: the API reads contacts by their tenant only.</summary>
internal sealed class KnownContacts
{
    /// <summary>Far more than a user works with: beyond that, all are forgotten.</summary>
    private const int Most = 50_000;

    private readonly Dictionary<Guid, (Guid TenantId, long? ReferralId)> _places = [];

    internal void Note(FpxContact contact)
    {
        if (contact.TenantId == Guid.Empty) return;
        lock (_places)
        {
            if (_places.Count == Most) _places.Clear();
            _places[contact.ContactId] = (contact.TenantId, contact.ReferralId);
        }
    }

    internal (Guid TenantId, long? ReferralId)? Find(Guid contactId)
    {
        lock (_places) return _places.TryGetValue(contactId, out var place) ? place : null;
    }
}
