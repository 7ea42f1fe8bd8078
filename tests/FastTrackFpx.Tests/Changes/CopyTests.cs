namespace FastTrackFpx.Tests.Changes;

/// <summary>
/// Records that went through a file, a job, a table or a class, in every culture: an unedited copy changes nothing, and an edit of a copy is
/// what is sent.
/// </summary>
[Trait("Category", "Slow")]
public sealed class CopyTests : WriteBench
{
    private const string Ways = """
        class Seat { [object]$TenantId; [object]$ServiceId; [object]$ServiceIntentId; [object]$L1; [object]$L2; [object]$L3; [object]$EntitlementCount; [object]$TargetDate; [object]$Owner; [object]$NextActionDate; [object]$Notes }
        class Person { [object]$ContactId; [object]$TenantId; [object]$Title; [object]$IsEngaged; [object]$CountryRegion; [object]$Services }
        class Offer { [object]$ReferralId; [object]$ReferralStatus; [object]$ValueAddedServicesSold }
        function Copy-Class($record) {
            $copy = switch ($record.GetType().Name) { 'FpxEntitlement' { [Seat]::new() } 'FpxContact' { [Person]::new() } default { [Offer]::new() } }
            foreach ($property in $copy.PSObject.Properties) { $property.Value = $record.($property.Name) }
            $copy
        }
        function Copy-Row($record) {
            $table = [System.Data.DataTable]::new()
            foreach ($property in $record.PSObject.Properties) { [void]$table.Columns.Add($property.Name, [object]) }
            $row = $table.NewRow()
            foreach ($property in $record.PSObject.Properties) { $row[$property.Name] = $property.Value ?? [DBNull]::Value }
            $table.Rows.Add($row)
            $table.Rows[0]
        }
        function Copy-CliXml($record, $depth) { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($record, $depth)) }
        $ways = [ordered]@{
            Csv = { $r | ConvertTo-Csv | ConvertFrom-Csv }
            Semicolons = { $r | ConvertTo-Csv -Delimiter ';' | ConvertFrom-Csv -Delimiter ';' }
            Json = { $r | ConvertTo-Json | ConvertFrom-Json }
            CliXml = { Copy-CliXml $r 2 }
            Job = { Copy-CliXml $r 1 }
            Select = { $r | Select-Object -Property * }
            Row = { Copy-Row $r }
            Class = { Copy-Class $r }
        }
        $sets = @{ FpxEntitlement = 'Set-FpxEntitlement'; FpxContact = 'Set-FpxContact'; FpxReferral = 'Set-FpxReferral' }
        function Send-Copy($r, $edit) {
            foreach ($way in $ways.Keys) {
                $copy = & $ways[$way]
                if ($null -eq $copy) { throw "$way made no copy." }
                foreach ($name in $edit.Keys) { $copy.$name = $edit[$name] -replace '#', $way }
                $result = $copy | & $sets[$r.GetType().Name] -PassThru -Confirm:$false -ErrorAction Stop | Where-Object { $null -eq $r.ServiceIntentId -or $_.ServiceIntentId -eq $r.ServiceIntentId }
                '{0}: {1}' -f $way, (@($edit.Keys | ForEach-Object { $value = $result.$_; if ($value -is [datetimeoffset]) { $value.ToString('yyyy-MM-dd', [cultureinfo]::InvariantCulture) } else { "$value" } }) -join ' ')
            }
        }
        """;

    private static readonly string[] Names = ["Csv", "Semicolons", "Json", "CliXml", "Job", "Select", "Row", "Class"];

    protected override void Adjust(SandboxOptions options)
    {
        options.Tenants = 24;
        options.RequestsPerMinute = 0;
        options.WithServiceId = true;
    }

    [Theory, InlineData("en-US"), InlineData("de-DE"), InlineData("tr-TR"), InlineData("th-TH"), InlineData("ar-SA")]
    public void A_copy_of_a_status_record_changes_what_was_edited(string culture)
    {
        Session["seat"] = Seats(2)[0];
        Prepare(culture);
        Assert.All(Lines("Send-Copy $seat @{}"), line => Assert.EndsWith(": ", line));
        Assert.Empty(WriteCalls);
        Assert.Equal(Names.Select(way => $"{way}: 2027-03-31 {way}"), Lines("Send-Copy $seat ([ordered]@{ TargetDate = '2027-03-31'; Owner = '#' })"));
        Assert.StartsWith("InvalidInput: ", ErrorOf("$r = $seat; & $ways.Select | ForEach-Object { $_.TargetDate = '1.4.2027'; $_ } | Set-FpxEntitlement"));
        Assert.StartsWith("InvalidInput: ", ErrorOf("& $ways.Json | ForEach-Object { $_.EntitlementCount = '1,5'; $_ } | Set-FpxEntitlement"));
    }

    [Theory, InlineData("en-US"), InlineData("tr-TR"), InlineData("th-TH")]
    public void A_copy_of_a_contact_changes_what_was_edited(string culture)
    {
        Session["contact"] = NewContact();
        Prepare(culture);
        Lines("Send-Copy $contact @{}");
        Assert.Single(WriteCalls);
        Assert.Equal(
            Names.Select(way => $"{way}: {way} Italy False OneDrive Microsoft Teams"),
            Lines("Send-Copy $contact ([ordered]@{ Title = '#'; CountryRegion = 'ITALY'; IsEngaged = 'no'; Services = 'OneDrive; microsoft teams' })"));
        Assert.StartsWith("InvalidInput: ", ErrorOf("$r = $contact; & $ways.Select | ForEach-Object { $_.IsEngaged = 'vielleicht'; $_ } | Set-FpxContact"));
    }

    [Fact]
    public void A_copy_of_a_referral_changes_what_was_edited()
    {
        Session["referral"] = Session.Run("Get-FpxReferral").Succeeded().Values<FpxReferral>().First(referral => referral.Acceptance?.Name == "Accepted");
        Prepare("de-DE");
        Lines("Send-Copy $referral @{}");
        Assert.Empty(WriteCalls);
        Assert.Equal(Names.Select(way => $"{way}: Closed False"), Lines("Send-Copy $referral ([ordered]@{ ReferralStatus = 'closed'; ValueAddedServicesSold = 'no' })"));
    }

    private void Prepare(string culture) => Session.Script($"[cultureinfo]::CurrentCulture = '{culture}'; [cultureinfo]::CurrentUICulture = '{culture}'; {Ways}").Succeeded();
}
