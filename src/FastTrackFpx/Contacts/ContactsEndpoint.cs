using FastTrackFpx.Connection;
using FastTrackFpx.Rest.Batching;
using FastTrackFpx.Rest.Paging;

namespace FastTrackFpx.Contacts;

/// <summary>People at customers.</summary>
public sealed class ContactsEndpoint
{
    private readonly FpxCaller _caller;

    internal ContactsEndpoint(FpxCaller caller) => _caller = caller;

    /// <summary>Contacts of one tenant. <c>GET tenants/{tenantId}/contacts</c>.</summary>
    public FpxSequence<FpxContact> List(Guid tenantId, ContactQuery query, ReadRange range) => new(
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
    public TenantBatch<FpxContact> StartBatch(ContactQuery query, Func<TenantResult<FpxContact>, Task> emit, CancellationToken cancellationToken)
    {
        var source = new BatchSource<FpxContact>((tenantId, page, end) => ReadAsync(tenantId, query, page, end))
        {
            Name = "partnerTenants/contacts",
            IsPagedTogether = true,
            Key = static contact => contact.ContactId,
        };
        if (query.ReferralId is null && query.ContactTypeId is null) source.ReadTogether = ReadTogetherAsync;
        return new TenantBatch<FpxContact>(new BatchRun<FpxContact>(_caller.Session.Service, source), emit, cancellationToken);
    }

    /// <summary>Where a contact is that this session has read or written; null when it has not, or so long ago that it is forgotten.</summary>
    /// <param name="contactId">The contact.</param>
    public ContactPlace? PlaceOf(Guid contactId) => _caller.Session.KnownContacts.Find(contactId);

    private FpxContact Noted(FpxContact contact)
    {
        _caller.Session.KnownContacts.Note(contact);
        return contact;
    }

    private Task<Page<FpxContact>> ReadAsync(Guid tenantId, ContactQuery query, PageNumber page, CancellationToken cancellationToken) =>
        _caller.GetPageAsync(
            $"tenants/{Routes.Segment(tenantId)}/contacts",
            page,
            body =>
            {
                long? referralId = body.Whole("rfaId") ?? query.ReferralId;
                string? tenantName = body.Text("tenantName");
                return Page.Read(body, contact => Noted(ContactReader.Read(contact, tenantId, tenantName, referralId)));
            },
            cancellationToken,
            new QueryText().Add("rfaId", query.ReferralId).Add("contactTypeId", query.ContactTypeId).Pairs);

    private Task<TogetherAnswer<FpxContact>> ReadTogetherAsync(TogetherRequest request, CancellationToken cancellationToken) =>
        _caller.GetPageAsync(
            "partnerTenants/contacts",
            request.Page,
            body => TenantGroupReader.Read(
                body, (contact, group) => Noted(ContactReader.Read(contact, group.Guid("tenantId"), group.Text("tenantName"), referralId: null)), static contact => contact.TenantId),
            cancellationToken,
            new QueryText().AddEach("tenantIds", request.TenantIds).Pairs);
}
