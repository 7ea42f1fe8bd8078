namespace FastTrackFpx.Tests.Coverage;

/// <summary>Every GET of the specification is made by a cmdlet, over the client, and answered by the sandbox, whichever way the service reads the documents.</summary>
[Trait("Category", "Slow")]
public abstract class ReadCoverage(string readings, string version) : SandboxBench
{
    protected override void Adjust(SandboxOptions options)
    {
        options.Tenants = 60;
        foreach (string[] reading in readings.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(reading => reading.Split('=')))
        {
            if (reading.Length == 1) options.Quirks = true;
            else options.Readings[reading[0]] = reading[1];
        }
    }

    [Fact]
    public void Every_read_succeeds_and_its_records_belong_to_what_was_asked_for()
    {
        (object tenant, object service) = Read();

        Assert.Equal(60, Records<FpxTenant>("Get-FpxTenant").Select(one => one.TenantId).Distinct().Count());
        Assert.All(Records<FpxContact>($"Get-FpxContact {tenant}"), contact => Assert.Equal(tenant, contact.TenantId));
        Assert.All(Records<FpxEntitlement>($"Get-FpxEntitlement {tenant} -Service {service}"), record => Assert.Equal(service, record.ServiceId));
        Assert.All(Records<FpxMaxEntitlement>($"Get-FpxMaxEntitlement {tenant}"), seats => Assert.NotNull(seats.ServiceName));
        FpxNote[] notes = Records<FpxNote>($"Get-FpxNote {tenant} -NoteCategory 2 -OrderByCreated Ascending");
        Assert.All(notes, note => Assert.Equal("2", note.NoteCategory!.Id));
        Assert.Equal(notes.Select(note => note.Created).Order(), notes.Select(note => note.Created));
        FpxReferral[] open = Records<FpxReferral>("Get-FpxReferral -SortColumn created -SortDirection Ascending"), all = Records<FpxReferral>("Get-FpxReferral -IncludeDeclined");
        Assert.True(all.Length >= open.Length && all.DistinctBy(referral => referral.ReferralId).Count() == all.Length && all[0].PartnerReferralId is not null);
        Assert.All(Records<FpxIncentiveTransaction>("Get-FpxIncentiveStatement -ExpandTransaction"), transaction => Assert.NotNull(transaction.YearPeriod));
        Assert.All(Records<FpxIncentiveWorkload>("Get-FpxIncentiveWorkload"), workload => Assert.NotNull(workload.Id));
        Assert.All(Records<FpxIncentivePeriod>("Get-FpxIncentivePeriod"), period => Assert.NotNull(period.YearPeriod));
        FpxWorkloadUsage[] usage = Records<FpxWorkloadUsage>("Get-FpxUsage -ExpandWorkload");
        Assert.All(usage, workload => Assert.NotNull(workload.WorkloadId));
        Assert.Contains(usage, workload => workload.Claim == FpxWorkloadClaim.Claimed);
    }

    [Fact]
    public void Each_tenant_that_is_gone_costs_one_error_and_no_other_tenant() => Assert.All(
        ["Get-FpxTenant", "Get-FpxContact", "Get-FpxEntitlement", "Get-FpxMaxEntitlement", "Get-FpxUsage", "Get-FpxNote", "Get-FpxTenantAssignment"],
        cmdlet =>
        {
            Guid[] ids = [.. Records<FpxTenant>("Get-FpxTenant -First 30").Select(tenant => tenant.TenantId)];
            string[] expected = [.. Session.Run($"{ids} | & {cmdlet}").Succeeded().Output.Select(Session.Text)];
            Guid[] gone = [Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()];
            Guid[] all = [gone[0], .. ids[..7], gone[1], .. ids[7..], gone[2]];
            SessionResult result = Session.Run($"{all} | & {cmdlet}");
            Assert.Equal(expected, result.Output.Select(Session.Text));
            Assert.Equal(gone, result.AllErrors.Select(error => (Guid)(error.TargetObject is PSObject wrapped ? wrapped.BaseObject : error.TargetObject)));
            Assert.All(result.AllErrors, error => Assert.StartsWith("NotFound,", error.FullyQualifiedErrorId));
        });

    protected (object Tenant, object Service) Read()
    {
        Connect(Session, ("ApiVersion", version));
        PSObject seats = Session.Run("Get-FpxTenant -First 1 | Get-FpxMaxEntitlement").Succeeded().Output[0]!;
        (object tenant, object service) = (Of(seats, "TenantId")!, Of(seats, "ServiceId")!);
        foreach (ScriptText read in EveryRead(tenant, service))
        {
            SessionResult result = Session.Run(read);
            Assert.True(result.AllErrors.Count == 0, $"{read}: {string.Join(Environment.NewLine, result.AllErrors)}");
            Assert.NotEmpty(result.Output);
        }

        return (tenant, service);
    }

    private T[] Records<T>(ScriptText script) => [.. Session.Run(script).Succeeded().Values<T>()];

    private T[] Records<T>(string script) => [.. Session.Run(script).Succeeded().Values<T>()];

    private static IEnumerable<ScriptText> EveryRead(object tenant, object service) =>
    [
        $"Get-FpxAdminType", $"Get-FpxContactType", $"Get-FpxCountryRegion", $"Get-FpxNoteCategory", $"Get-FpxService -Refresh",
        $"Get-FpxService -FrpOnly", $"Get-FpxSkillType", $"Get-FpxSurveyLanguage", $"Get-FpxTimeZone -Refresh",
        $"Get-FpxEntitlementStatus -Level 1", $"Get-FpxEntitlementStatus -Level 2 -Service {service} -L1 Blocked",
        $"Get-FpxEntitlementStatus -Level 3 -Service {service} -L1 Blocked -L2 Customer", $"Get-FpxEntitlementStatus -Combination",
        $"Get-FpxReferralAcceptanceStatus", $"Get-FpxReferralDeclineReason", $"Get-FpxReferralStatus", $"Get-FpxReferralServiceValue",
        $"Get-FpxIncentiveProgram", $"Get-FpxIncentiveWorkload", $"Get-FpxIncentivePeriod", $"Get-FpxIncentiveStatement", $"Get-FpxTenant",
        $"Get-FpxTenant -TenantId {tenant}", $"Get-FpxTenant -TenantId {tenant} -Basic", $"Get-FpxTenantAssignment -TenantId {tenant}",
        $"Get-FpxTenant | Get-FpxEntitlement", $"Get-FpxTenant | Get-FpxMaxEntitlement", $"Get-FpxTenant | Get-FpxContact",
        $"Get-FpxEntitlement -TenantId {tenant}", $"Get-FpxEntitlement -TenantId {tenant} -Service {service}",
        $"Get-FpxMaxEntitlement -TenantId {tenant}", $"Get-FpxContact -TenantId {tenant}", $"Get-FpxNote -TenantId {tenant}",
        $"Get-FpxReferral", $"Get-FpxUsage",
    ];
}

public sealed class ReadCoverageTests() : ReadCoverage(string.Empty, "v1.2")
{
    [Fact]
    public void Every_read_of_the_specification_is_made_by_a_cmdlet_with_every_parameter_it_has()
    {
        (object tenant, _) = Read();
        object referral = Session.Run("Get-FpxReferral | Where-Object TenantId | Select-Object -First 1").Succeeded().Output.Single()!;
        foreach (ScriptText read in new ScriptText[]
        {
            $"{referral} | Get-FpxContact -ContactType Customer",
            $"{referral} | Get-FpxNote -NoteCategory 1 -OrderByCreated Descending",
            $"Get-FpxReferral -IncludeDeclined -SearchTerm a -Source 1, 2 -SortColumn created -SortDirection Descending",
            $"Get-FpxIncentiveStatement -Period 1 -TenantId {tenant} -Program 1",
            $"Get-FpxEntitlement -TenantId {tenant} -Service 'Exchange Online', 'Microsoft Teams'",
            $"Get-FpxMaxEntitlement -TenantId {tenant} -Service 'Exchange Online', 'Microsoft Teams'",
        })
            Session.Run(read).Succeeded();

        (Operation? Operation, string Query)[] answered = [.. Service.Log.Entries.Where(entry => entry.Status == 200).Select(entry => (Specification.Find($"{entry.Method} {entry.Path}"), entry.Query))];
        Operation[] reads = [.. Specification.Operations.Where(operation => operation.Method == "GET")];
        Assert.InRange(reads.Length, 35, 60);
        Assert.Empty(reads.Except(answered.Select(call => call.Operation)));
        Assert.Empty(reads.SelectMany(read => read.Query.Where(name => !answered.Any(call => call.Operation == read && Regex.IsMatch(call.Query, $"[?&]{name}="))).Select(name => $"{read}?{name}")));
    }
}

public sealed class QuirkyReadTests() : ReadCoverage("quirks", "v1.1");

public sealed class OldReadingsTests()
    : ReadCoverage("F6=old F27=paged F29=page F30=hasMore F31=group F32=entitlmentCount F36=with F37=uuid F38=integer F39=integer F42=noteCategory unknown-tenant=400", "v1.2")
{
    [Fact]
    public void The_route_of_assignments_that_works_is_remembered()
    {
        Session.Run("Get-FpxTenant").Succeeded();
        Service.Log.Clear();
        Session.Run("Get-FpxTenant | Select-Object -First 3 | ForEach-Object { $_ | Get-FpxTenantAssignment }").Succeeded();
        Assert.Equal(["tenant/assignments", "tenant/assignments", "tenant/assignments"], Service.Log.Entries.Where(entry => entry.Status == 200 && entry.Path.EndsWith("assignments", StringComparison.Ordinal)).Select(entry => entry.Path));
        Assert.Single(Service.Log.Entries, entry => entry.Status == 404);
    }
}

public sealed class UuidReadingsTests() : ReadCoverage("F38=uuid F39=uuid F42=noteCategoryId unknown-tenant=404", "v1");
