namespace FastTrackFpx.Entitlements;

/// <summary>Plans changes of the status records of a tenant's service: <c>PATCH tenants/{tenantId}/services/{serviceId}/entitlements</c>.</summary>
internal sealed class EntitlementChanges(FpxClient client, WriteContext context) : IChangePlanner
{
    /// <summary>Requests that <see cref="ReadFactsAsync"/> sends each time: the set and the seats.</summary>
    internal const int FactCalls = 2;

    /// <summary>Requests it sends each time if the rules are left to the service.</summary>
    internal const int FactCallsWithoutRules = 1;

    /// <summary>Lists it reads once an hour.</summary>
    internal static readonly string[] FactLists = [Lookup.L1.Route, Lookup.CombinationsRoute];

    /// <summary>A set read this long ago is as good as read now; if a prompt came between, it is read again.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly EntitlementsEndpoint _reads = new(client);
    private readonly EntitlementStatusesEndpoint _statuses = new(client);

    /// <summary>Reads what the rules need: two requests, without validation one; and the lists of statuses once an hour.</summary>
    internal async Task<EntitlementFacts> ReadFactsAsync(Guid tenantId, FpxLookup service, CancellationToken cancellationToken)
    {
        var serviceId = service.Id ?? throw new ArgumentNullException(nameof(service));
        var current = _reads.GetAsync(tenantId, [serviceId], cancellationToken);
        var seats = context.SkipValidation
            ? Task.FromResult<IReadOnlyList<FpxMaxEntitlement>>([])
            : _reads.GetMaxAsync(tenantId, [serviceId], cancellationToken);
        var l1 = _statuses.GetL1Async(refresh: false, cancellationToken);
        var combinations = _statuses.GetCombinationsAsync(refresh: false, cancellationToken);
        await Task.WhenAll(current, seats, l1, combinations).ConfigureAwait(false);
        return new EntitlementFacts
        {
            TenantId = tenantId,
            TenantName = client.TenantNameOf(tenantId),
            ServiceId = serviceId,
            ServiceName = service.Name,
            Current = await current.ConfigureAwait(false),
            SeatTotal = (await seats.ConfigureAwait(false)).FirstOrDefault(seat => Identifier.Same(seat.ServiceId, serviceId))?.MaxEntitlementSeatCount,
            L1Statuses = await l1.ConfigureAwait(false),
            Combinations = await combinations.ConfigureAwait(false),
            Read = client.Rest.TimeProvider.GetUtcNow(),
        };
    }

    /// <summary>Refuses edited records that the service has changed since they were read, as far as that is known: the API has no version to compare.</summary>
    internal static void RequireUnchanged(EntitlementFacts facts, IEnumerable<FpxEntitlement> edited)
    {
        var changes =
            from origin in edited.Select(record => record.AsRead).OfType<FpxEntitlement>()
            where !EntitlementRecords.HasNoId(origin)
            let now = facts.Current.FirstOrDefault(candidate => candidate.ServiceIntentId == origin.ServiceIntentId)
            let step = now is null ? EntitlementStep.Removal(origin) : new EntitlementStep(origin, now)
            where step.Changes
            select step.ToString();
        if (string.Join("; ", changes) is { Length: > 0 } text) throw Conflict(facts, text);
    }

    internal PlannedChange<IReadOnlyList<FpxEntitlement>> PlanSet(EntitlementPlan plan, bool force)
    {
        var facts = plan.Facts;
        var entry = FpxChanges.Entry(
            FpxChangeKind.EntitlementSet,
            $"{facts.ServiceName ?? facts.ServiceId}: {plan}",
            facts.Current,
            plan.Expected,
            (FpxChanges.TenantId, FpxChanges.Id(facts.TenantId)),
            (FpxChanges.ServiceId, facts.ServiceId));
        return Set(entry, facts, plan.Expected) with
        {
            Description = plan.Description,
            Request = plan.ChangesNothing ? null : () => Request(plan, null),
            CheckAsync = force ? null : end => RequireSameAsync(facts, end),
            SendAsync = (mark, end) => PatchAsync(plan, mark, end),
            Compare = value => EntitlementRecords.SameSet(value, plan.Expected, exactly: false) ? null : Describe(value),
        };
    }

    public PlannedChange? Recreate(JournalEntry entry)
    {
        if (entry.Kind() != FpxChangeKind.EntitlementSet) return null;
        return entry.GuidTarget(FpxChanges.TenantId) is { } tenantId && entry.Target(FpxChanges.ServiceId) is { } serviceId
            && entry.Before()?.Entitlements is { } before && entry.After()?.Entitlements is { } after
            ? Set(entry, new EntitlementFacts { TenantId = tenantId, ServiceId = serviceId, Current = before }, after)
            : Set(entry, new EntitlementFacts(), []) with { ReadBackAsync = null };
    }

    private PlannedChange<IReadOnlyList<FpxEntitlement>> Set(JournalEntry entry, EntitlementFacts before, IReadOnlyCollection<FpxEntitlement> expected) => new()
    {
        Entry = entry,
        Description = new ChangeDescription("set the seats again", "set the seats again"),
        IsIdempotent = true,
        ReadBackAsync = (_, end) => FindChangedAsync(before, expected, end),
        Record = FpxChanges.RecordAfter,
        PlanUndoAsync = (force, end) => UndoAsync(entry, force, end),
    };

    private async Task<PlannedChange> UndoAsync(JournalEntry entry, bool force, CancellationToken cancellationToken)
    {
        if (entry.GuidTarget(FpxChanges.TenantId) is not { } tenantId || entry.Target(FpxChanges.ServiceId) is not { } serviceId
            || entry.Before()?.Entitlements is not { } before)
            throw Undo.Cannot("The journal does not hold the records before the change.", "Set them by hand.");
        var after = entry.After()?.Entitlements;
        var service = new FpxLookup { Id = serviceId, Name = before.Concat(after ?? []).FirstOrDefault()?.ServiceName };
        var facts = await ReadFactsAsync(tenantId, service, cancellationToken).ConfigureAwait(false);
        var plan = EntitlementPlanner.FromStatuses(facts, before);
        if (plan.ChangesNothing) return Undo.Nothing(entry, $"{service}");
        // A record that an undo added again has a new id, and a service has each status once.
        if (!force && after is not null && !EntitlementRecords.SameSet(facts.Current, [.. after.Select(WithoutId)], exactly: true))
            throw Undo.Conflict($"The seats of {service}", $"Now there are {string.Join(", ", facts.Current)}.");
        if (!context.SkipValidation) plan.ThrowIfRefused();
        return PlanSet(plan, force) with
        {
            Warnings = [.. plan.Steps.Where(step => step.Kind == EntitlementStepKind.Add)
                .Select(step => $"The record '{step.After.L1}' comes back under a new id.")],
        };
    }

    /// <summary>Whether the service holds the set that was sent, or still the one before.</summary>
    private async Task<ReadBack<IReadOnlyList<FpxEntitlement>>> FindChangedAsync(
        EntitlementFacts before, IReadOnlyCollection<FpxEntitlement> expected, CancellationToken cancellationToken)
    {
        var now = await _reads.GetAsync(before.TenantId, [before.ServiceId], cancellationToken).ConfigureAwait(false);
        return Normalized.ReadBack(
            now,
            exactly => EntitlementRecords.SameSet(now, expected, exactly),
            exactly => EntitlementRecords.SameSet(now, before.Current, exactly),
            () => Describe(now));
    }

    private static FpxEntitlement WithoutId(FpxEntitlement record)
    {
        var copy = record.Copy();
        copy.ServiceIntentId = null;
        return copy;
    }

    private static string Describe(IReadOnlyCollection<FpxEntitlement> records) => records.Count == 0
        ? "There are no records."
        : $"There are {string.Join(", ", records.Select(record => $"{record.L1} {EntitlementRecords.Number(record.EntitlementCount)}"))}.";

    private static RestException Conflict(EntitlementFacts facts, string changes) => new(
        ErrorCode.Conflict,
        $"The seats of {facts.ServiceName ?? facts.ServiceId} have changed on the service since they were read: {changes}.",
        "Read them again and repeat the change on their present state, or use -Force.");

    private async Task RequireSameAsync(EntitlementFacts facts, CancellationToken cancellationToken)
    {
        if (client.Rest.TimeProvider.GetUtcNow() - facts.Read <= Fresh) return;
        var now = await _reads.GetAsync(facts.TenantId, [facts.ServiceId], cancellationToken).ConfigureAwait(false);
        if (!EntitlementRecords.SameSet(now, facts.Current, exactly: true)) throw Conflict(facts, Describe(now).TrimEnd('.'));
    }

    /// <summary>All records after the change are documented as the response; a service that returns less is read once more.</summary>
    private async Task<IReadOnlyList<FpxEntitlement>> PatchAsync(EntitlementPlan plan, SendMark mark, CancellationToken cancellationToken)
    {
        var facts = plan.Facts;
        var response = await client.Rest.SendAsync(Request(plan, mark), response => Read(response, facts), cancellationToken).ConfigureAwait(false);
        if (EntitlementRecords.SameSet(response, plan.Expected, exactly: false)) return response;
        return await _reads.GetAsync(facts.TenantId, [facts.ServiceId], cancellationToken).ConfigureAwait(false);
    }

    private RestRequest Request(EntitlementPlan plan, SendMark? mark) => client.Request(
        "PATCH", $"tenants/{Routes.Segment(plan.Facts.TenantId)}/services/{Routes.Segment(plan.Facts.ServiceId)}/entitlements", Body(plan.ToSend), mark);

    /// <summary>Always an array, also for one record.</summary>
    private static string Body(IEnumerable<FpxEntitlement> records) => PlainJson.Write(records.Select(record =>
    {
        var members = new Dictionary<string, object?>
        {
            ["l1id"] = record.L1?.Id,
            ["l2id"] = record.L2?.Id,
            ["l3id"] = record.L3?.Id,
            ["entitlementCount"] = record.EntitlementCount,
            ["targetDate"] = record.TargetDate?.UtcDateTime,
            ["owner"] = record.Owner,
            ["nextActionDate"] = record.NextActionDate?.UtcDateTime,
        };
        if (!EntitlementRecords.HasNoId(record)) members["serviceIntentId"] = record.ServiceIntentId;

        // Not nullable as an input, so it is left out if there are none; the planner makes it an empty text if notes are to be cleared.
        if (record.Notes is not null) members["notes"] = record.Notes;
        return members;
    }));

    /// <summary>A list of records; a single record is accepted too.</summary>
    private List<FpxEntitlement> Read(RestResponse response, EntitlementFacts facts)
    {
        List<FpxEntitlement> records = _reads.ReadRecords<FpxEntitlement>(response, facts.TenantId, facts.ServiceId);
        if (records.Count == 0 && !JsonBody.IsList(response) && FpxJson.Read<FpxEntitlement>(response) is { L1: not null } single) records.Add(single);
        foreach (FpxEntitlement record in records) record.ServiceName ??= facts.ServiceName;
        records.RemoveAll(static record => record.EntitlementCount == 0);
        return records;
    }
}
