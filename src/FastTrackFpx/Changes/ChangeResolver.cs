using FastTrackFpx.Contacts;
using FastTrackFpx.Entitlements;
using FastTrackFpx.Notes;
using FastTrackFpx.Referrals;

namespace FastTrackFpx.Changes;

/// <summary>Finds out from the service what became of writes that were cut off, and settles their entries in the journal.</summary>
public sealed class ChangeResolver
{
    private readonly FpxWrites _writes;
    private readonly Uri _service;

    /// <summary>Records that other entries of the journal account for: a repeated script has made the same contact again.</summary>
    private readonly SentWrites _others = new();

    internal ChangeResolver(FpxWrites writes, Uri service, IEnumerable<FpxChange> journal)
    {
        _writes = writes;
        _service = service;
        foreach (var change in journal)
        {
            if (change.Outcome == FpxChangeOutcome.Done && change.BaseUri?.Authority == service.Authority)
                Claim(change);
        }
    }

    /// <summary>Asks the service about a change and settles its entry: done, failed, or still unknown when the service holds something else.</summary>
    /// <param name="change">A change of unknown outcome; it is completed in place.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RestException">The service cannot be read, or nothing that can be read tells.</exception>
    public async Task ResolveAsync(FpxChange change, CancellationToken cancellationToken)
    {
        if (change is null)
            throw new ArgumentNullException(nameof(change));
        if (change.Outcome != FpxChangeOutcome.Unknown)
            return;

        if (change.BaseUri is not null && change.BaseUri.Authority != _service.Authority)
            throw Cannot($"The change was made on {change.BaseUri.Authority}, and this connection is to {_service.Authority}.");
        var (outcome, error) = await AskAsync(change, cancellationToken).ConfigureAwait(false);
        change.Outcome = outcome;
        change.Error = error;
        if (outcome == FpxChangeOutcome.Done)
            Claim(change);
        await _writes.Context.Journal!.SettleAsync(change).ConfigureAwait(false);
    }

    private static RestException Cannot(string why) => new(
        FpxErrorCode.WriteUnsettled, $"It cannot be found out what became of the change. {why}", "Look at the record, and repeat the change if need be.");

    private Task<(FpxChangeOutcome Outcome, string? Error)> AskAsync(FpxChange change, CancellationToken cancellationToken) => change switch
    {
        { Kind: FpxChangeKind.EntitlementSet, TenantId: { } tenantId, ServiceId: { } serviceId, Before.Entitlements: { } before, After.Entitlements: { } after } =>
            Judge(
                _writes.Entitlements.LookForChangeAsync(new EntitlementFacts { TenantId = tenantId, ServiceId = serviceId, Current = before }, after, cancellationToken),
                now => change.After = new FpxChangeState { Entitlements = new FpxList<FpxEntitlement>(now) }),
        { Kind: FpxChangeKind.ContactNew, TenantId: { } tenantId, After.Contact: { } planned } =>
            Judge(
                _writes.Contacts.LookForNewAsync(tenantId, ContactChange.Valued(planned), change.Time, _others, cancellationToken),
                made =>
                {
                    change.ContactId = made.ContactId;
                    change.After = new FpxChangeState { Contact = made };
                }),
        { Kind: FpxChangeKind.ContactSet, Before.Contact: { } before, After.Contact: { } after } =>
            Judge(
                _writes.Contacts.LookForChangeAsync(before, ContactChange.Between(before, after), cancellationToken),
                now => change.After = new FpxChangeState { Contact = now }),
        { Kind: FpxChangeKind.ContactRemove, ContactId: { } contactId, Before.Contact: { } before } => AskForRemovalAsync(before, contactId, cancellationToken),
        { Kind: FpxChangeKind.NoteNew, After.Note: { } planned } =>
            Judge(
                _writes.Notes.LookForNewAsync(planned, change.Time, _others, cancellationToken),
                written => change.After = new FpxChangeState { Note = written }),
        { Kind: FpxChangeKind.ReferralApprove or FpxChangeKind.ReferralDeny or FpxChangeKind.ReferralSet, Before.Referral: { } before, After.Referral: { } after } =>
            Judge(
                _writes.Referrals.LookForChangeAsync(before, ReferralChange.Of(after), cancellationToken),
                now => change.After = new FpxChangeState { Referral = now }),
        { Kind: FpxChangeKind.Request } => throw Cannot("What a call of Invoke-FpxRequest changes is not known."),
        _ => throw Cannot("The journal does not hold enough of it: the record could not be read before."),
    };

    private static async Task<(FpxChangeOutcome Outcome, string? Error)> Judge<T>(Task<ReadBack<T>> looking, Action<T> found)
    {
        var back = await looking.ConfigureAwait(false);
        switch (back.Finding)
        {
            case ReadBackOutcome.Found:
                found(back.Value);
                return (FpxChangeOutcome.Done, null);
            case ReadBackOutcome.Absent:
                return (FpxChangeOutcome.Failed, "The service holds what it held before: the write was not carried out.");
            default:
                return (FpxChangeOutcome.Unknown, $"The service holds neither what was there before nor what was sent. {back.Present}");
        }
    }

    private async Task<(FpxChangeOutcome Outcome, string? Error)> AskForRemovalAsync(FpxContact before, Guid contactId, CancellationToken cancellationToken) =>
        await _writes.Contacts.FindAsync(before.TenantId, contactId, before.ReferralId, cancellationToken).ConfigureAwait(false) is null
            ? (FpxChangeOutcome.Done, null)
            : (FpxChangeOutcome.Failed, "The contact is still there: it was not removed.");

    private void Claim(FpxChange change)
    {
        if (change is { Kind: FpxChangeKind.ContactNew, ContactId: { } contactId })
            _others.Claim(ContactWrites.ClaimOf(contactId));
        else if (change is { Kind: FpxChangeKind.NoteNew, After.Note: { } note })
            _others.Claim(NoteWrites.ClaimOf(note));
    }
}
