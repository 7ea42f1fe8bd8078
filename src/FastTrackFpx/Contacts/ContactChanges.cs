namespace FastTrackFpx.Contacts;

internal sealed class ContactChanges(FpxClient client, WriteContext context) : IChangePlanner
{
    private const string RequiredOnChange = "contact PATCH with all required fields";
    private const string OldVersion = "v1.1";
    private const string NewVersion = "v1.2";

    private readonly ContactsEndpoint _reads = new(client);

    private bool IsOldVersion => client.ApiVersion != NewVersion;

    private string OldRouteVersion => IsOldVersion ? client.ApiVersion : OldVersion;

    /// <summary>A contact of a tenant; the API reads contacts by tenant only. Null if the tenant has no such contact.</summary>
    internal async Task<FpxContact?> FindAsync(Guid tenantId, Guid contactId, long? referralId, CancellationToken cancellationToken) =>
        (await ReadAllAsync(tenantId, referralId, cancellationToken).ConfigureAwait(false)).FirstOrDefault(contact => contact.ContactId == contactId);

    /// <summary>Plans <c>POST tenants/{tenantId}/contacts</c>.</summary>
    internal async Task<PlannedChange<FpxContact>> PlanNewAsync(Guid tenantId, ContactChange contact, CancellationToken cancellationToken)
    {
        contact = await ContactInput.ForRequestAsync(new LookupsEndpoint(client), contact, cancellationToken).ConfigureAwait(false);
        var planned = contact.AppliedTo(null);
        planned.TenantId = tenantId;
        var entry = Entry(FpxChangeKind.ContactNew, $"Contact {planned} is new", null, planned, tenantId, null);
        entry.Fingerprint = PendingWrites.FingerprintOf(NewRoute(tenantId), contact.ToJson());
        return New(entry, tenantId, contact);
    }

    /// <summary>Plans <c>PATCH contacts/{contactId}</c>, before v1.2 <c>PATCH tenants/contacts/{contactId}</c>.</summary>
    internal async Task<PlannedChange<FpxContact>> PlanSetAsync(Guid contactId, FpxContact? before, ContactChange contact, CancellationToken cancellationToken)
    {
        contact = await ContactInput.ForRequestAsync(new LookupsEndpoint(client), contact, cancellationToken).ConfigureAwait(false);
        var planned = contact.AppliedTo(before);
        planned.ContactId = contactId;
        var summary = before is null
            ? $"Contact {contactId}, not read before: {string.Join("; ", contact.Describe(null))}"
            : $"Contact {before}: {string.Join("; ", contact.Describe(before))}";
        var entry = Entry(FpxChangeKind.ContactSet, summary, before, planned, before?.TenantId, contactId);
        var rest = before is null
            ? contact
            : await ContactInput.ForRequestAsync(new LookupsEndpoint(client), contact.WithRequired(before), cancellationToken).ConfigureAwait(false);
        return Set(entry, contactId, before, contact, rest);
    }

    /// <summary>Plans <c>DELETE tenants/contacts/{contactId}</c> of v1.1, whatever the connection's version is: v1.2 documents none.</summary>
    internal PlannedChange<bool> PlanRemove(Guid contactId, FpxContact? before) => Remove(
        Entry(
            FpxChangeKind.ContactRemove,
            before is null ? $"Contact {contactId}, not read before, is removed" : $"Contact {before} is removed",
            before,
            null,
            before?.TenantId,
            contactId),
        contactId,
        before);

    public PlannedChange? Recreate(JournalEntry entry)
    {
        var (before, after) = (entry.Before()?.Contact, entry.After()?.Contact);
        var contactId = entry.GuidTarget(FpxChanges.ContactId) ?? Guid.Empty;
        switch (entry.Kind())
        {
            case FpxChangeKind.ContactNew:
                var tenantId = entry.GuidTarget(FpxChanges.TenantId) ?? after?.TenantId ?? Guid.Empty;
                var made = ContactChange.From(after ?? new FpxContact()).Where((_, value) => value is not null);
                return New(entry, tenantId, made);
            case FpxChangeKind.ContactSet:
                var change = before is null || after is null ? new ContactChange() : ContactChange.Between(before, after);
                return Set(entry, contactId, before, change, change);
            case FpxChangeKind.ContactRemove:
                return Remove(entry, contactId, before);
            default: return null;
        }
    }

    private static JournalEntry Entry(FpxChangeKind kind, string summary, FpxContact? before, FpxContact? after, Guid? tenantId, Guid? contactId) =>
        FpxChanges.Entry(
            kind, summary, before, after, (FpxChanges.TenantId, FpxChanges.Id(tenantId)), (FpxChanges.ContactId, FpxChanges.Id(contactId)));

    private static string? ClaimOf(JournalEntry entry) => entry.Target(FpxChanges.ContactId) is { } id ? ClaimOf(Guid.Parse(id)) : null;

    private static string ClaimOf(Guid contactId) => $"contact {contactId:N}";

    private PlannedChange<FpxContact> New(JournalEntry entry, Guid tenantId, ContactChange contact)
    {
        return new PlannedChange<FpxContact>
        {
            Entry = entry,
            Description = ContactText.New(tenantId, contact),
            Request = () => Post(null),
            SendAsync = (mark, end) => SendAsync(Post(mark), tenantId, end),
            ReadBackAsync = (known, end) => FindNewAsync(tenantId, contact, known, end),
            ClaimOf = ClaimOf,
            Record = (recorded, made) =>
            {
                recorded.SetTarget(FpxChanges.ContactId, FpxChanges.Id(made.ContactId));
                FpxChanges.RecordAfter(recorded, made);
            },
            PlanUndoAsync = (force, end) => UndoNewAsync(entry, force, end),
        };

        RestRequest Post(SendMark? mark) => client.Request("POST", NewRoute(tenantId), contact.ToJson(), mark);
    }

    private PlannedChange<FpxContact> Set(JournalEntry entry, Guid contactId, FpxContact? before, ContactChange contact, ContactChange rest)
    {
        return new PlannedChange<FpxContact>
        {
            Entry = entry,
            Description = ContactText.Set(contactId, before, contact),
            IsIdempotent = true,
            Request = () => Patch(Present(), null).Next,
            SendAsync = PatchAsync,
            ReadBackAsync = before is null ? null : (_, end) => FindChangedAsync(before, contact, end),
            Record = static (recorded, value) =>
            {
                if (recorded.Target(FpxChanges.TenantId) is null) recorded.SetTarget(FpxChanges.TenantId, FpxChanges.Id(value.TenantId));
                FpxChanges.RecordAfter(recorded, value);
            },
            PlanUndoAsync = (force, end) => UndoSetAsync(entry, force, end),
        };

        ContactChange Present() => client.Remembered.ContainsKey(RequiredOnChange) ? rest : contact;

        EitherRequest Patch(ContactChange fields, SendMark? mark)
        {
            var body = fields.ToJson();
            RestRequest Old() => client.Request("PATCH", OldRouteOf(contactId), body, mark, OldRouteVersion);
            RestRequest New() => client.Request("PATCH", NewRouteOf(contactId), body, mark, NewVersion);
            return new EitherRequest(client, "contact PATCH by the other route", IsOldVersion ? Old : New, IsOldVersion ? New : Old);
        }

        Task<FpxContact> SendFieldsAsync(ContactChange fields, SendMark mark, CancellationToken end) =>
            Patch(fields, mark).SendAsync(request => SendAsync(request, before?.TenantId ?? Guid.Empty, end));

        // What was given; and if the service requires the rest too, that with its present values.
        async Task<FpxContact> PatchAsync(SendMark mark, CancellationToken end)
        {
            var fields = Present();
            try
            {
                return await SendFieldsAsync(fields, mark, end).ConfigureAwait(false);
            }
            catch (ServiceException refused) when (MayRequireMore(refused, fields))
            {
                if (before is null)
                    throw refused.Reworded(
                        refused.Message, "If the service requires other fields as well, add -TenantId. They are then sent with their present values.");
                if (refused.FieldErrors.Count > 0) client.Remembered[RequiredOnChange] = string.Empty;
                var changed = await SendFieldsAsync(rest, mark, end).ConfigureAwait(false);
                client.Remembered[RequiredOnChange] = string.Empty;
                return changed;
            }
        }
    }

    /// <summary>Whether a refusal may be for required fields that were not sent: it names one of them, or no field at all.</summary>
    private static bool MayRequireMore(ServiceException refused, ContactChange sent)
    {
        if (refused.StatusCode != 400) return false;
        var named = refused.FieldErrors.Keys.Select(ContactField.Find).OfType<ContactField>().ToList();
        return named.Count > 0 ? named.Any(field => !sent.TryGet(field, out _)) : ContactField.All.Any(field => field.ForChange && !sent.TryGet(field, out _));
    }

    private PlannedChange<bool> Remove(JournalEntry entry, Guid contactId, FpxContact? before)
    {
        var isRepeat = false;
        return new PlannedChange<bool>
        {
            Entry = entry,
            Description = ContactText.Remove(contactId, before),
            IsIdempotent = true,
            Request = () => Delete(null).Next,
            SendAsync = DeleteAsync,
            ReadBackAsync = before is null ? null : async (_, end) =>
                await FindAsync(before.TenantId, contactId, before.ReferralId, end).ConfigureAwait(false) is null
                    ? ReadBack<bool>.Found(true)
                    : ReadBack<bool>.Unchanged(),
            PlanUndoAsync = (force, end) => UndoRemoveAsync(entry, force, end),
        };

        EitherRequest Delete(SendMark? mark) => new(
            client,
            "contact DELETE by the other route",
            () => client.Request("DELETE", OldRouteOf(contactId), null, mark, OldRouteVersion),
            () => client.Request("DELETE", NewRouteOf(contactId), null, mark, NewVersion));

        async Task<bool> DeleteAsync(SendMark mark, CancellationToken end)
        {
            try
            {
                return await Delete(mark).SendAsync(request => client.Rest.SendAsync(request, IsGone, end)).ConfigureAwait(false);
            }
            catch (ServiceException gone) when (isRepeat && gone.ErrorCode == ErrorCode.NotFound)
            {
                return true; // the first request was slower than the read-back, and removed it
            }
            finally
            {
                isRepeat |= mark.Delivery == Delivery.MayHaveArrived;
            }
        }
    }

    /// <summary>The documents show no body. One that is there must be the service's, and not a page that a proxy sent instead of any response.</summary>
    private static bool IsGone(RestResponse response)
    {
        if (response.Body.Length > 0) JsonBody.Read(response, static body => body.ValueKind);
        return true;
    }

    private async Task<ReadBack<FpxContact>> FindNewAsync(Guid tenantId, ContactChange contact, ReadBackContext known, CancellationToken cancellationToken)
    {
        var all = await ReadAllAsync(tenantId, null, cancellationToken).ConfigureAwait(false);
        var equal = all.Where(made => contact.IsHeldBy(made, exactly: false));
        return CreateMatch.Find(equal.Select(made => new Candidate<FpxContact>(made, made.Created, ClaimOf(made.ContactId))), known);
    }

    private async Task<ReadBack<FpxContact>> FindChangedAsync(FpxContact before, ContactChange contact, CancellationToken cancellationToken)
    {
        var now = await FindAsync(before.TenantId, before.ContactId, before.ReferralId, cancellationToken).ConfigureAwait(false);
        if (now is null) return ReadBack<FpxContact>.Different($"The contact {before} is no longer there.");
        var old = ContactChange.From(before).Where((field, _) => contact.Given.Contains(field));
        return Normalized.ReadBack(
            now,
            exactly => contact.IsHeldBy(now, exactly),
            exactly => old.IsHeldBy(now, exactly),
            () => $"It has {string.Join(", ", old.Without(now).Given.Select(field => $"{field} {FieldValue.Words(field.Read(now))}"))}.");
    }

    private async Task<PlannedChange> UndoNewAsync(JournalEntry entry, bool force, CancellationToken cancellationToken)
    {
        var made = entry.After()?.Contact;
        if (entry.GuidTarget(FpxChanges.TenantId) is not { } tenantId || entry.GuidTarget(FpxChanges.ContactId) is not { } contactId)
            throw Undo.Cannot("The journal does not hold the contact's id.", "Remove the contact by hand.");
        var now = await FindByJournalAsync(tenantId, contactId, made?.ReferralId, cancellationToken).ConfigureAwait(false);
        if (now is null) return Undo.Nothing(entry, $"Contact {made}");
        if (!force && made is not null && ContactChange.Between(made, now) is { IsEmpty: false } since)
            throw Undo.Conflict($"Contact {now}", $"{string.Join("; ", since.Describe(made))}.");
        return PlanRemove(now.ContactId, now);
    }

    private async Task<PlannedChange> UndoSetAsync(JournalEntry entry, bool force, CancellationToken cancellationToken)
    {
        if (entry.GuidTarget(FpxChanges.ContactId) is not { } contactId || entry.Before()?.Contact is not { } before || entry.After()?.Contact is not { } after)
        {
            throw Undo.Cannot(
                "What the contact held before is not known: its tenant was not specified, so it could not be read.",
                "Set the fields by hand. With -TenantId, or a contact from Get-FpxContact, the next change can be undone.");
        }

        var now = await FindByJournalAsync(before.TenantId, contactId, before.ReferralId, cancellationToken).ConfigureAwait(false)
            ?? throw Undo.Cannot($"The contact {before} is no longer there.", "Create it again with New-FpxContact.");
        var back = ContactChange.Between(after, before);
        var open = back.Without(now);
        if (open.IsEmpty) return Undo.Nothing(entry, $"Contact {now}");
        var changedSince = ContactChange.Between(after, now);
        var since = back.Given.Where(field => changedSince.TryGet(field, out _) && open.TryGet(field, out _)).ToList();
        if (!force && since.Count > 0)
            throw Undo.Conflict($"Contact {now}", $"{string.Join("; ", since.Select(field => $"{field} {FieldValue.Words(field.Read(now))}"))}.");
        return await PlanSetAsync(now.ContactId, now, open, cancellationToken).ConfigureAwait(false);
    }

    private async Task<PlannedChange> UndoRemoveAsync(JournalEntry entry, bool force, CancellationToken cancellationToken)
    {
        if (entry.GuidTarget(FpxChanges.TenantId) is not { } tenantId || entry.Before()?.Contact is not { } before)
        {
            throw Undo.Cannot(
                "What the contact held is not known: its tenant was not specified, so it could not be read before it was removed.",
                "Create it again with New-FpxContact. With -TenantId, or a contact from Get-FpxContact, the next removal can be undone.");
        }

        var all = await ReadAllAsync(tenantId, before.ReferralId, cancellationToken).ConfigureAwait(false);
        if (all.Any(contact => contact.ContactId == before.ContactId)) return Undo.Nothing(entry, $"Contact {before}");
        if (!force && all.FirstOrDefault(contact => IsSamePerson(contact, before)) is { } again)
            throw Undo.Conflict($"Contact {before}", $"There is a contact {again} with the same name and mail address: {again.ContactId}.");
        var plan = await PlanNewAsync(tenantId, ContactChange.From(before), cancellationToken).ConfigureAwait(false);
        return plan with { Description = ContactText.Again(before), Warnings = [$"Contact {before} comes back under a new id."], PlanUndoAsync = null };
    }

    private static bool IsSamePerson(FpxContact one, FpxContact other) =>
        Normalized.SameText(one.Name, other.Name) && Normalized.SameMail(one.Email, other.Email);

    /// <summary>A contact, also if it was removed and came back under another id, which the journal knows.</summary>
    private async Task<FpxContact?> FindByJournalAsync(Guid tenantId, Guid contactId, long? referralId, CancellationToken cancellationToken)
    {
        var all = (await ReadAllAsync(tenantId, referralId, cancellationToken).ConfigureAwait(false)).ToDictionary(contact => contact.ContactId);
        if (all.TryGetValue(contactId, out var now) || context.Journal is not { } journal) return now;
        var entries = (await journal.ReadAsync(since: null, cancellationToken).ConfigureAwait(false)).Entries;
        var seen = new HashSet<Guid>();
        for (Guid? id = contactId; now is null && id is { } known && seen.Add(known); id = NewId(known)) all.TryGetValue(known, out now);
        return now;

        // The undo of a removal has created the contact again.
        Guid? NewId(Guid gone) => entries.FirstOrDefault(entry =>
                entry.Kind() == FpxChangeKind.ContactRemove && entry.UndoneBy is not null
                && entry.GuidTarget(FpxChanges.ContactId) == gone)?.UndoneBy is { } undo
            ? entries.FirstOrDefault(entry => entry.Id == undo && entry.Kind() == FpxChangeKind.ContactNew)?.GuidTarget(FpxChanges.ContactId)
            : null;
    }

    private Task<List<FpxContact>> ReadAllAsync(Guid tenantId, long? referralId, CancellationToken cancellationToken) =>
        _reads.List(tenantId, new ContactQuery(referralId)).ToListAsync(cancellationToken);

    private static string NewRoute(Guid tenantId) => $"tenants/{Routes.Segment(tenantId)}/contacts";

    private static string OldRouteOf(Guid contactId) => $"tenants/contacts/{Routes.Segment(contactId)}";

    private static string NewRouteOf(Guid contactId) => $"contacts/{Routes.Segment(contactId)}";

    private Task<FpxContact> SendAsync(RestRequest request, Guid tenantId, CancellationToken cancellationToken) =>
        client.Rest.SendAsync(request, response => Noted(FpxJson.Read<FpxContact>(response), tenantId), cancellationToken);

    private FpxContact Noted(FpxContact contact, Guid tenantId)
    {
        if (contact.TenantId == Guid.Empty) contact.TenantId = tenantId;
        contact.TenantName ??= client.TenantNameOf(contact.TenantId);
        client.Memory<KnownContacts>().Note(contact);
        return contact;
    }
}
