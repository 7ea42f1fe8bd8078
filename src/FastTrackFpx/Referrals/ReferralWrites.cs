using System.Text;
using FastTrackFpx.Changes;
using FastTrackFpx.Connection;
using FastTrackFpx.Content;
using FastTrackFpx.Rest.Content;
using FastTrackFpx.Rest.Http;
using FastTrackFpx.Rest.Paging;

namespace FastTrackFpx.Referrals;

/// <summary>Referrals accepted, declined and changed. <c>PATCH partnerReferrals/{partnerReferralId}</c>.</summary>
public sealed class ReferralWrites
{
    private readonly FpxCaller _caller;
    private readonly WriteRun _run;
    private readonly ReferralsEndpoint _reads;

    internal ReferralWrites(FpxCaller caller, WriteRun run)
    {
        _caller = caller;
        _run = run;
        _reads = new ReferralsEndpoint(caller);
    }

    /// <summary>All referrals, declined ones too: the API reads none by its id.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyList<FpxReferral>> ReadAllAsync(CancellationToken cancellationToken)
    {
        var all = new List<FpxReferral>();
        var referrals = _reads.List(new ReferralQuery { ShowDeclined = true }, ReadRange.All);
        await foreach (var referral in referrals.WithCancellation(cancellationToken).ConfigureAwait(false))
            all.Add(referral);
        return all;
    }

    /// <summary>Accepts, declines or changes a referral.</summary>
    /// <param name="current">The referral as it is.</param>
    /// <param name="wanted">What is done to it; the rules are not judged here.</param>
    /// <param name="cancellationToken">Ends the call; the journal then says that the outcome is unknown.</param>
    /// <exception cref="RestException">It was refused, or nobody can tell whether it was carried out.</exception>
    public Task<WriteResult<FpxReferral>> SetAsync(FpxReferral current, ReferralChange wanted, CancellationToken cancellationToken)
    {
        if (wanted is null)
            throw new ArgumentNullException(nameof(wanted));

        var id = RequireId(current);
        var change = new FpxChange
        {
            Kind = KindOf(wanted.Action),
            TenantId = current.TenantId,
            PartnerReferralId = id,
            Summary = Summarise(current, wanted),
            Before = new FpxChangeState { Referral = current },
            After = new FpxChangeState { Referral = wanted.AppliedTo(current) },
        };
        return _run.RunAsync(
            new Write<FpxReferral>(change, end => SendAsync(current, id, wanted, end))
            {
                ReadBack = (_, end) => LookForChangeAsync(current, wanted, end),
                Note = static (change, value) => change.After = new FpxChangeState { Referral = value },
                Judge = value => wanted.IsHeldBy(value) ? null : $"{Describe(value)}.",
            },
            cancellationToken);
    }

    /// <summary>The request that <see cref="SetAsync"/> would send.</summary>
    /// <param name="current">The referral as it is.</param>
    /// <param name="wanted">What is done to it.</param>
    /// <exception cref="InputException">The referral has no id by which referrals are changed.</exception>
    public WritePreview Preview(FpxReferral current, ReferralChange wanted) =>
        new(Request(RequireId(current), ReferralBody.Write(wanted, _caller.Session.ReferralSpelling ?? ReferralSpelling.Recommended)));

    /// <summary>Looks whether a referral holds what a request whose answer was lost meant to change.</summary>
    internal async Task<ReadBack<FpxReferral>> LookForChangeAsync(FpxReferral before, ReferralChange wanted, CancellationToken cancellationToken)
    {
        var now = (await ReadAllAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(referral => referral.PartnerReferralId == before.PartnerReferralId);
        if (now is null)
            return ReadBack<FpxReferral>.Other($"Referral {before} is no longer listed.");
        if (wanted.IsHeldBy(now))
            return ReadBack<FpxReferral>.Found(now);
        return ReferralChange.Of(before).IsHeldBy(now) ? ReadBack<FpxReferral>.Absent() : ReadBack<FpxReferral>.Other($"{Describe(now)}.");
    }

    private static FpxChangeKind KindOf(ReferralAction action) => action switch
    {
        ReferralAction.Approve => FpxChangeKind.ReferralApprove,
        ReferralAction.Deny => FpxChangeKind.ReferralDeny,
        _ => FpxChangeKind.ReferralSet,
    };

    private static string Summarise(FpxReferral current, ReferralChange wanted)
    {
        var what = wanted.Action switch { ReferralAction.Approve => "is accepted", ReferralAction.Deny => "is declined", _ => "is changed" };
        return $"Referral {current} {string.Join("; ", new[] { what }.Concat(wanted.Describe(current)))}";
    }

    private static string Describe(FpxReferral referral)
    {
        var parts = ReferralChange.Of(referral).Describe(null);
        return $"Referral {referral}: {string.Join("; ", new[] { $"acceptance {referral.Acceptance?.ToString() ?? "none"}" }.Concat(parts))}";
    }

    /// <summary>In the recommended spelling; where a 400 names the fields in another one, once more in that.</summary>
    private async Task<FpxReferral> SendAsync(FpxReferral current, Guid id, ReferralChange wanted, CancellationToken cancellationToken)
    {
        var known = _caller.Session.ReferralSpelling;
        try
        {
            return await PatchAsync(current, id, ReferralBody.Write(wanted, known ?? ReferralSpelling.Recommended), cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException refused) when (known is null && ReferralSpelling.AskedForBy(refused) is not null)
        {
            var asked = ReferralSpelling.AskedForBy(refused)!;
            var answer = await PatchAsync(current, id, ReferralBody.Write(wanted, asked), cancellationToken).ConfigureAwait(false);
            _caller.Session.ReferralSpelling = asked;
            return answer;
        }
    }

    private static Guid RequireId(FpxReferral current) =>
        (current ?? throw new ArgumentNullException(nameof(current))).PartnerReferralId ?? throw new InputException(
            FpxErrorCode.InvalidInput, $"Referral {current} has no partner referral id, by which referrals are changed.", "InputObject", "Read it again with Get-FpxReferral.");

    private RestRequest Request(Guid id, string body) => new("PATCH", Routes.Path(_caller.Session.ApiVersion, $"partnerReferrals/{Routes.Segment(id)}"))
    {
        Body = Encoding.UTF8.GetBytes(body),
        Observer = _caller.Observer,
    };

    private Task<FpxReferral> PatchAsync(FpxReferral current, Guid id, string body, CancellationToken cancellationToken) =>
        _caller.Session.Service.SendAsync(
            Request(id, body),
            response => Read(response, current),
            cancellationToken);

    /// <summary>Documented is a page that holds the changed referral; the referral alone would do as well.</summary>
    private static FpxReferral Read(RestResponse response, FpxReferral current)
    {
        List<FpxReferral> referrals = FpxJson.ReadList<FpxReferral>(response);
        if (referrals.Count == 0 && !JsonBody.IsList(response)) return FpxJson.Read<FpxReferral>(response);
        return referrals.Find(referral => referral.PartnerReferralId == current.PartnerReferralId || referral.ReferralId == current.ReferralId)
            ?? throw JsonBody.Unexpected(response, FpxProfile.Instance, "items: the changed referral is missing", cause: null);
    }
}
