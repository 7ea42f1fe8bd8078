using System.Globalization;
using FastTrackFpx.Changes;
using FastTrackFpx.Connection;
using FastTrackFpx.Content;
using FastTrackFpx.Lookups;
using FastTrackFpx.Rest.Content;
using FastTrackFpx.Rest.Http;
using FastTrackFpx.Rest.Paging;

namespace FastTrackFpx.Contacts;

/// <summary>Contacts made, changed and removed.</summary>
public sealed class ContactWrites
{
    private const string RequiredOnChange = "contact PATCH with all required fields";

    private readonly FpxCaller _caller;
    private readonly WriteRun _run;
    private readonly ContactsEndpoint _reads;
    private readonly ContactRequests _requests;
    private readonly LookupsEndpoint _lookups;

    internal ContactWrites(FpxCaller caller, WriteRun run, LookupsEndpoint lookups)
    {
        _lookups = lookups;
        _caller = caller;
        _run = run;
        _reads = new ContactsEndpoint(caller);
        _requests = new ContactRequests(caller);
    }

    /// <summary>A contact of a tenant; the API reads contacts by tenant only. Null when the tenant has no such contact.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="contactId">The contact.</param>
    /// <param name="referralId">The referral by which this partner knows the tenant, if it is not by a claim.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<FpxContact?> FindAsync(Guid tenantId, Guid contactId, long? referralId, CancellationToken cancellationToken)
    {
        var contacts = _reads.List(tenantId, new ContactQuery { ReferralId = referralId }, ReadRange.All);
        await foreach (var contact in contacts.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (contact.ContactId == contactId)
                return contact;
        }

        return null;
    }

    /// <summary>Makes a contact. <c>POST tenants/{tenantId}/contacts</c>.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="contact">Its fields; the rules are not judged here.</param>
    /// <param name="cancellationToken">Ends the call; the journal then says that the outcome is unknown.</param>
    /// <exception cref="RestException">It was refused, or nobody can tell whether it was made.</exception>
    public async Task<WriteResult<FpxContact>> NewAsync(Guid tenantId, ContactChange contact, CancellationToken cancellationToken)
    {
        if (contact is null)
            throw new ArgumentNullException(nameof(contact));

        contact = await ContactInput.ForRequestAsync(_lookups, contact, cancellationToken).ConfigureAwait(false);
        var body = ContactBody.Write(contact);
        var planned = contact.AppliedTo(null);
        planned.TenantId = tenantId;
        var change = new FpxChange
        {
            Kind = FpxChangeKind.ContactNew,
            TenantId = tenantId,
            Summary = $"Contact {planned} is new",
            After = new FpxChangeState { Contact = planned },
        };
        return await _run.RunAsync(
            new Write<FpxContact>(change, end => SendAsync(_requests.Post(tenantId, body), tenantId, end))
            {
                Multiplies = true,
                Fingerprint = SentWrites.FingerprintOf(ContactRequests.RouteOf(tenantId), body),
                ReadBack = (sent, end) => LookForNewAsync(tenantId, contact, sent, _caller.Session.Sent, end),
                Note = NoteNew,
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The request that <see cref="NewAsync"/> would send.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="contact">Its fields.</param>
    /// <param name="cancellationToken">Ends the reading of lists.</param>
    public async Task<WritePreview> PreviewNewAsync(Guid tenantId, ContactChange contact, CancellationToken cancellationToken) =>
        new(_requests.Post(tenantId, await BodyAsync(contact, cancellationToken).ConfigureAwait(false)));

    /// <summary>Changes a contact. <c>PATCH contacts/{contactId}</c>, before v1.2 <c>PATCH tenants/contacts/{contactId}</c>.</summary>
    /// <param name="contactId">The contact.</param>
    /// <param name="before">The contact as it is, where it could be read; it also tells the tenant.</param>
    /// <param name="contact">The fields to change; the rules are not judged here.</param>
    /// <param name="cancellationToken">Ends the call; the journal then says that the outcome is unknown.</param>
    /// <exception cref="RestException">It was refused, or nobody can tell whether it was carried out.</exception>
    public Task<WriteResult<FpxContact>> SetAsync(Guid contactId, FpxContact? before, ContactChange contact, CancellationToken cancellationToken)
    {
        if (contact is null)
            throw new ArgumentNullException(nameof(contact));

        var planned = contact.AppliedTo(before);
        planned.ContactId = contactId;
        var change = new FpxChange
        {
            Kind = FpxChangeKind.ContactSet,
            TenantId = before?.TenantId,
            ContactId = contactId,
            Summary = before is null
                ? $"Contact {contactId}, not read before: {string.Join("; ", contact.Describe(null))}"
                : $"Contact {before}: {string.Join("; ", contact.Describe(before))}",
            Before = before is null ? null : new FpxChangeState { Contact = before },
            After = new FpxChangeState { Contact = planned },
        };
        return _run.RunAsync(
            new Write<FpxContact>(change, end => PatchAsync(contactId, before, contact, end))
            {
                ReadBack = before is null ? null : (_, end) => LookForChangeAsync(before, contact, end),
                Note = static (change, value) =>
                {
                    change.TenantId ??= value.TenantId == Guid.Empty ? null : value.TenantId;
                    change.After = new FpxChangeState { Contact = value };
                },
            },
            cancellationToken);
    }

    /// <summary>The request that <see cref="SetAsync"/> would send first; a service that wants all required fields gets them with a second one.</summary>
    /// <param name="contactId">The contact.</param>
    /// <param name="before">The contact as it is, where it could be read.</param>
    /// <param name="contact">The fields to change.</param>
    /// <param name="cancellationToken">Ends the reading of lists.</param>
    public async Task<WritePreview> PreviewSetAsync(Guid contactId, FpxContact? before, ContactChange contact, CancellationToken cancellationToken)
    {
        var body = await BodyAsync(Completed(before, contact), cancellationToken).ConfigureAwait(false);
        return new WritePreview(_requests.Patch(contactId, body).Next);
    }

    /// <summary>Removes a contact. <c>DELETE tenants/contacts/{contactId}</c> of v1.1, whatever the connection's version is: v1.2 documents none.</summary>
    /// <param name="contactId">The contact.</param>
    /// <param name="before">The contact as it is, where it could be read; without it the removal cannot be taken back.</param>
    /// <param name="cancellationToken">Ends the call; the journal then says that the outcome is unknown.</param>
    /// <exception cref="RestException">It was refused, or nobody can tell whether it was carried out.</exception>
    public Task<WriteResult<bool>> RemoveAsync(Guid contactId, FpxContact? before, CancellationToken cancellationToken)
    {
        var change = new FpxChange
        {
            Kind = FpxChangeKind.ContactRemove,
            TenantId = before?.TenantId,
            ContactId = contactId,
            Summary = before is null ? $"Contact {contactId}, not read before, is removed" : $"Contact {before} is removed",
            Before = before is null ? null : new FpxChangeState { Contact = before },
        };
        var isRepeat = false;
        return _run.RunAsync(
            new Write<bool>(change, DeleteAsync)
            {
                ReadBack = before is null
                    ? null
                    : async (_, end) => await FindAsync(before.TenantId, contactId, before.ReferralId, end).ConfigureAwait(false) is null
                        ? ReadBack<bool>.Found(true)
                        : ReadBack<bool>.Absent(),
            },
            cancellationToken);

        async Task<bool> DeleteAsync(CancellationToken end)
        {
            try
            {
                return await DeleteByEitherAsync(contactId, end).ConfigureAwait(false);
            }
            catch (ServiceException gone) when (isRepeat && gone.ErrorCode == FpxErrorCode.NotFound)
            {
                return true; // the first request was slower than our look, and did it
            }
            finally
            {
                isRepeat = true;
            }
        }
    }

    /// <summary>The request that <see cref="RemoveAsync"/> would send.</summary>
    /// <param name="contactId">The contact.</param>
    public WritePreview PreviewRemove(Guid contactId) => new(_requests.Delete(contactId).Next);

    /// <summary>Looks for a contact that a request whose answer was lost may have made, and that no other request accounts for.</summary>
    internal async Task<ReadBack<FpxContact>> LookForNewAsync(
        Guid tenantId, ContactChange contact, DateTimeOffset sent, SentWrites others, CancellationToken cancellationToken)
    {
        var contacts = _reads.List(tenantId, new ContactQuery(), ReadRange.All);
        var found = new List<FpxContact>();
        await foreach (var candidate in contacts.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (contact.IsHeldBy(candidate) && others.TimesClaimed(ClaimOf(candidate.ContactId)) == 0)
                found.Add(candidate);
        }

        var earliest = _caller.EarliestTrace(sent);
        var made = found.Where(candidate => candidate.Created is null || candidate.Created >= earliest).OrderByDescending(candidate => candidate.Created).FirstOrDefault();
        return made is null ? ReadBack<FpxContact>.Absent() : ReadBack<FpxContact>.Found(made);
    }

    /// <summary>Looks whether a contact holds what a request whose answer was lost meant to change.</summary>
    internal async Task<ReadBack<FpxContact>> LookForChangeAsync(FpxContact before, ContactChange contact, CancellationToken cancellationToken)
    {
        var now = await FindAsync(before.TenantId, before.ContactId, before.ReferralId, cancellationToken).ConfigureAwait(false);
        if (now is null)
            return ReadBack<FpxContact>.Other($"The contact {before} is no longer there.");
        if (contact.IsHeldBy(now))
            return ReadBack<FpxContact>.Found(now);
        var meant = contact.Given.Select(field => field.ParameterName).ToList();
        var moved = ContactChange.Between(before, now).Given.Where(field => meant.Contains(field.ParameterName)).ToList();
        return moved.Count == 0
            ? ReadBack<FpxContact>.Absent()
            : ReadBack<FpxContact>.Other($"It has {string.Join(", ", moved.Select(field => $"{field} {ContactWords.Of(field.Read(now))}"))}.");
    }

    internal static string ClaimOf(Guid contactId) => "contact " + contactId.ToString("N", CultureInfo.InvariantCulture);

    private void NoteNew(FpxChange change, FpxContact made)
    {
        _caller.Session.Sent.Claim(ClaimOf(made.ContactId));
        change.ContactId = made.ContactId;
        change.After = new FpxChangeState { Contact = made };
    }

    /// <summary>What was given; and where the service wants the rest too, that with its present values.</summary>
    private async Task<FpxContact> PatchAsync(Guid contactId, FpxContact? before, ContactChange contact, CancellationToken cancellationToken)
    {
        contact = Completed(before, contact);
        try
        {
            return await PatchByEitherAsync(contactId, before, contact, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException refused) when (before is not null && WantsMore(refused, contact))
        {
            // Known from now on, whatever becomes of the second: it may break a rule as well.
            _caller.Session.Remembered[RequiredOnChange] = string.Empty;
            return await PatchByEitherAsync(contactId, before, contact.WithRequired(before), cancellationToken).ConfigureAwait(false);
        }
    }

    private ContactChange Completed(FpxContact? before, ContactChange contact) =>
        before is not null && _caller.Session.Remembered.ContainsKey(RequiredOnChange) ? contact.WithRequired(before) : contact;

    private static bool WantsMore(ServiceException refused, ContactChange contact) =>
        refused.StatusCode == 400
        && refused.FieldErrors.Keys.Select(ContactField.Find).Any(field => field is not null && !contact.TryGet(field, out _));

    private async Task<FpxContact> PatchByEitherAsync(Guid contactId, FpxContact? before, ContactChange contact, CancellationToken cancellationToken)
    {
        var body = await BodyAsync(contact, cancellationToken).ConfigureAwait(false);
        var tenantId = before?.TenantId ?? Guid.Empty;
        return await _requests.Patch(contactId, body).SendAsync(request => SendAsync(request, tenantId, cancellationToken)).ConfigureAwait(false);
    }

    private Task<bool> DeleteByEitherAsync(Guid contactId, CancellationToken cancellationToken) =>
        _requests.Delete(contactId).SendAsync(request => _caller.Session.Service.SendAsync(request, IsGone, cancellationToken));

    /// <summary>The documents show no body. One that is there must be the service's, and not a page that a proxy put in the place of any answer.</summary>
    private static bool IsGone(RestResponse answer)
    {
        if (answer.Body.Length > 0) JsonBody.Parse(answer, FpxProfile.Instance).Dispose();
        return true;
    }

    private async Task<string> BodyAsync(ContactChange contact, CancellationToken cancellationToken) =>
        ContactBody.Write(await ContactInput.ForRequestAsync(_lookups, contact, cancellationToken).ConfigureAwait(false));

    private Task<FpxContact> SendAsync(RestRequest request, Guid tenantId, CancellationToken cancellationToken) =>
        _caller.Session.Service.SendAsync(
            request, response => Noted(FpxJson.Read<FpxContact>(response), tenantId), cancellationToken);

    private FpxContact Noted(FpxContact contact, Guid tenantId)
    {
        if (contact.TenantId == Guid.Empty) contact.TenantId = tenantId;
        contact.TenantName ??= _caller.Session.KnownTenants.Find(contact.TenantId);
        _caller.Session.KnownContacts.Note(contact);
        return contact;
    }
}
