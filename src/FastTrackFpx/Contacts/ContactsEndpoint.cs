using FastTrackFpx.Connection;
using FastTrackFpx.Content;
using FastTrackFpx.Rest.Batching;
using FastTrackFpx.Rest.Paging;
using FastTrackFpx.Tenants;

namespace FastTrackFpx.Contacts;

/// <summary>People at customers.</summary>
internal sealed class ContactsEndpoint(FpxClient client)
{
    private readonly KnownContacts _known = client.Session.Memory<KnownContacts>();

    /// <summary>Contacts of one tenant. <c>GET tenants/{tenantId}/contacts</c>.</summary>
    public PagedSequence<FpxContact> List(Guid tenantId, ContactQuery query, ReadRange range) => new(
        new PageSource<FpxContact>((page, cancellationToken) => ReadAsync(tenantId, query, page, cancellationToken))
        {
            Key = static contact => contact.ContactId,
        },
        range);

    /// <summary>
    /// Contacts of tenants that come one by one. <c>GET partnerTenants/contacts</c>, 25 tenants to a call; a call per tenant where the query asks for a
    /// part of them, which that endpoint cannot.
    /// </summary>
    /// <param name="query">Which contacts.</param>
    /// <param name="emit">Is given the results, in the order of the tenants.</param>
    /// <param name="cancellationToken">Ends all calls.</param>
    public ParentBatch<Guid, FpxContact> StartBatch(ContactQuery query, Func<ParentResult<Guid, FpxContact>, Task> emit, CancellationToken cancellationToken)
    {
        var source = new BatchSource<Guid, FpxContact>((tenantId, page, end) => ReadAsync(tenantId, query, page, end))
        {
            Name = "partnerTenants/contacts",
            Noun = "tenant",
            AbsentAction = TenantsEndpoint.AbsentAction,
            IsPagedTogether = true,
            Key = static contact => contact.ContactId,
        };
        if (query.ReferralId is null && query.ContactTypeId is null) source.ReadTogether = ReadTogetherAsync;
        return new ParentBatch<Guid, FpxContact>(new BatchRun<Guid, FpxContact>(client.Rest, source), emit, cancellationToken);
    }

    /// <summary>Where a contact is that this session has read or written; null when it has not, or so long ago that it is forgotten.</summary>
    /// <param name="contactId">The contact.</param>
    public ContactPlace? PlaceOf(Guid contactId) => _known.Find(contactId);

    private Task<Page<FpxContact>> ReadAsync(Guid tenantId, ContactQuery query, PageNumber page, CancellationToken cancellationToken) =>
        client.GetPageAsync(
            $"tenants/{Routes.Segment(tenantId)}/contacts",
            page,
            response =>
            {
                FpxPage<FpxContact> contacts = FpxJson.ReadPage<FpxContact>(response);
                (contacts.TenantId, contacts.RfaId) = (contacts.TenantId ?? tenantId, contacts.RfaId ?? query.ReferralId);
                foreach (FpxContact contact in contacts.Items!) Complete(contact, contacts);
                return contacts.ToPage();
            },
            cancellationToken,
            new QueryText().Add("rfaId", query.ReferralId).Add("contactTypeId", query.ContactTypeId).Pairs);

    private Task<TogetherAnswer<Guid, FpxContact>> ReadTogetherAsync(TogetherRequest<Guid> request, CancellationToken cancellationToken) =>
        client.GetPageAsync(
            "partnerTenants/contacts",
            request.Page,
            response => FpxGroups.Read<FpxContact>(response, Complete, static contact => contact.TenantId),
            cancellationToken,
            new QueryText().AddEach("tenantIds", request.Keys).Pairs);

    /// <summary>What stands beside the list and not in its items.</summary>
    private void Complete(FpxContact contact, FpxPage<FpxContact> page)
    {
        if (contact.TenantId == Guid.Empty) contact.TenantId = page.TenantId ?? Guid.Empty;
        contact.ReferralId ??= page.RfaId;
        contact.TenantName = client.KnownTenants.Complete(contact.TenantId, contact.TenantName ?? page.TenantName);
        _known.Note(contact);
    }
}

internal static class ClientContacts
{
    extension(FpxClient client)
    {
        internal ContactsEndpoint Contacts => new(client);
    }
}
