using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
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
using Microsoft.AspNetCore.Http;

namespace FastTrackFpx.Client.Tests.Connection;

public class CoverageTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly Guid Id = new("11111111-2222-3333-4444-555555555555");

    [Fact]
    public async Task Every_read_of_the_specification_is_made_by_the_client_with_every_parameter_it_has()
    {
        await using OddServer server = await OddServer.StartAsync(AnswerAsync);
        await CallEverythingAsync(server.Connect());
        List<(Operation? Operation, string Query)> made = [.. server.Requests.Select(Made)];
        Operation[] reads = [.. Specification.Operations.Where(operation => operation.Method == "GET")];
        Assert.InRange(reads.Length, 35, 60);

        Assert.Empty(reads.Except(made.Select(call => call.Operation)));
        Assert.Empty(reads.SelectMany(read => read.Query
            .Where(name => !made.Any(call => call.Operation == read && Regex.IsMatch(call.Query, $"[?&]{name}=")))
            .Select(name => $"{read}?{name}")));
    }

    private static (Operation? Operation, string Query) Made(string line)
    {
        Match call = Regex.Match(line, @"^(?<method>\S+) /ftop/v1\.2/api/(?<path>[^? ]+)(?<query>\S*)");
        return (Specification.Find($"{call.Groups["method"]} {call.Groups["path"]}"), call.Groups["query"].Value);
    }

    private static Task AnswerAsync(HttpContext context)
    {
        string path = context.Request.Path.Value!;
        bool isOne = Regex.IsMatch(path, "api/(partnerT|t)enants/[^/]+$") && !path.EndsWith("ntitlements", StringComparison.Ordinal) && !path.EndsWith("contacts", StringComparison.Ordinal);
        return OddServer.JsonAsync(
            context,
            isOne ? $$"""{"tenantId":"{{Id}}"}""" : path.EndsWith("usage/current", StringComparison.Ordinal) ? """{"customers":[]}""" : "[]");
    }

    private static async Task CallEverythingAsync(FpxClient client)
    {
        var lookups = client.Lookups;
        await Task.WhenAll(
            lookups.GetAsync<FpxAdminType>(false, None), lookups.GetAsync<FpxContactType>(false, None), lookups.GetAsync<FpxCountryRegion>(false, None),
            lookups.GetAsync<FpxNoteCategory>(false, None), lookups.GetAsync<FpxService>(false, None), lookups.GetAsync(Lookup.FrpServices, false, None),
            lookups.GetAsync<FpxSkillType>(false, None), lookups.GetAsync<FpxSurveyLanguage>(false, None), lookups.GetAsync<FpxTimeZone>(false, None),
            lookups.GetAsync<FpxReferralAcceptanceStatus>(false, None), lookups.GetAsync<FpxReferralDeclineReason>(false, None),
            lookups.GetAsync<FpxReferralStatus>(false, None), lookups.GetAsync<FpxReferralServiceValue>(false, None),
            lookups.GetAsync<FpxIncentiveProgram>(false, None), lookups.GetAsync<FpxIncentiveWorkload>(false, None), lookups.GetAsync<FpxIncentivePeriod>(false, None),
            client.EntitlementStatuses.GetL1Async(false, None), client.EntitlementStatuses.GetBelowAsync("1", "a", null, false, None),
            client.EntitlementStatuses.GetBelowAsync("1", "a", "b", false, None), client.EntitlementStatuses.GetCombinationsAsync(false, None));
        await client.Tenants.List(ReadRange.All).ToListAsync();
        await client.Tenants.GetAsync(Id, None);
        await client.Tenants.GetBasicAsync(Id, None);
        await client.Tenants.GetAssignmentsAsync(Id, None);
        await client.Entitlements.GetAsync(Id, ["1"], None);
        await client.Entitlements.GetAsync(Id, ["1", "2"], None);
        await client.Entitlements.GetMaxAsync(Id, ["1", "2"], None);
        await client.Contacts.List(Id, new ContactQuery { ReferralId = 1, ContactTypeId = "2" }, ReadRange.All).ToListAsync();
        await client.Notes.List(Id, new NoteQuery { ReferralId = 1, NoteCategoryId = "2", OldestFirst = true }, ReadRange.All).ToListAsync();
        await client.Referrals.List(new ReferralQuery { SearchTerm = "x", ShowDeclined = true, SourceIds = [1, 2], SortColumn = "created", Ascending = true }, ReadRange.All).ToListAsync();
        await client.Incentives.GetStatementsAsync(new IncentiveQuery { PaymentPeriodIds = ["1"], TenantIds = [Id], ProgramIds = ["1"] }, None);
        await client.Usage.GetCurrentAsync(None);
        await ReadTwoAsync(client.Entitlements.StartBatch([], _ => Task.CompletedTask, None));
        await ReadTwoAsync(client.Entitlements.StartMaxBatch([], _ => Task.CompletedTask, None));
        await ReadTwoAsync(client.Contacts.StartBatch(new ContactQuery(), _ => Task.CompletedTask, None));
    }

    private static async Task ReadTwoAsync<T>(ParentBatch<Guid, T> batch)
    {
        using (batch)
        {
            await batch.AddAsync(Id);
            await batch.AddAsync(Guid.NewGuid());
            await batch.CompleteAsync();
        }
    }
}
