using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using FastTrackFpx.Hosting;
using FastTrackFpx.Sandbox;
using FastTrackFpx.Tests.Bench;

namespace FastTrackFpx.Tests.Coverage;

/// <summary>
/// Every GET of the specification is made by a cmdlet, over the client, and answered by the sandbox: what one of the three lacks is missing in the
/// sandbox's log.
/// </summary>
public abstract class ReadCoverage : SandboxBench
{
    protected static IEnumerable<ScriptText> EveryRead(object tenant, object service) =>
    [
        $"Get-FpxAdminType",
        $"Get-FpxContactType",
        $"Get-FpxCountryRegion",
        $"Get-FpxNoteCategory",
        $"Get-FpxService -Refresh",
        $"Get-FpxService -FrpOnly",
        $"Get-FpxSkillType",
        $"Get-FpxSurveyLanguage",
        $"Get-FpxTimeZone -Refresh",
        $"Get-FpxEntitlementStatus -Level 1",
        $"Get-FpxEntitlementStatus -Level 2 -Service {service} -L1 Blocked",
        $"Get-FpxEntitlementStatus -Level 3 -Service {service} -L1 Blocked -L2 Customer",
        $"Get-FpxEntitlementStatus -Combination",
        $"Get-FpxReferralAcceptanceStatus",
        $"Get-FpxReferralDeclineReason",
        $"Get-FpxReferralStatus",
        $"Get-FpxReferralServiceValue",
        $"Get-FpxIncentiveProgram",
        $"Get-FpxIncentiveWorkload",
        $"Get-FpxIncentivePeriod",
        $"Get-FpxIncentiveStatement",
        $"Get-FpxTenant",
        $"Get-FpxTenant -TenantId {tenant}",
        $"Get-FpxTenant -TenantId {tenant} -Basic",
        $"Get-FpxTenantAssignment -TenantId {tenant}",
        $"Get-FpxTenant | Get-FpxEntitlement",
        $"Get-FpxTenant | Get-FpxMaxEntitlement",
        $"Get-FpxTenant | Get-FpxContact",
        $"Get-FpxEntitlement -TenantId {tenant}",
        $"Get-FpxEntitlement -TenantId {tenant} -Service {service}",
        $"Get-FpxMaxEntitlement -TenantId {tenant}",
        $"Get-FpxContact -TenantId {tenant}",
        $"Get-FpxNote -TenantId {tenant}",
        $"Get-FpxReferral",
        $"Get-FpxUsage",
    ];

    protected (object Tenant, object Service) OneClaim()
    {
        PSObject seats = Session.Run("Get-FpxTenant -First 1 | Get-FpxMaxEntitlement").Succeeded().Output[0]!;
        return (Of(seats, "TenantId")!, Of(seats, "ServiceId")!);
    }
}

public sealed class ReadCoverageTests : ReadCoverage
{
    [Fact]
    public void Every_read_of_the_specification_is_made_by_a_cmdlet_and_answered_by_the_sandbox()
    {
        (object tenant, object service) = OneClaim();
        foreach (ScriptText read in EveryRead(tenant, service)) Session.Run(read).Succeeded();

        string[] answered = [.. Service.Log.Entries.Where(entry => entry.Status == 200).Select(entry => $"{entry.Method} {entry.Path}").Distinct()];
        Operation[] reads = [.. Specification.Operations.Where(operation => operation.Method == "GET")];
        Assert.True(reads.Length > 30, "The specification was not read.");
        Assert.Empty(reads.Except(answered.Select(Specification.Find)));
    }
}

/// <summary>The same reads of a service that answers with every irregularity the documents show.</summary>
public sealed class QuirkyReadTests : ReadCoverage
{
    protected override void Adjust(SandboxOptions options) => options.Quirks = true;

    [Fact]
    public void Every_read_takes_the_odd_answers_as_well()
    {
        (object tenant, object service) = OneClaim();

        foreach (ScriptText read in EveryRead(tenant, service))
        {
            SessionResult result = Session.Run(read);
            Assert.True(result.AllErrors.Count == 0, $"{read}: {string.Join(Environment.NewLine, result.AllErrors)}");
            Assert.NotEmpty(result.Output);
        }
    }
}
