using System.Text;
using FastTrackFpx.Changes;
using FastTrackFpx.Connection;
using FastTrackFpx.Content;
using FastTrackFpx.Lookups;
using FastTrackFpx.Rest.Content;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.Entitlements;

/// <summary>Status records of a tenant's service set. <c>PATCH tenants/{tenantId}/services/{serviceId}/entitlements</c>.</summary>
public sealed class EntitlementWrites
{
    /// <summary>Calls that <see cref="ReadFactsAsync"/> makes each time: the set and the seats.</summary>
    internal const int FactCalls = 2;

    /// <summary>Calls it makes each time where the rules are not judged.</summary>
    internal const int FactCallsWithoutRules = 1;

    /// <summary>Lists it reads once an hour.</summary>
    internal static readonly string[] FactLists = [Lookup.L1.Route, Lookup.CombinationsRoute];

    /// <summary>A set read this long ago is as good as read now; when a question to the user came between, it is read again.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private static readonly Task<IReadOnlyList<FpxMaxEntitlement>> NoSeats = Task.FromResult<IReadOnlyList<FpxMaxEntitlement>>([]);

    private readonly FpxCaller _caller;
    private readonly WriteRun _run;
    private readonly WriteContext _context;
    private readonly EntitlementsEndpoint _reads;
    private readonly EntitlementStatusesEndpoint _statuses;

    internal EntitlementWrites(FpxCaller caller, WriteRun run, WriteContext context, LookupsEndpoint lookups)
    {
        _caller = caller;
        _run = run;
        _context = context;
        _reads = new EntitlementsEndpoint(caller, lookups);
        _statuses = new EntitlementStatusesEndpoint(lookups);
    }

    /// <summary>Reads what the rules are judged by: two calls, without validation one; and the lists of statuses once an hour.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="service">The service.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<EntitlementFacts> ReadFactsAsync(Guid tenantId, FpxLookup service, CancellationToken cancellationToken)
    {
        if (service?.Id is null)
            throw new ArgumentNullException(nameof(service));

        var current = _reads.GetAsync(tenantId, [service.Id], cancellationToken);
        var facts = new EntitlementFacts { TenantId = tenantId, ServiceId = service.Id, ServiceName = service.Name };
        var seats = _context.SkipValidation ? NoSeats : _reads.GetMaxAsync(tenantId, [service.Id], cancellationToken);
        var l1 = _statuses.GetL1Async(refresh: false, cancellationToken);
        var combinations = _statuses.GetCombinationsAsync(refresh: false, cancellationToken);
        await Task.WhenAll(current, seats, l1, combinations).ConfigureAwait(false);
        facts.Current = await current.ConfigureAwait(false);
        facts.SeatTotal = (await seats.ConfigureAwait(false)).FirstOrDefault(seat => Identifier.Same(seat.ServiceId, service.Id))?.MaxEntitlementSeatCount;
        facts.L1Statuses = await l1.ConfigureAwait(false);
        facts.Combinations = await combinations.ConfigureAwait(false);
        facts.Read = _caller.Session.TimeProvider.GetUtcNow();
        return facts;
    }

    /// <summary>Refuses edited records that the service has changed since they were read.</summary>
    /// <param name="facts">How things stand now.</param>
    /// <param name="edited">Records as they were read and edited; copies of such tell nothing.</param>
    /// <exception cref="RestException"><see cref="FpxErrorCode.Conflict"/>.</exception>
    public static void RequireUnchanged(EntitlementFacts facts, IEnumerable<FpxEntitlement> edited)
    {
        if (facts is null)
            throw new ArgumentNullException(nameof(facts));

        var changes = EntitlementOrigins.ChangedMeanwhile(edited, facts.Current);
        if (changes.Count > 0)
            throw Conflict(facts, string.Join("; ", changes));
    }

    /// <summary>Carries a plan out and checks the answer against it.</summary>
    /// <param name="plan">The plan; the rules are not judged here.</param>
    /// <param name="force">Does not look whether the set has changed since the plan was made.</param>
    /// <param name="cancellationToken">Ends the call; the journal then says that the outcome is unknown.</param>
    /// <exception cref="RestException">It was refused, or nobody can tell whether it was carried out.</exception>
    public async Task<WriteResult<IReadOnlyList<FpxEntitlement>>> SetAsync(EntitlementPlan plan, bool force, CancellationToken cancellationToken)
    {
        if (plan is null)
            throw new ArgumentNullException(nameof(plan));

        var facts = plan.Facts;
        if (!force && _caller.Session.TimeProvider.GetUtcNow() - facts.Read > Fresh)
            await RequireSameAsync(facts, cancellationToken).ConfigureAwait(false);
        var change = new FpxChange
        {
            Kind = FpxChangeKind.EntitlementSet,
            TenantId = facts.TenantId,
            ServiceId = facts.ServiceId,
            Summary = $"{facts.ServiceName ?? facts.ServiceId}: {plan}",
            Before = State(facts.Current),
            After = State(plan.Expected),
        };
        return await _run.RunAsync(
            new Write<IReadOnlyList<FpxEntitlement>>(change, end => PatchAsync(plan, end))
            {
                ReadBack = (_, end) => LookForChangeAsync(facts, plan.Expected, end),
                Note = static (change, value) => change.After = State(value),
                Judge = value => EntitlementRecords.SameSet(value, plan.Expected) ? null : Describe(value),
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The request that <see cref="SetAsync"/> would send.</summary>
    /// <param name="plan">The plan.</param>
    public WritePreview Preview(EntitlementPlan plan) => new(Request(plan ?? throw new ArgumentNullException(nameof(plan))));

    /// <summary>Looks whether the service holds the set that a request whose answer was lost meant, or still the one before.</summary>
    internal async Task<ReadBack<IReadOnlyList<FpxEntitlement>>> LookForChangeAsync(
        EntitlementFacts before, IReadOnlyList<FpxEntitlement> expected, CancellationToken cancellationToken)
    {
        var now = await _reads.GetAsync(before.TenantId, [before.ServiceId], cancellationToken).ConfigureAwait(false);
        if (EntitlementRecords.SameSet(now, expected))
            return ReadBack<IReadOnlyList<FpxEntitlement>>.Found(now);
        return EntitlementRecords.SameSet(now, before.Current)
            ? ReadBack<IReadOnlyList<FpxEntitlement>>.Absent()
            : ReadBack<IReadOnlyList<FpxEntitlement>>.Other(Describe(now));
    }

    private static FpxChangeState State(IEnumerable<FpxEntitlement> records) =>
        new() { Entitlements = new FpxList<FpxEntitlement>(records.Select(EntitlementRecords.Copy)) };

    private static string Describe(IReadOnlyCollection<FpxEntitlement> records) => records.Count == 0
        ? "There are no records."
        : $"There are {string.Join(", ", records.Select(record => $"{record.L1} {EntitlementWords.Number(record.EntitlementCount)}"))}.";

    private static RestException Conflict(EntitlementFacts facts, string changes) => new(
        FpxErrorCode.Conflict,
        $"The seats of {facts.ServiceName ?? facts.ServiceId} have changed on the service since they were read: {changes}.",
        "Read them again and repeat the change on their present state, or use -Force.");

    private async Task RequireSameAsync(EntitlementFacts facts, CancellationToken cancellationToken)
    {
        var now = await _reads.GetAsync(facts.TenantId, [facts.ServiceId], cancellationToken).ConfigureAwait(false);
        if (!EntitlementRecords.SameSet(now, facts.Current))
            throw Conflict(facts, Describe(now).TrimEnd('.'));
    }

    /// <summary>All values after the change are documented as the answer; a service that gives less is read once more.</summary>
    private async Task<IReadOnlyList<FpxEntitlement>> PatchAsync(EntitlementPlan plan, CancellationToken cancellationToken)
    {
        var facts = plan.Facts;
        var answer = await _caller.Session.Service.SendAsync(
            Request(plan),
            reply => Read(reply, facts),
            cancellationToken).ConfigureAwait(false);
        if (EntitlementRecords.SameSet(answer, plan.Expected))
            return answer;
        return await _reads.GetAsync(facts.TenantId, [facts.ServiceId], cancellationToken).ConfigureAwait(false);
    }

    private RestRequest Request(EntitlementPlan plan)
    {
        var route = $"tenants/{Routes.Segment(plan.Facts.TenantId)}/services/{Routes.Segment(plan.Facts.ServiceId)}/entitlements";
        return new RestRequest("PATCH", Routes.Path(_caller.Session.ApiVersion, route))
        {
            Body = Encoding.UTF8.GetBytes(EntitlementBody.Write(plan.ToSend)),
            Observer = _caller.Observer,
        };
    }

    /// <summary>A list of records; one record alone would do as well.</summary>
    private List<FpxEntitlement> Read(RestResponse response, EntitlementFacts facts)
    {
        List<FpxEntitlement> records = _reads.ReadEntitlements(response, facts.TenantId, facts.ServiceId);
        if (records.Count == 0 && !JsonBody.IsList(response) && FpxJson.Read<FpxEntitlement>(response) is { L1: not null } single) records.Add(single);
        foreach (FpxEntitlement record in records) record.ServiceName ??= facts.ServiceName;
        records.RemoveAll(static record => record.EntitlementCount == 0);
        return records;
    }
}
