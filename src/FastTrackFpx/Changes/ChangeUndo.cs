using FastTrackFpx.Contacts;
using FastTrackFpx.Entitlements;
using FastTrackFpx.Referrals;
using FastTrackFpx.Rules;

namespace FastTrackFpx.Changes;

/// <summary>Works out, for each kind of change, what puts the state before it back, or says why the API cannot.</summary>
internal sealed class ChangeUndo(FpxWrites writes, bool force)
{
    internal static void RequireUndoable(FpxChange change, Uri service)
    {
        if (change.BaseUri is not null && Uri.Compare(change.BaseUri, service, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) != 0)
            throw Cannot($"The change was made on {change.BaseUri.Authority}, and this connection is to {service.Authority}.", "Use a connection to that service.");
        if (change.UndoneBy is not null)
            throw Cannot("The change was taken back already.", "Take back the change that did it to have this one again.");
        var why = change.Outcome switch
        {
            FpxChangeOutcome.Done => null,
            FpxChangeOutcome.Failed => "The change was not carried out, so there is nothing to take back.",
            FpxChangeOutcome.Pending => "The change is still on its way.",
            _ => "It is not known whether the change was carried out.",
        };
        if (why is not null)
            throw Cannot(why, change.Outcome == FpxChangeOutcome.Unknown ? "Find out with Resolve-FpxChange, then take it back." : "Leave it out.");
    }

    internal Task<UndoPlan> PlanAsync(FpxChange change, CancellationToken cancellationToken) => change.Kind switch
    {
        FpxChangeKind.EntitlementSet => PlanSeatsAsync(change, cancellationToken),
        FpxChangeKind.ContactNew => PlanContactNewAsync(change, cancellationToken),
        FpxChangeKind.ContactSet => PlanContactSetAsync(change, cancellationToken),
        FpxChangeKind.ContactRemove => Task.FromResult(PlanContactRemove(change)),
        FpxChangeKind.ReferralApprove or FpxChangeKind.ReferralSet => PlanReferralAsync(change, cancellationToken),
        FpxChangeKind.ReferralDeny => throw Cannot("A declined referral stays declined: the API has no way back.", "Ask Microsoft to offer the referral again."),
        FpxChangeKind.NoteNew => throw Cannot("A note stays: the API neither changes nor removes one.", "Write a further note that corrects it."),
        _ => throw Cannot("What a call of Invoke-FpxRequest changed is not known.", "Make the call that puts it back."),
    };

    private static RestException Cannot(string why, string action) => new(FpxErrorCode.CannotBeUndone, why, action);

    private static RestException Conflict(string what, string now) => new(
        FpxErrorCode.Conflict, $"There was a further change to {what}. {now}", "Look at it first; -Force takes the change back all the same.");

    private static UndoPlan Nothing(FpxChange change, string what) =>
        new(new Deed($"{what} stands as before already", $"what change {change.ChangeId} changed stands as before already"), null, null, []);

    private async Task<UndoPlan> PlanSeatsAsync(FpxChange change, CancellationToken cancellationToken)
    {
        if (change is not { TenantId: { } tenantId, ServiceId: { } serviceId, Before.Entitlements: { } before })
            throw Cannot("The journal does not hold the records before the change.", "Set them by hand.");
        var service = new FpxLookup { Id = serviceId, Name = before.Concat(change.After?.Entitlements ?? []).FirstOrDefault()?.ServiceName };
        var facts = await writes.Entitlements.ReadFactsAsync(tenantId, service, cancellationToken).ConfigureAwait(false);
        var plan = EntitlementPlanner.FromStatuses(facts, [.. before.Select(WantedStatus.From)]);
        if (plan.ChangesNothing)
            return Nothing(change, $"{service}");
        if (!force && change.After?.Entitlements is { } after && !EntitlementRecords.SameSet(facts.Current, after))
            throw Conflict($"The seats of {service}", $"Now there are {string.Join(", ", facts.Current)}.");
        if (!writes.Context.SkipValidation)
            plan.ThrowIfRefused();
        var warnings = plan.Steps.Where(step => step.Kind == EntitlementStepKind.Add).Select(step => $"The record '{step.After!.L1}' comes back under a new id.");
        return new UndoPlan(
            SeatDeeds.Set(plan),
            _ => Task.FromResult(writes.Entitlements.Preview(plan)),
            async end => (await writes.Entitlements.SetAsync(plan, force, end).ConfigureAwait(false)).Change,
            [.. warnings]);
    }

    private async Task<UndoPlan> PlanContactNewAsync(FpxChange change, CancellationToken cancellationToken)
    {
        if (change is not { TenantId: { } tenantId, ContactId: { } contactId })
            throw Cannot("The journal does not hold the contact's id.", "Remove the contact by hand.");
        var now = await FindContactAsync(tenantId, contactId, change.After?.Contact?.ReferralId, cancellationToken).ConfigureAwait(false);
        if (now is null)
            return Nothing(change, $"Contact {change.After?.Contact}");
        if (!force && change.After?.Contact is { } made && ContactChange.Between(made, now) is { IsEmpty: false } since)
            throw Conflict($"Contact {now}", $"{string.Join("; ", since.Describe(made))}.");
        return new UndoPlan(
            ContactDeeds.Remove(now.ContactId, now),
            _ => Task.FromResult(writes.Contacts.PreviewRemove(now.ContactId)),
            async end => (await writes.Contacts.RemoveAsync(now.ContactId, now, end).ConfigureAwait(false)).Change,
            []);
    }

    private async Task<UndoPlan> PlanContactSetAsync(FpxChange change, CancellationToken cancellationToken)
    {
        if (change is not { ContactId: { } contactId, Before.Contact: { } before, After.Contact: { } after })
            throw Cannot(
                "Nobody knows what the contact held before: its tenant was not given, so that it could not be read.",
                "Set the fields by hand. With -TenantId, or a contact from Get-FpxContact, the next change can be taken back.");
        var now = await FindContactAsync(before.TenantId, contactId, before.ReferralId, cancellationToken).ConfigureAwait(false)
            ?? throw Cannot($"The contact {before} is no longer there.", "Make it again with New-FpxContact.");
        var back = ContactChange.Between(after, before);
        var open = back.Without(now);
        if (open.IsEmpty)
            return Nothing(change, $"Contact {now}");
        var since = back.Given.Where(field => ContactChange.Between(after, now).TryGet(field, out _) && open.TryGet(field, out _)).ToList();
        if (!force && since.Count > 0)
            throw Conflict($"Contact {now}", $"{string.Join("; ", since.Select(field => $"{field} {ContactWords.Of(field.Read(now))}"))}.");
        return new UndoPlan(
            ContactDeeds.Set(now.ContactId, now, open),
            end => writes.Contacts.PreviewSetAsync(now.ContactId, now, open, end),
            async end => (await writes.Contacts.SetAsync(now.ContactId, now, open, end).ConfigureAwait(false)).Change,
            []);
    }

    /// <summary>The contact as it is now, also where it was removed since and made again under a new id.</summary>
    private async Task<FpxContact?> FindContactAsync(Guid tenantId, Guid contactId, long? referralId, CancellationToken cancellationToken)
    {
        var now = await writes.Contacts.FindAsync(tenantId, contactId, referralId, cancellationToken).ConfigureAwait(false);
        if (now is not null || writes.Context.Journal is not { } journal)
            return now;

        var again = NewIds((await journal.ReadAsync(since: null, cancellationToken).ConfigureAwait(false)).Changes);
        while (now is null && again.TryGetValue(contactId, out var next) && again.Remove(contactId))
        {
            contactId = next;
            now = await writes.Contacts.FindAsync(tenantId, contactId, referralId, cancellationToken).ConfigureAwait(false);
        }

        return now;
    }

    /// <summary>For removed contacts the ids under which they came back.</summary>
    private static Dictionary<Guid, Guid> NewIds(IReadOnlyList<FpxChange> changes)
    {
        var made = changes.Where(change => change is { Kind: FpxChangeKind.ContactNew, ContactId: not null }).ToDictionary(change => change.ChangeId, change => change.ContactId!.Value);
        var ids = new Dictionary<Guid, Guid>();
        foreach (var removal in changes)
        {
            if (removal is { Kind: FpxChangeKind.ContactRemove, ContactId: { } gone, UndoneBy: { } undo } && made.TryGetValue(undo, out var now))
                ids[gone] = now;
        }

        return ids;
    }

    private UndoPlan PlanContactRemove(FpxChange change)
    {
        if (change is not { TenantId: { } tenantId, Before.Contact: { } before })
            throw Cannot(
                "Nobody knows what the contact held: its tenant was not given, so that it could not be read before it was removed.",
                "Make it again with New-FpxContact. With -TenantId, or a contact from Get-FpxContact, the next removal can be taken back.");
        return new UndoPlan(
            ContactDeeds.Again(before),
            end => writes.Contacts.PreviewNewAsync(tenantId, ContactChange.From(before), end),
            async end => (await writes.Contacts.NewAsync(tenantId, ContactChange.From(before), end).ConfigureAwait(false)).Change,
            [$"Contact {before} comes back under a new id."]);
    }

    private async Task<UndoPlan> PlanReferralAsync(FpxChange change, CancellationToken cancellationToken)
    {
        if (change is not { Before.Referral: { } before, After.Referral: { } after })
            throw Cannot("The journal does not hold the referral as it was.", "Set it by hand.");
        if (!ReferralStates.IsAccepted(before.Acceptance))
            throw Cannot("An accepted referral stays accepted: the API has no way back.", "Set-FpxReferral changes what is known of it.");
        var all = await writes.Referrals.ReadAllAsync(cancellationToken).ConfigureAwait(false);
        var now = all.FirstOrDefault(referral => referral.PartnerReferralId == before.PartnerReferralId)
            ?? throw Cannot($"Referral {before} is no longer listed.", "Look for it with Get-FpxReferral.");
        var back = ReferralChange.Of(before);
        if (back.IsHeldBy(now))
            return Nothing(change, $"Referral {now}");
        if (!force && !ReferralChange.Of(after).IsHeldBy(now))
            throw Conflict($"Referral {now}", string.Join("; ", ReferralChange.Of(now).Describe(after)) + ".");
        if (!writes.Context.SkipValidation)
            ReferralRules.Check(back, now).ThrowIfRefused();
        return new UndoPlan(
            ReferralDeeds.Set(now, back),
            _ => Task.FromResult(writes.Referrals.Preview(now, back)),
            async end => (await writes.Referrals.SetAsync(now, back, end).ConfigureAwait(false)).Change,
            []);
    }
}
