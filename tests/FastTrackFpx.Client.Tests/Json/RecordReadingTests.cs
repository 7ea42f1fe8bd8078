using FastTrackFpx.Incentives;
using FastTrackFpx.Usage;

namespace FastTrackFpx.Client.Tests.Json;

/// <summary>Records as the documents show them, with what is irregular in there.</summary>
public class RecordReadingTests
{
    private static readonly Guid Tenant = new("11111111-2222-3333-4444-555555555555");

    [Fact]
    public async Task Tenants_are_read_in_any_case_and_with_ids_and_numbers_of_any_form()
    {
        List<FpxTenant> tenants = await ReadAsync("partnerTenants", """
            {"count":2,"hasMore":false,"items":[
              {"tenantId":"11111111222233334444555555555555","tpid":"123","name":"Dummy 1","claimedWorkloads":[{"id":456,"name":"W1"},{"id":"0789","name":null}],"extra":{"x":1}},
              {"TenantId":"98765432-10AB-cdef-0123-456789abcdef","Tpid":9876543210,"Name":"Dummy 2","claimedWorkloads":null},
              null]}
            """, client => client.Tenants.List());

        Assert.Equal([Tenant, new Guid("98765432-10ab-cdef-0123-456789abcdef")], tenants.Select(tenant => tenant.TenantId));
        Assert.Equal([(123L, "Dummy 1"), (9876543210L, "Dummy 2")], tenants.Select(tenant => (tenant.Tpid!.Value, tenant.Name!)));
        Assert.Equal(["456", "789"], tenants[0].ClaimedWorkloads!.Select(workload => workload.Id));
        Assert.Null(tenants[1].ClaimedWorkloads);
    }

    [Fact]
    public async Task A_contact_keeps_its_first_name_and_its_ids_of_every_kind()
    {
        FpxContact contact = Assert.Single(await ReadAsync($"tenants/{Tenant}/contacts", """
            {"rfaId":null,"count":1,"hasMore":false,"items":[{"contactId":"AAAAAAAABBBBCCCCDDDDEEEEEEEEEEEE","tenantId":"11111111222233334444555555555555",
             "name":"Ada","email":null,"isEngaged":"true","created":"2022-03-04T05:06:07","modified":"2022-03-04T05:06:07+02:00",
             "timezone":{"id":"{99999999-0000-0000-0000-000000000001}","name":"EST"},"id":"99999999-0000-0000-0000-000000000009","name":"Stray",
             "adminType":{"id":"0123","name":"A"},"contactType":{"id":2,"name":"C"},"surveyLanguage":null,"countryRegion":{},
             "skillTypes":[{"id":1,"name":"S1"},null,{"id":"2","name":null}],"services":[]}]}
            """, client => client.Contacts.List(Tenant, new ContactQuery())));

        Assert.Equal((new Guid("aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"), Tenant, "Ada"), (contact.ContactId, contact.TenantId, contact.Name));
        Assert.Equal("99999999-0000-0000-0000-000000000001", contact.TimeZone!.Id);
        Assert.Equal(("123", "2"), (contact.AdminType!.Id, contact.ContactType!.Id));
        Assert.Equal(new DateTimeOffset(2022, 3, 4, 5, 6, 7, TimeSpan.Zero), contact.Created);
        Assert.Equal(new DateTimeOffset(2022, 3, 4, 5, 6, 7, TimeSpan.FromHours(2)), contact.Modified);
        Assert.Equal(TimeSpan.FromHours(2), contact.Modified!.Value.Offset);
        Assert.True(contact.IsEngaged);
        Assert.Equal(["1", "2"], contact.SkillTypes!.Select(skill => skill.Id));
        Assert.Null(contact.SurveyLanguage);
        Assert.Empty(contact.Services!);
    }

    [Fact]
    public async Task A_note_knows_the_tenant_that_stands_beside_the_list()
    {
        FpxNote note = Assert.Single(await ReadAsync($"tenants/{Tenant}/notes", """
            {"rfaId":77,"count":1,"hasMore":false,"tenantId":"11111111222233334444555555555555","tenantName":"T","items":[{"text":"x","noteCategory":{"id":1,"name":"N"},"created":null}]}
            """, client => client.Notes.List(Tenant)));

        Assert.Equal((Tenant, "T", 77L, "1"), (note.TenantId, note.TenantName, note.ReferralId!.Value, note.NoteCategory!.Id));
    }

    [Fact]
    public async Task A_referral_is_claimed_as_a_whole_or_by_its_workloads()
    {
        List<FpxReferral> referrals = await ReadAsync("partnerReferrals", """
            {"count":2,"hasMore":false,"items":[
             {"id":1,"claimed":true,"workloads":[{"id":1,"name":"W"}],"acceptance":null,"valueAddedServicesSold":null,"partnerReferralId":"11111111222233334444555555555555"},
             {"id":"2","workloads":[{"id":1,"name":"W","claimed":false}],"tenantId":"","acceptance":{"id":"11111111222233334444555555555555","name":"Accepted"}}]}
            """, client => client.Referrals.List(new ReferralQuery()));

        Assert.Equal((true, null), (referrals[0].Claimed, referrals[0].Workloads![0].Claimed));
        Assert.Equal((null, false), (referrals[1].Claimed, referrals[1].Workloads![0].Claimed));
        Assert.Equal((2L, Tenant, null), (referrals[1].ReferralId, referrals[0].PartnerReferralId!.Value, referrals[1].PartnerReferralId));
        Assert.Equal(Tenant.ToString(), referrals[1].Acceptance!.Id);
    }

    [Fact]
    public async Task Money_keeps_all_its_digits_wherever_the_field_stands()
    {
        await using OddServer server = await OddServer.StartAsync(("incentives/Statements", """
            [{"partnerName":"P","yearPeriod":{"id":5,"yearPeriod":202501,"yearPeriodRange":"Jan-Jun"},"totalPaidUSD":0.1,"totalPaidLocal":"12345678901234567.89",
              "transactions":[{"tenantName":"T","workload":{"workloadId":7,"name":"Teams","program":{"id":1,"name":"F"},"milestone":"M1","paymentUSD":1234.5678901234},"paymentLocal":79228162514264337593543950335},
                              {"milestone":"M2","payableGrowth":3,"workload":null}]}]
            """));

        FpxIncentiveStatement statement = Assert.Single(await server.Connect().Incentives.GetStatementsAsync(new IncentiveQuery(), CancellationToken.None));
        IReadOnlyList<FpxIncentiveTransaction> transactions = IncentivesEndpoint.Flatten(statement);

        Assert.Equal((0.1m, 12345678901234567.89m), (statement.TotalPaidUSD, statement.TotalPaidLocal));
        Assert.Equal(("M1", 1234.5678901234m, decimal.MaxValue), (transactions[0].Milestone, transactions[0].PaymentUSD, transactions[0].PaymentLocal));
        Assert.Equal(("M2", 3m, "P", 202501L), (transactions[1].Milestone, transactions[1].PayableGrowth, transactions[1].PartnerName, transactions[1].YearPeriod!.YearPeriod));
        Assert.Equal(("7", "1"), (transactions[0].Workload!.Id, transactions[0].Workload!.Program!.Id));
    }

    [Fact]
    public async Task Usage_is_read_under_either_case_and_flat_rows_tell_who_claimed()
    {
        await using OddServer server = await OddServer.StartAsync(("usage/current", """
            {"dateLastUpdated":"2025-06-01T00:00:00Z","Customers":[{"customerId":"11111111222233334444555555555555","customerName":"C","tags":["FRP","EDU"],
             "workloads":[{"workloadId":"EXO","hwm":3000000000,"usage":12.5,"potentialEarnings":null}],"unclaimedWorkloads":[{"workloadId":"SPO"}],"excludedWorkloads":["Teams"]}]}
            """));

        FpxUsage usage = Assert.Single(await server.Connect().Usage.GetCurrentAsync(CancellationToken.None));
        IReadOnlyList<FpxWorkloadUsage> rows = UsageEndpoint.Flatten(usage);

        Assert.Equal([("EXO", FpxWorkloadClaim.Claimed), ("SPO", FpxWorkloadClaim.Unclaimed), ("Teams", FpxWorkloadClaim.Excluded)], rows.Select(row => (row.WorkloadId!, row.Claim)));
        Assert.Equal((3_000_000_000L, 12.5, "FRP; EDU"), (rows[0].Hwm!.Value, rows[0].Usage!.Value, usage.Tags));
        Assert.All(rows, row => Assert.Equal((Tenant, 2025), (row.TenantId, row.DateLastUpdated!.Value.Year)));
    }

    [Theory]
    [InlineData("""{"FTM":{"id":"1","name":"Ada","isPrimary":true,"primaryServices":[{"id":1,"name":"S"}],"additionalServices":[{"id":2}]},"Empty":null}""")]
    [InlineData("""{"FTM":[{"id":1,"name":"Ada","isPrimary":1,"primaryServices":[{"id":"01","name":"S"}],"additionalServices":[{"id":"2"}]}]}""")]
    [InlineData("""[{"assignment":"FTM","id":1,"name":"Ada","isPrimary":"true","primaryServices":[{"id":"1","name":"S"}],"additionalServices":[{"id":"2"}]}]""")]
    public async Task Assignments_are_a_map_of_people_however_it_is_drawn(string json)
    {
        await using OddServer server = await OddServer.StartAsync(($"tenants/{Tenant}/assignments", json));
        FpxTenantAssignment person = Assert.Single(await server.Connect().Tenants.GetAssignmentsAsync(Tenant, CancellationToken.None));
        Assert.Equal(("FTM", "Ada", true, "1", "2"), (person.Assignment, person.Name, person.IsPrimary, person.PrimaryServices![0].Id, person.AdditionalServices![0].Id));
        Assert.Equal(Tenant, person.TenantId);
    }

    [Theory]
    [InlineData("""[{"id":1,"name":"S","l1s":[{"id":"a","name":"A","l2s":[{"id":"b","name":"B","l3s":[{"id":"c","name":"C"},{"id":"d","name":"D"}]},{"id":"e","name":"E"}]},{"id":"f","name":"F","l2s":null}]}]""")]
    [InlineData("""[{"Service":{"id":1,"name":"S","l1s":[{"id":"a","name":"A","l2s":[{"id":"b","name":"B","l3s":[{"id":"c","name":"C"},{"id":"d","name":"D"}]},{"id":"e","name":"E","l3s":[]}]},{"id":"f","name":"F"}]}}]""")]
    public async Task Combinations_are_one_row_for_each_leaf(string json)
    {
        await using OddServer server = await OddServer.StartAsync(("entitlements/l1l2l3s", json));
        IReadOnlyList<FpxStatusCombination> rows = await server.Connect().EntitlementStatuses.GetCombinationsAsync(false, CancellationToken.None);
        Assert.Equal(["S / A / B / C", "S / A / B / D", "S / A / E", "S / F"], rows.Select(row => row.ToString()));
    }

    private static async Task<List<T>> ReadAsync<T>(string path, string json, Func<FpxClient, PagedSequence<T>> list)
    {
        await using OddServer server = await OddServer.StartAsync((path, json));
        return await list(server.Connect()).ToListAsync();
    }
}
