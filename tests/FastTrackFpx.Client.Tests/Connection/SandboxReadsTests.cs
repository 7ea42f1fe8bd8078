using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FastTrackFpx.Client.Tests.Bench;
using FastTrackFpx.Connection;
using FastTrackFpx.Contacts;
using FastTrackFpx.Entitlements;
using FastTrackFpx.Incentives;
using FastTrackFpx.Lookups;
using FastTrackFpx.Notes;
using FastTrackFpx.Referrals;
using FastTrackFpx.Rest.Batching;
using FastTrackFpx.Rest.Paging;
using FastTrackFpx.Tenants;
using FastTrackFpx.Usage;

namespace FastTrackFpx.Client.Tests.Connection;

/// <summary>Every read of the API, whichever way the service reads the documents.</summary>
[Trait("Category", "Slow")]
public class SandboxReadsTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData("")]
    [InlineData("quirks")]
    [InlineData("F6=old F27=paged F29=page F30=hasMore F31=group F32=entitlmentCount F36=with F37=uuid F38=integer F39=integer F42=noteCategory")]
    [InlineData("F38=uuid F39=uuid F42=noteCategoryId unknown-tenant=404")]
    public async Task Everything_that_can_be_asked_is_read_whatever_the_reading(string readings)
    {
        await using SandboxSession sandbox = await StartAsync(readings, tenants: 60);
        FpxClient client = sandbox.Connect();

        List<FpxTenant> tenants = await client.Tenants.List(ReadRange.All).ToListAsync();
        Assert.Equal(60, tenants.Select(tenant => tenant.TenantId).Distinct().Count());
        await ReadLookupsAsync(client);
        await ReadMoneyAndUsageAsync(client);
        await ReadTenantAsync(client, tenants[0].TenantId);
        await ReadManyAsync(client, tenants);
    }

    [Fact]
    public async Task Seats_of_a_thousand_tenants_cost_forty_calls()
    {
        await using SandboxSession sandbox = await StartAsync(string.Empty, tenants: 1000);
        FpxClient client = sandbox.Connect();
        var seen = new List<Guid>();

        using (ParentBatch<Guid, FpxEntitlement> batch = client.Entitlements.StartBatch([], result => { Assert.Null(result.Error); seen.Add(result.Key); return Task.CompletedTask; }, None))
        {
            await client.Tenants.List(ReadRange.All).ForEachAsync(tenant => batch.AddAsync(tenant.TenantId), None);
            await batch.CompleteAsync();
        }

        Assert.Equal(1000, seen.Distinct().Count());
        Assert.Equal(40, sandbox.Service.Log.Count("GET", "partnerTenants/entitlements"));
        Assert.Equal(41, sandbox.Service.Log.Count());
    }

    [Theory]
    [InlineData("")]
    [InlineData("unknown-tenant=404")]
    [InlineData("unknown-tenant=400")]
    public async Task Contacts_of_200_tenants_of_which_3_are_gone_come_in_order_with_3_errors(string readings)
    {
        await using SandboxSession sandbox = await StartAsync(readings, tenants: 200);
        FpxClient client = sandbox.Connect();
        List<Guid> ids = [.. (await client.Tenants.List(ReadRange.All).ToListAsync()).Select(tenant => tenant.TenantId)];
        Guid[] gone = [Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()];
        ids[3] = gone[0];
        ids[77] = gone[1];
        ids[199] = gone[2];
        var results = new List<ParentResult<Guid, FpxContact>>();

        using (ParentBatch<Guid, FpxContact> batch = client.Contacts.StartBatch(new ContactQuery(), result => { results.Add(result); return Task.CompletedTask; }, None))
        {
            foreach (Guid id in ids) await batch.AddAsync(id);
            await batch.CompleteAsync();
        }

        Assert.Equal(ids, results.Where(result => result.IsComplete).Select(result => result.Key));
        Assert.Equal(gone, results.Where(result => result.Error is not null).Select(result => result.Key));
        Assert.All(results.Where(result => result.Error is not null), result => Assert.Equal(FpxErrorCode.NotFound, result.Error!.ErrorCode));
        Assert.All(results.SelectMany(result => result.Items.Select(item => (result, item))), pair => Assert.Equal(pair.result.Key, pair.item.TenantId));
    }

    [Fact]
    public async Task Services_of_status_records_are_found_out_on_request_and_remembered()
    {
        await using SandboxSession sandbox = await StartAsync(string.Empty, tenants: 5);
        FpxClient client = sandbox.Connect();
        Guid tenantId = await WithSeatsAsync(client);

        IReadOnlyList<FpxEntitlement> unknown = await client.Entitlements.GetAsync(tenantId, [], None);
        Assert.All(unknown, record => Assert.Null(record.ServiceId));
        await client.Entitlements.ResolveServicesAsync(tenantId, unknown, progress: null, None);
        Assert.All(unknown, record => Assert.NotNull(record.ServiceName));
        int calls = sandbox.Service.Log.Count();
        IReadOnlyList<FpxEntitlement> again = await client.Entitlements.GetAsync(tenantId, [], None);

        Assert.All(again, record => Assert.NotNull(record.ServiceId));
        Assert.Equal(calls + 1, sandbox.Service.Log.Count());
    }

    [Fact]
    public async Task The_route_of_assignments_that_works_is_remembered()
    {
        await using SandboxSession sandbox = await StartAsync("F6=old", tenants: 3);
        FpxClient client = sandbox.Connect();
        List<FpxTenant> tenants = await client.Tenants.List(ReadRange.All).ToListAsync();
        sandbox.Service.Log.Clear();

        foreach (FpxTenant tenant in tenants) await client.Tenants.GetAssignmentsAsync(tenant.TenantId, None);

        Assert.Equal(4, sandbox.Service.Log.Count());
        Assert.Equal(3, sandbox.Service.Log.Count("GET", "tenant/assignments"));
    }

    private static Task<SandboxSession> StartAsync(string readings, int tenants) => SandboxSession.StartAsync(options =>
    {
        options.Tenants = tenants;
        options.RequestsPerMinute = 600;
        foreach (string reading in readings.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = reading.Split('=');
            if (parts.Length == 1) options.Quirks = true;
            else options.Readings[parts[0]] = parts[1];
        }
    });

    private static async Task<Guid> WithSeatsAsync(FpxClient client)
    {
        await foreach (FpxTenant tenant in client.Tenants.List(ReadRange.All))
        {
            if ((await client.Entitlements.GetAsync(tenant.TenantId, [], None)).Count > 0) return tenant.TenantId;
        }

        throw new InvalidOperationException("The sandbox has no tenant with seats.");
    }

    private static async Task ReadLookupsAsync(FpxClient client)
    {
        Assert.NotEmpty(await client.Lookups.GetAsync<FpxAdminType>(false, None));
        Assert.NotEmpty(await client.Lookups.GetAsync<FpxContactType>(false, None));
        Assert.NotEmpty(await client.Lookups.GetAsync<FpxCountryRegion>(false, None));
        Assert.NotEmpty(await client.Lookups.GetAsync<FpxNoteCategory>(false, None));
        Assert.NotEmpty(await client.Lookups.GetAsync(Lookup.FrpServices, false, None));
        Assert.NotEmpty(await client.Lookups.GetAsync<FpxSkillType>(false, None));
        Assert.NotEmpty(await client.Lookups.GetAsync<FpxSurveyLanguage>(false, None));
        Assert.NotEmpty(await client.Lookups.GetAsync<FpxTimeZone>(false, None));
        Assert.NotEmpty(await client.Lookups.GetAsync<FpxReferralAcceptanceStatus>(false, None));
        Assert.NotEmpty(await client.Lookups.GetAsync<FpxReferralDeclineReason>(false, None));
        Assert.NotEmpty(await client.Lookups.GetAsync<FpxReferralStatus>(false, None));
        Assert.NotEmpty(await client.Lookups.GetAsync<FpxReferralServiceValue>(false, None));
        Assert.NotEmpty(await client.Lookups.GetAsync<FpxIncentiveProgram>(false, None));
        Assert.All(await client.Lookups.GetAsync<FpxIncentiveWorkload>(false, None), workload => Assert.NotNull(workload.Id));
        Assert.All(await client.Lookups.GetAsync<FpxIncentivePeriod>(false, None), period => Assert.NotNull(period.YearPeriod));
        IReadOnlyList<FpxEntitlementStatus> first = await client.EntitlementStatuses.GetL1Async(false, None);
        IReadOnlyList<FpxStatusCombination> combinations = await client.EntitlementStatuses.GetCombinationsAsync(false, None);
        FpxStatusCombination leaf = combinations.First(combination => combination.L3 is not null);
        Assert.Contains(first, status => status.Id == leaf.L1!.Id);
        Assert.Contains(await client.EntitlementStatuses.GetBelowAsync(leaf.ServiceId!, leaf.L1!.Id!, null, false, None), status => status.Id == leaf.L2!.Id);
        Assert.Contains(await client.EntitlementStatuses.GetBelowAsync(leaf.ServiceId!, leaf.L1!.Id!, leaf.L2!.Id!, false, None), status => status.Id == leaf.L3!.Id);
    }

    private static async Task ReadMoneyAndUsageAsync(FpxClient client)
    {
        IReadOnlyList<FpxIncentivePeriod> periods = await client.Lookups.GetAsync<FpxIncentivePeriod>(false, None);
        IReadOnlyList<FpxIncentiveStatement> statements = await client.Incentives.GetStatementsAsync(new IncentiveQuery { PaymentPeriodIds = [periods[^1].Id!] }, None);
        Assert.NotEmpty(statements);
        Assert.All(statements.SelectMany(IncentivesEndpoint.Flatten), transaction => Assert.NotNull(transaction.YearPeriod));
        IReadOnlyList<FpxUsage> usage = await client.Usage.GetCurrentAsync(None);
        Assert.All(usage.SelectMany(UsageEndpoint.Flatten), workload => Assert.NotNull(workload.WorkloadId));
        Assert.Contains(usage.SelectMany(UsageEndpoint.Flatten), workload => workload.Claim == FpxWorkloadClaim.Claimed);
        List<FpxReferral> open = await client.Referrals.List(new ReferralQuery { SortColumn = "created", Ascending = true }, ReadRange.All).ToListAsync();
        List<FpxReferral> all = await client.Referrals.List(new ReferralQuery { ShowDeclined = true }, ReadRange.All).ToListAsync();
        Assert.NotEmpty(open);
        Assert.True(all.Count >= open.Count);
        Assert.Equal(all.Count, all.Select(referral => referral.ReferralId).Distinct().Count());
        Assert.NotNull(all[0].PartnerReferralId);
    }

    private static async Task ReadTenantAsync(FpxClient client, Guid tenantId)
    {
        Assert.Equal(tenantId, (await client.Tenants.GetAsync(tenantId, None)).TenantId);
        Assert.NotEmpty(await client.Tenants.GetAssignmentsAsync(tenantId, None));
        IReadOnlyList<FpxMaxEntitlement> seats = await client.Entitlements.GetMaxAsync(tenantId, [], None);
        Assert.All(seats, seat => Assert.NotNull(seat.ServiceName));
        string serviceId = seats.First(seat => seat.MaxEntitlementSeatCount > 0).ServiceId!;
        IReadOnlyList<FpxEntitlement> statuses = await client.Entitlements.GetAsync(tenantId, [serviceId], None);
        Assert.All(statuses, status => Assert.Equal(serviceId, status.ServiceId));
        List<FpxContact> contacts = await client.Contacts.List(tenantId, new ContactQuery(), ReadRange.All).ToListAsync();
        Assert.All(contacts, contact => Assert.Equal(tenantId, contact.TenantId));
        Assert.Equal(contacts.Count, contacts.Select(contact => contact.ContactId).Distinct().Count());
        foreach (FpxNoteCategory category in await client.Lookups.GetAsync<FpxNoteCategory>(false, None))
        {
            List<FpxNote> notes = await client.Notes.List(tenantId, new NoteQuery { NoteCategoryId = category.Id, OldestFirst = true }, ReadRange.All).ToListAsync();
            Assert.All(notes, note => Assert.Equal(category.Id, note.NoteCategory!.Id));
            Assert.Equal(notes.OrderBy(note => note.Created).Select(note => note.Created), notes.Select(note => note.Created));
        }
    }

    private static async Task ReadManyAsync(FpxClient client, List<FpxTenant> tenants)
    {
        long together = 0;
        using (ParentBatch<Guid, FpxEntitlement> batch = client.Entitlements.StartBatch([], result => { Assert.Null(result.Error); together += result.Items.Sum(item => item.EntitlementCount); return Task.CompletedTask; }, None))
        {
            foreach (FpxTenant tenant in tenants.Take(30)) await batch.AddAsync(tenant.TenantId);
            await batch.CompleteAsync();
        }

        long seats = 0;
        using (ParentBatch<Guid, FpxMaxEntitlement> batch = client.Entitlements.StartMaxBatch([], result => { Assert.Null(result.Error); seats += result.Items.Sum(item => item.MaxEntitlementSeatCount); return Task.CompletedTask; }, None))
        {
            foreach (FpxTenant tenant in tenants.Take(30)) await batch.AddAsync(tenant.TenantId);
            await batch.CompleteAsync();
        }

        long alone = 0;
        foreach (FpxTenant tenant in tenants.Take(5)) alone += (await client.Entitlements.GetAsync(tenant.TenantId, [], None)).Sum(item => item.EntitlementCount);
        Assert.True(together >= alone && together > 0 && seats > 0, $"{together} seats together, {alone} alone, {seats} at most");
    }
}
