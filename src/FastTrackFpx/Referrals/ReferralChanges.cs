namespace FastTrackFpx.Referrals;

/// <summary>Plans referrals that are accepted, declined and changed: <c>PATCH partnerReferrals/{partnerReferralId}</c>.</summary>
internal sealed class ReferralChanges(FpxClient client, WriteContext context) : IChangePlanner
{
    private readonly ReferralsEndpoint _reads = new(client);
    private readonly KnownSpelling _known = client.Memory<KnownSpelling>();

    internal PlannedChange<FpxReferral> PlanSet(FpxReferral current, ReferralChange change)
    {
        var id = current.PartnerReferralId ?? throw new InputException(
            ErrorCode.InvalidInput, $"Referral {current} has no partner referral id, by which referrals are changed.",
            "InputObject", "Read it again with Get-FpxReferral.");
        var (kind, _, summary) = WordsOf(change.Action);
        var entry = FpxChanges.Entry(
            kind,
            $"Referral {current} {string.Join("; ", change.Describe(current).Prepend(summary))}",
            current,
            change.Wanted,
            (FpxChanges.TenantId, FpxChanges.Id(current.TenantId)),
            (FpxChanges.PartnerReferralId, FpxChanges.Id(id)));
        return Set(entry, current, change, id);
    }

    public PlannedChange? Recreate(JournalEntry entry)
    {
        if (entry.Kind() is not (FpxChangeKind.ReferralApprove or FpxChangeKind.ReferralDeny or FpxChangeKind.ReferralSet)) return null;
        var (before, after) = (entry.Before()?.Referral, entry.After()?.Referral);
        return before is not null && after is not null
            ? Set(entry, before, Holding(after), before.PartnerReferralId ?? Guid.Empty)
            : new PlannedChange<FpxReferral> { Entry = entry, Description = new ChangeDescription("change a referral", "change a referral") };
    }

    private PlannedChange<FpxReferral> Set(JournalEntry entry, FpxReferral current, ReferralChange change, Guid id)
    {
        return new PlannedChange<FpxReferral>
        {
            Entry = entry,
            Description = Describe(current, change),
            IsIdempotent = true,
            Request = () => Request(_known.Value ?? ReferralSpelling.Recommended, null),
            SendAsync = SendAsync,
            ReadBackAsync = (_, end) => FindChangedAsync(current, change, end),
            Record = FpxChanges.RecordAfter,
            Compare = value => change.IsHeldBy(value) ? null : $"{Present(value)}.",
            PlanUndoAsync = (force, end) => UndoAsync(entry, force, end),
        };

        RestRequest Request(ReferralSpelling spelling, SendMark? mark) =>
            client.Request("PATCH", $"partnerReferrals/{Routes.Segment(id)}", Body(change.Wanted, spelling), mark);

        Task<FpxReferral> PatchAsync(ReferralSpelling spelling, SendMark mark, CancellationToken end) => client.Rest.SendAsync(
            Request(spelling, mark), response => Read(response, current), end);

        // In the recommended spelling; if a 400 names the fields in another one, once more in that.
        async Task<FpxReferral> SendAsync(SendMark mark, CancellationToken end)
        {
            var known = _known.Value;
            try
            {
                return await PatchAsync(known ?? ReferralSpelling.Recommended, mark, end).ConfigureAwait(false);
            }
            catch (ServiceException refused) when (known is null && ReferralSpelling.AskedForBy(refused) is not null)
            {
                var asked = ReferralSpelling.AskedForBy(refused)!;
                var changed = await PatchAsync(asked, mark, end).ConfigureAwait(false);
                _known.Value = asked;
                return changed;
            }
        }
    }

    private async Task<ReadBack<FpxReferral>> FindChangedAsync(FpxReferral before, ReferralChange change, CancellationToken cancellationToken)
    {
        var now = await FindAsync(before, cancellationToken).ConfigureAwait(false);
        return now is null
            ? ReadBack<FpxReferral>.Different($"Referral {before} is no longer listed.")
            : Normalized.ReadBack(now, _ => change.IsHeldBy(now), _ => Holding(before).IsHeldBy(now), () => $"{Present(now)}.");
    }

    private async Task<FpxReferral?> FindAsync(FpxReferral before, CancellationToken cancellationToken) =>
        (await _reads.ReadAllAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(referral => referral.PartnerReferralId == before.PartnerReferralId);

    private async Task<PlannedChange> UndoAsync(JournalEntry entry, bool force, CancellationToken cancellationToken)
    {
        if (entry.Kind() == FpxChangeKind.ReferralDeny)
            throw Undo.Cannot("A declined referral stays declined: the API cannot change that.", "Ask Microsoft to offer the referral again.");
        if (entry.Before()?.Referral is not { } before || entry.After()?.Referral is not { } after)
            throw Undo.Cannot("The journal does not hold the referral as it was.", "Set it by hand.");
        if (!ReferralStates.IsAccepted(before.Acceptance))
            throw Undo.Cannot("An accepted referral stays accepted: the API cannot change that.", "Set-FpxReferral changes its other values.");
        var now = await FindAsync(before, cancellationToken).ConfigureAwait(false)
            ?? throw Undo.Cannot($"Referral {before} is no longer listed.", "Search for it with Get-FpxReferral.");
        var back = Holding(before);
        if (back.IsHeldBy(now)) return Undo.Nothing(entry, $"Referral {now}");
        if (!force && !Holding(after).IsHeldBy(now))
            throw Undo.Conflict($"Referral {now}", string.Join("; ", Holding(now).Describe(after)) + ".");
        if (!context.SkipValidation) ReferralRules.Check(back, now).ThrowIfRefused();
        return PlanSet(now, back);
    }

    /// <summary>An action as the journal records it, as a prompt asks for it, and as a summary reports it.</summary>
    private static (FpxChangeKind Kind, string Verb, string Summary) WordsOf(ReferralAction action) => action switch
    {
        ReferralAction.Approve => (FpxChangeKind.ReferralApprove, "accept", "is accepted"),
        ReferralAction.Deny => (FpxChangeKind.ReferralDeny, "decline", "is declined"),
        _ => (FpxChangeKind.ReferralSet, "change", "is changed"),
    };

    private static ChangeDescription Describe(FpxReferral current, ReferralChange change)
    {
        var verb = WordsOf(change.Action).Verb;
        var number = current.PartnerReferralNumber ?? Identifier.Of(current.ReferralId);
        var name = string.IsNullOrWhiteSpace(current.TenantName) ? string.Empty : $" ('{current.TenantName!.Trim()}')";
        var changes = string.Join("; ", change.Describe(current));
        var end = change.IsDecline ? $" for good, {(change.Wanted.DeclineReason is { } reason ? $"with the reason '{reason}'" : "without a reason")}"
            : changes.Length > 0 ? $": {changes}"
            : string.Empty;
        return new ChangeDescription($"{verb} the referral {number}{name}{end}", $"{verb} the referral {number}{end}");
    }

    /// <summary>What a referral holds, as a change that would make it so.</summary>
    private static ReferralChange Holding(FpxReferral referral) => new(ReferralAction.Set, referral);

    private static string Present(FpxReferral referral) =>
        $"Referral {referral}: {string.Join("; ", Holding(referral).Describe(null).Prepend($"acceptance {referral.Acceptance?.ToString() ?? "none"}"))}";

    internal static string Body(FpxReferral wanted, ReferralSpelling spelling) => PlainJson.Write(new Dictionary<string, object?>
    {
        [spelling.AcceptanceStatusId] = wanted.Acceptance?.Id,
        [spelling.DeclineReasonId] = wanted.DeclineReason?.Id,
        ["referralStatusId"] = wanted.ReferralStatus?.Id,
        ["valueAddedServicesSold"] = wanted.ValueAddedServicesSold,
        ["servicesEstimatedValueId"] = wanted.ServicesEstimatedValue?.Id,
    });

    /// <summary>Documented is a page that holds the changed referral; the referral alone is accepted as well.</summary>
    private static FpxReferral Read(RestResponse response, FpxReferral current)
    {
        List<FpxReferral> referrals = FpxJson.ReadList<FpxReferral>(response);
        if (referrals.Count == 0 && !JsonBody.IsList(response)) return FpxJson.Read<FpxReferral>(response);
        return referrals.Find(referral => referral.PartnerReferralId == current.PartnerReferralId || referral.ReferralId == current.ReferralId)
            ?? throw JsonBody.Unexpected(response, "items: the changed referral is missing", cause: null);
    }
}

/// <summary>How the two fields are written that the reference prints otherwise than everything else: with capitals, and one of them a letter short.</summary>
internal sealed record ReferralSpelling(string AcceptanceStatusId, string DeclineReasonId)
{
    /// <summary>As everything else suggests; sent first.</summary>
    internal static ReferralSpelling Recommended { get; } = new("acceptanceStatusId", "declineReasonId");
    /// <summary>The same with capitals, for a service that is strict about them.</summary>
    internal static ReferralSpelling Capitals { get; } = new("AcceptanceStatusId", "DeclineReasonId");
    internal static ReferralSpelling Printed { get; } = new("AceptanceStatusId", "DeclineReasonId");

    /// <summary>The spelling that a refusal asks for: one whose field it calls missing. Refusals name fields with capitals whatever is wrong.</summary>
    internal static ReferralSpelling? AskedForBy(ServiceException refused)
    {
        if (refused.StatusCode != 400) return null;
        return Misses(Printed.AcceptanceStatusId) ? Printed
            : Misses(Capitals.AcceptanceStatusId) || Misses(Capitals.DeclineReasonId) ? Capitals
            : null;

        bool Misses(string name) => refused.FieldErrors.Any(field =>
            string.Equals(field.Key.Substring(field.Key.LastIndexOf('.') + 1), name, StringComparison.OrdinalIgnoreCase) && field.Value.Any(SaysMissing));
    }

    private static bool SaysMissing(string message) =>
        message.IndexOf("required", StringComparison.OrdinalIgnoreCase) >= 0 || message.IndexOf("missing", StringComparison.OrdinalIgnoreCase) >= 0;
}

/// <summary>The spelling that the service has accepted, if it was not the recommended one.</summary>
internal sealed class KnownSpelling
{
    internal ReferralSpelling? Value { get; set; }
}
