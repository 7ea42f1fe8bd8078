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
    protected static IEnumerable<Step[]> EveryRead(object tenant, object service) =>
    [
        [Step.Of("Get-FpxAdminType")],
        [Step.Of("Get-FpxContactType")],
        [Step.Of("Get-FpxCountryRegion")],
        [Step.Of("Get-FpxNoteCategory")],
        [Step.Of("Get-FpxService", ("Refresh", true))],
        [Step.Of("Get-FpxService", ("FrpOnly", true))],
        [Step.Of("Get-FpxSkillType")],
        [Step.Of("Get-FpxSurveyLanguage")],
        [Step.Of("Get-FpxTimeZone", ("Refresh", true))],
        [Step.Of("Get-FpxEntitlementStatus", ("Level", 1))],
        [Step.Of("Get-FpxEntitlementStatus", ("Level", 2), ("Service", service), ("L1", "Blocked"))],
        [Step.Of("Get-FpxEntitlementStatus", ("Level", 3), ("Service", service), ("L1", "Blocked"), ("L2", "Customer"))],
        [Step.Of("Get-FpxEntitlementStatus", ("Combination", true))],
        [Step.Of("Get-FpxReferralAcceptanceStatus")],
        [Step.Of("Get-FpxReferralDeclineReason")],
        [Step.Of("Get-FpxReferralStatus")],
        [Step.Of("Get-FpxReferralServiceValue")],
        [Step.Of("Get-FpxIncentiveProgram")],
        [Step.Of("Get-FpxIncentiveWorkload")],
        [Step.Of("Get-FpxIncentivePeriod")],
        [Step.Of("Get-FpxIncentiveStatement")],
        [Step.Of("Get-FpxTenant")],
        [Step.Of("Get-FpxTenant", ("TenantId", tenant))],
        [Step.Of("Get-FpxTenant", ("TenantId", tenant), ("Basic", true))],
        [Step.Of("Get-FpxTenantAssignment", ("TenantId", tenant))],
        [Step.Of("Get-FpxTenant"), Step.Of("Get-FpxEntitlement")],
        [Step.Of("Get-FpxTenant"), Step.Of("Get-FpxMaxEntitlement")],
        [Step.Of("Get-FpxTenant"), Step.Of("Get-FpxContact")],
        [Step.Of("Get-FpxEntitlement", ("TenantId", tenant))],
        [Step.Of("Get-FpxEntitlement", ("TenantId", tenant), ("Service", service))],
        [Step.Of("Get-FpxMaxEntitlement", ("TenantId", tenant))],
        [Step.Of("Get-FpxContact", ("TenantId", tenant))],
        [Step.Of("Get-FpxNote", ("TenantId", tenant))],
        [Step.Of("Get-FpxReferral")],
        [Step.Of("Get-FpxUsage")],
    ];

    protected (object Tenant, object Service) OneClaim()
    {
        PSObject seats = Session.Run(Step.Of("Get-FpxTenant", ("First", 1UL)), Step.Of("Get-FpxMaxEntitlement")).Succeeded().Output[0]!;
        return (Of(seats, "TenantId")!, Of(seats, "ServiceId")!);
    }
}

public sealed class ReadCoverageTests : ReadCoverage
{
    [Fact]
    public void Every_read_of_the_specification_is_made_by_a_cmdlet_and_answered_by_the_sandbox()
    {
        (object tenant, object service) = OneClaim();
        foreach (Step[] read in EveryRead(tenant, service)) Session.Run(read).Succeeded();

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

        foreach (Step[] read in EveryRead(tenant, service))
        {
            SessionResult result = Session.Run(read);
            Assert.True(result.AllErrors.Count == 0, $"{string.Join(" | ", read.Select(step => step.Command))}: {string.Join(Environment.NewLine, result.AllErrors)}");
            Assert.NotEmpty(result.Output);
        }
    }
}
