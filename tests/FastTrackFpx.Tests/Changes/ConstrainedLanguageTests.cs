using FastTrackFpx.Tests.Connection;

namespace FastTrackFpx.Tests.Changes;

/// <summary>Alone and last: what PowerShell has once refused to convert in constrained language, it refuses in every session of the process.</summary>
[Trait("Category", "Slow")]
[Collection(nameof(ProcessEnvironment))]
public sealed class ConstrainedLanguageTests : WriteBench
{
    protected override void Adjust(SandboxOptions options)
    {
        options.Tenants = 24;
        options.RequestsPerMinute = 0;
        options.WithServiceId = true;
    }

    [Fact]
    public void Copies_are_sent_as_they_are_in_constrained_language_too()
    {
        Session["seat"] = Seats(2)[0];
        Session["contact"] = NewContact();
        Session["referral"] = Session.Run("Get-FpxReferral").Succeeded().Values<FpxReferral>().First(referral => referral.Acceptance?.Name == "Accepted");
        Session.Runspace.SessionStateProxy.LanguageMode = PSLanguageMode.ConstrainedLanguage;

        foreach (string way in new[] { "ConvertTo-Csv | ConvertFrom-Csv", "Select-Object *", "ConvertTo-Json | ConvertFrom-Json" })
        {
            Assert.Contains("Ada 2027", Lines($"$x = $seat | {way}; $x.Owner = 'Ada'; $x.TargetDate = '2027-03-31'; $x | Set-FpxEntitlement -PassThru | ForEach-Object {{ \"$($_.Owner) $($_.TargetDate.Year)\" }}"));
            Assert.Equal(["False Italy OneDrive"], Lines($"$x = $contact | {way}; $x.IsEngaged = 'no'; $x.CountryRegion = 'Italy'; $x.Services = 'OneDrive'; $x | Set-FpxContact -PassThru | ForEach-Object {{ \"$($_.IsEngaged) $($_.CountryRegion) $($_.Services)\" }}"));
            Assert.Equal(["Closed"], Lines($"$x = $referral | {way}; $x.ReferralStatus = 'Closed'; $x | Set-FpxReferral -PassThru | ForEach-Object {{ \"$($_.ReferralStatus)\" }}"));
            Assert.Single(Lines($"$x = $seat | {way}; $x | Move-FpxEntitlementSeat -To 'Completed' -Count 1 -WhatIf; 'done'"));
        }

        Assert.StartsWith("InvalidInput: Row 1: -IsEngaged: 'maybe' is not yes or no", ErrorOf("$x = $contact | ConvertTo-Csv | ConvertFrom-Csv; $x.IsEngaged = 'maybe'; $x | Set-FpxContact"));
    }

    [Fact]
    public void A_status_is_compared_by_name_in_constrained_language_too()
    {
        PowerShellSession session = Open();
        session.Run($"Set-Variable -Name seats -Value {new[] { new FpxEntitlement { L1 = new FpxLookup { Id = "5", Name = "Blocked" } }, new FpxEntitlement { L1 = new FpxLookup { Id = "1", Name = "Completed" } } }}").Succeeded();
        session.Runspace.SessionStateProxy.LanguageMode = PSLanguageMode.ConstrainedLanguage;
        Assert.Single(session.Run("Invoke-Expression -Command '$seats | Where-Object L1 -eq ''blocked'''").Succeeded().Output);
        Assert.Single(session.Run("Invoke-Expression -Command '$seats | Where-Object L1 -ne ''Blocked'''").Succeeded().Output);
        Assert.Single(session.Run("Invoke-Expression -Command '$seats | Where-Object { $_.L1 -in ''Blocked'', ''Other'' }'").Succeeded().Output);
        Assert.Contains("Blocked", string.Concat(session.Run("Invoke-Expression -Command '$seats | Format-Table | Out-String -Width 120'").Succeeded().Values<string>()));
    }
}
