using System;
using System.Collections.Generic;
using System.Linq;
using FastTrackFpx.EngineHost;
using FastTrackFpx.Sandbox;
using FastTrackFpx.Tests.Changes;

namespace FastTrackFpx.Tests.Coverage;

/// <summary>Every write of the specification is made by a cmdlet, and none of them by -WhatIf.</summary>
public sealed class WriteCoverageTests : WriteBench
{
    protected override void Adjust(SandboxOptions options) => options.Tenants = 80;

    [Fact]
    public void WhatIf_reads_and_writes_nothing()
    {
        foreach (Step write in EveryWrite())
        {
            int writesBefore = WriteCalls.Count;
            SessionResult result = Session.Run(Step.Of(write.Command, [.. write.Parameters, ("WhatIf", true)]));
            Assert.True(result.AllErrors.Count == 0, $"{write.Command}: {string.Join(Environment.NewLine, result.AllErrors)}");
            Assert.Contains(result.HostLines, line => line.StartsWith("What if:", StringComparison.Ordinal));
            Assert.Equal(writesBefore, WriteCalls.Count);
        }
    }

    [Fact]
    public void Every_write_of_the_specification_is_made_by_a_cmdlet_and_carried_out_by_the_sandbox()
    {
        PowerShellSession older = Open();
        Connect(older, ("ApiVersion", "v1.1"));
        foreach (Step write in EveryWrite()) Session.Run(Step.Of(write.Command, [.. write.Parameters, ("Confirm", false)])).Succeeded();
        FpxContact contact = NewContact();
        older.Run("Set-FpxContact", ("TenantId", contact.TenantId), ("ContactId", contact.ContactId), ("Title", "Admiral"), ("Confirm", false)).Succeeded();

        string[] carriedOut = [.. Service.Log.Entries.Where(entry => entry.Status is >= 200 and < 300).Select(entry => $"{entry.Method} {entry.Path}").Distinct()];
        IReadOnlyList<OperationPattern> operations = OperationPattern.All();
        Assert.Empty(operations.Where(operation => operation.Method != "GET" && !carriedOut.Any(call => operation.Takes(call, operations))).Select(operation => operation.ToString()));
    }

    private Step[] EveryWrite()
    {
        IReadOnlyList<FpxEntitlement> seats = Seats(2);
        FpxContact contact = NewContact();
        FpxReferral[] pending = [.. Session.Run("Get-FpxReferral").Succeeded().Values<FpxReferral>().Where(referral => referral.Acceptance?.Name == "Pending")];
        FpxReferral accepted = Session.Run("Get-FpxReferral").Succeeded().Values<FpxReferral>().First(referral => referral.Acceptance?.Name == "Accepted");
        string status = Session.Run("Get-FpxReferralStatus").Succeeded().Values<FpxReferralStatus>()[0].Name!;
        string reason = Session.Run("Get-FpxReferralDeclineReason").Succeeded().Values<FpxReferralDeclineReason>()[0].Name!;
        return
        [
            Step.Of("Move-FpxEntitlementSeat", ("TenantId", seats[0].TenantId), ("Service", seats[0].ServiceId), ("From", seats[0].L1!.Name), ("To", seats[1].L1!.Name), ("Count", 1L)),
            Step.Of("New-FpxContact", [.. Fields(Tenant, "Grace Hopper").Select(field => ((string?)field.Name, field.Value))]),
            Step.Of("Set-FpxContact", ("TenantId", contact.TenantId), ("ContactId", contact.ContactId), ("Title", "Admiral")),
            Step.Of("Remove-FpxContact", ("TenantId", contact.TenantId), ("ContactId", contact.ContactId)),
            Step.Of("New-FpxNote", ("TenantId", Tenant), ("Text", "Kick-off held."), ("NoteCategory", "1")),
            Step.Of("Approve-FpxReferral", ("PartnerReferralId", pending[0].PartnerReferralId)),
            Step.Of("Deny-FpxReferral", ("PartnerReferralId", pending[1].PartnerReferralId), ("DeclineReason", reason)),
            Step.Of("Set-FpxReferral", ("PartnerReferralId", accepted.PartnerReferralId), ("ReferralStatus", status)),
        ];
    }
}
