using FastTrackFpx.Connection;
using FastTrackFpx.Contacts;
using FastTrackFpx.Entitlements;
using FastTrackFpx.Incentives;
using FastTrackFpx.Lookups;
using FastTrackFpx.Notes;
using FastTrackFpx.Referrals;
using FastTrackFpx.Rest.Batching;
using FastTrackFpx.Rest.Data;
using FastTrackFpx.Store.Databases;
using FastTrackFpx.Tenants;
using FastTrackFpx.Usage;

namespace FastTrackFpx.Store.Sources;

/// <summary>The data of FPX.</summary>
/// <param name="client">The service.</param>
/// <param name="resolveService">True to find out the service of each status record.</param>
internal sealed class FpxSource(FpxClient client, bool resolveService)
{
    private static readonly ColumnType[] KnownService = [ColumnType.Text, ColumnType.Text, ColumnType.Text];

    private IReadOnlyList<string?> _categories = [];
    private bool? _hasServices;

    /// <summary>The parts that were chosen, in the order in which they are read.</summary>
    internal IReadOnlyList<SourcePart> Parts(IEnumerable<FpxDataPart> chosen) => [.. chosen.Distinct().Order().Select(Part)];

    /// <summary>Reads what the parts need to know before they begin.</summary>
    internal async Task PrepareAsync(IEnumerable<FpxDataPart> chosen, CancellationToken cancellationToken)
    {
        if (!chosen.Contains(FpxDataPart.Note) && !chosen.Contains(FpxDataPart.ReferralNote)) return;
        IReadOnlyList<FpxNoteCategory> categories = await new LookupsEndpoint(client)
            .KeepAsync(Lookup.Of<FpxNoteCategory>(), refresh: false, cancellationToken).ConfigureAwait(false);
        _categories = [.. categories.Select(category => category.Id)];
    }

    private SourcePart Part(FpxDataPart part) => part switch
    {
        FpxDataPart.Tenant => new ListPart(nameof(FpxDataPart.Tenant), ReadTenantsAsync, FpxTables.Tenants, FpxTables.TenantWorkloads) { IsTenantList = true },
        FpxDataPart.Referral => new ListPart(nameof(FpxDataPart.Referral), ReadReferralsAsync, FpxTables.Referrals, FpxTables.ReferralWorkloads),
        FpxDataPart.IncentiveStatement =>
            new ListPart(nameof(FpxDataPart.IncentiveStatement), ReadStatementsAsync, FpxTables.Statements, FpxTables.Transactions),
        FpxDataPart.Usage => new ListPart(nameof(FpxDataPart.Usage), ReadUsageAsync, FpxTables.Usages),
        FpxDataPart.MaxEntitlement => new TenantPart<Guid, FpxMaxEntitlement>(nameof(FpxDataPart.MaxEntitlement), FpxTables.MaxEntitlements)
        {
            Keys = static tenant => [tenant],
            Start = (emit, end) => new EntitlementsEndpoint(client).StartMaxBatch([], emit, end),
        },
        FpxDataPart.Entitlement => new TenantPart<Guid, FpxEntitlement>(nameof(FpxDataPart.Entitlement), FpxTables.Entitlements)
        {
            Keys = static tenant => [tenant],
            Start = (emit, end) => new EntitlementsEndpoint(client).StartBatch([], emit, end),
            Complete = CompleteServicesAsync,
        },
        FpxDataPart.Contact => new TenantPart<Guid, FpxContact>(nameof(FpxDataPart.Contact), FpxTables.Contacts)
        {
            Keys = static tenant => [tenant],
            Start = (emit, end) => new ContactsEndpoint(client).StartBatch(new ContactQuery(), emit, end),
        },
        FpxDataPart.Note => new TenantPart<NoteList, FpxNote>(nameof(FpxDataPart.Note), FpxTables.Notes)
        {
            // A request for each tenant and category.
            MostTenantsPerItem = 20,
            Keys = tenant => [.. _categories.Select(category => new NoteList(tenant, category))],
            Start = (emit, end) => new NotesEndpoint(client).StartBatch(null, null, emit, end),
            Records = static (notes, counts) => [.. FpxTables.Identify(notes, counts)],
        },
        FpxDataPart.TenantAssignment => new TenantPart<Guid, FpxTenantAssignment>(nameof(FpxDataPart.TenantAssignment), FpxTables.Assignments)
        {
            // A request for each tenant.
            MostTenantsPerItem = 20,
            Keys = static tenant => [tenant],
            Start = new TenantsEndpoint(client).StartAssignmentBatch,
        },
        FpxDataPart.ReferralContact => new ListPart(nameof(FpxDataPart.ReferralContact), ReadReferralContactsAsync, FpxTables.ReferralContacts),
        FpxDataPart.ReferralNote => new ListPart(nameof(FpxDataPart.ReferralNote), ReadReferralNotesAsync, FpxTables.ReferralNotes),
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "The part does not exist."),
    };

    private Task ReadTenantsAsync(Func<IEnumerable<TableRow>, Task> rows, CancellationToken cancellationToken) =>
        new TenantsEndpoint(client).List().ForEachPageAsync(
            // In the order of the keys: rows that lie side by side are written together.
            page => rows(page.OrderBy(tenant => tenant.TenantId).SelectMany(static tenant => (tenant.ClaimedWorkloads ?? [])
                .Select(workload => FpxTables.TenantWorkloads.Row(new(tenant, workload)))
                .Prepend(FpxTables.Tenants.Row(tenant)))),
            cancellationToken);

    private Task ReadReferralsAsync(Func<IEnumerable<TableRow>, Task> rows, CancellationToken cancellationToken) =>
        new ReferralsEndpoint(client).List(new ReferralQuery { ShowDeclined = true }).ForEachPageAsync(
            page => rows(page.SelectMany(static referral => (referral.Workloads ?? [])
                .Select(workload => FpxTables.ReferralWorkloads.Row(new(referral, workload)))
                .Prepend(FpxTables.Referrals.Row(referral)))),
            cancellationToken);

    private Task ReadReferralContactsAsync(Func<IEnumerable<TableRow>, Task> rows, CancellationToken cancellationToken) => ForEachReferralAsync(
        async (referral, end) =>
        {
            List<FpxContact> contacts = await new ContactsEndpoint(client)
                .List(referral.TenantId, new ContactQuery { ReferralId = referral.ReferralId }).ToListAsync(end).ConfigureAwait(false);
            foreach (FpxContact contact in contacts) contact.ReferralId = referral.ReferralId;
            return contacts.Select(FpxTables.ReferralContacts.Row);
        },
        rows,
        cancellationToken);

    private Task ReadReferralNotesAsync(Func<IEnumerable<TableRow>, Task> rows, CancellationToken cancellationToken) => ForEachReferralAsync(
        async (referral, end) =>
        {
            var notes = new List<FpxNote>();
            foreach (string? category in _categories)
                notes.AddRange(await new NotesEndpoint(client).List(referral.TenantId, category, referral.ReferralId).ToListAsync(end).ConfigureAwait(false));
            foreach (FpxNote note in notes) note.ReferralId = referral.ReferralId;
            return FpxTables.Identify(notes, new Dictionary<string, int>(StringComparer.Ordinal)).Select(FpxTables.ReferralNotes.Row);
        },
        rows,
        cancellationToken);

    /// <summary>Reads something of each tenant that is not claimed, by its newest referral that was not declined; some at a time.</summary>
    private async Task ForEachReferralAsync(
        Func<(Guid TenantId, long ReferralId), CancellationToken, Task<IEnumerable<TableRow>>> read,
        Func<IEnumerable<TableRow>, Task> rows, CancellationToken cancellationToken)
    {
        IReadOnlyList<FpxTenant> tenants = await new TenantsEndpoint(client).GetKeptAsync(refresh: false, cancellationToken).ConfigureAwait(false);
        HashSet<Guid> claimed = [.. tenants.Select(tenant => tenant.TenantId)];
        var referrals = new Dictionary<Guid, long>();
        foreach (FpxReferral referral in await new ReferralsEndpoint(client).List(new ReferralQuery()).ToListAsync(cancellationToken).ConfigureAwait(false))
        {
            if (referral.TenantId is { } tenant && !claimed.Contains(tenant))
                referrals[tenant] = Math.Max(referral.ReferralId, referrals.GetValueOrDefault(tenant));
        }

        foreach (KeyValuePair<Guid, long>[] some in referrals.Chunk(CallPace.Least))
        {
            IEnumerable<Task<IEnumerable<TableRow>>> reads = some.Select(referral => read((referral.Key, referral.Value), cancellationToken));
            foreach (IEnumerable<TableRow> found in await Task.WhenAll(reads).ConfigureAwait(false)) await rows(found).ConfigureAwait(false);
        }
    }

    private async Task ReadStatementsAsync(Func<IEnumerable<TableRow>, Task> rows, CancellationToken cancellationToken)
    {
        IReadOnlyList<FpxIncentivePeriod> periods = await new LookupsEndpoint(client)
            .KeepAsync(Lookup.Of<FpxIncentivePeriod>(), refresh: true, cancellationToken).ConfigureAwait(false);
        var query = new IncentiveQuery { PaymentPeriodIds = [.. periods.Select(period => period.Id).OfType<string>()] };
        foreach (FpxIncentiveStatement statement in await new IncentivesEndpoint(client).GetStatementsAsync(query, cancellationToken).ConfigureAwait(false))
        {
            await rows(FpxTables.Identify(IncentivesEndpoint.Flatten(statement))
                .OrderBy(payment => payment.Id, StringComparer.Ordinal)
                .Select(payment => FpxTables.Transactions.Row(payment))
                .Prepend(FpxTables.Statements.Row(statement))).ConfigureAwait(false);
        }
    }

    private async Task ReadUsageAsync(Func<IEnumerable<TableRow>, Task> rows, CancellationToken cancellationToken)
    {
        IReadOnlyList<FpxUsage> usage = await new UsageEndpoint(client).GetCurrentAsync(cancellationToken).ConfigureAwait(false);
        foreach (FpxUsage[] customers in usage.OrderBy(customer => customer.TenantId).Chunk(500))
            await rows(customers.SelectMany(UsageEndpoint.Flatten).Select(usage => FpxTables.Usages.Row(usage))).ConfigureAwait(false);
    }

    /// <summary>
    /// The service of a status record never changes: it is taken from the database if the response does not say it, and requested only if it is not there.
    /// A database without any is not queried for each tenant.
    /// </summary>
    private async Task CompleteServicesAsync(Database database, Guid tenant, IReadOnlyList<FpxEntitlement> records, CancellationToken cancellationToken)
    {
        if (records.All(record => record.ServiceId is not null)) return;
        lock (database.Gate)
        {
            _hasServices ??= database.Count("SELECT count(*) FROM (SELECT 1 FROM entitlement WHERE service_id IS NOT NULL LIMIT 1) found") > 0;
        }

        if (_hasServices == true) TakeKnownServices(database, tenant, records);
        if (resolveService)
            await new EntitlementsEndpoint(client).ResolveServicesAsync(tenant, records, progress: null, cancellationToken).ConfigureAwait(false);
    }

    private static void TakeKnownServices(Database database, Guid tenant, IReadOnlyList<FpxEntitlement> records)
    {
        lock (database.Gate)
        {
            Dictionary<string, object?[]> known = database
                .Query(KnownService, "SELECT entitlement_id, service_id, service_name FROM entitlement WHERE tenant_id = $1 AND service_id IS NOT NULL", tenant)
                .ToDictionary(row => (string)row[0]!, StringComparer.Ordinal);
            foreach (FpxEntitlement record in records.Where(record => record.ServiceId is null))
            {
                if (known.TryGetValue(FpxTables.EntitlementId(record), out object?[]? row))
                    (record.ServiceId, record.ServiceName) = ((string?)row[1], (string?)row[2]);
            }
        }
    }
}
