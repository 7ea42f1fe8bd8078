namespace FastTrackFpx.Tests.Parameters;

/// <summary>
/// Input in many forms and cultures, a line each: the culture, a script, and what it must come to. An outcome is the output, then an error as its id with the
/// beginning of its message behind "!", then the number of changes on the service behind "#", if any.
/// </summary>
[Trait("Category", "Slow")]
public sealed class VariantTests : WriteBench
{
    private const string EachSeat = "$e = $seats | Select-Object *";
    private const string Sent = "| Set-FpxEntitlement -PassThru | Where-Object ServiceIntentId -EQ $seats[0].ServiceIntentId | ForEach-Object";
    private const string Table = "$t = @{}; $seats | ForEach-Object { $t[$_.L1.Name] = $_.EntitlementCount }; $t[$seats[0].L1.Name] = @{ Count = $seats[0].EntitlementCount; ";
    private const string SetTable = "}; Set-FpxEntitlement $seats[0].TenantId $seats[0].ServiceId -Status $t -PassThru | Where-Object ServiceIntentId -EQ $seats[0].ServiceIntentId | ForEach-Object { $_.TargetDate.ToString('u') }";

    protected override void Adjust(SandboxOptions options)
    {
        options.WithServiceId = true;
        options.RequestsPerMinute = 0;
    }

    [Fact]
    public void An_edit_is_what_is_sent_or_an_error() => Check(
    [
        ("tr-TR", "$c.CountryRegion = 'italy'; $c | Set-FpxContact -PassThru | ForEach-Object { \"$($_.CountryRegion)\" }", "Italy # 1"),
        ("tr-TR", "$c.ContactType = 'CUSTOMER'; $c.TimeZone = $null; $c | Set-FpxContact -WhatIf", ""),
        ("az-Latn-AZ", "$c | Set-FpxContact -CountryRegion 'INDIA' -PassThru | ForEach-Object { \"$($_.CountryRegion)\" }", "India # 1"),
        ("de-DE", "$c.IsEngaged = 'ja'; $c | Set-FpxContact", "! *"),
        // The record was read before the last change.
        ("en-US", "$c.Modified = '2020-01-05'; $c | Set-FpxContact", ""),
        ("en-US", $"$e = $seats[0]; $e.ServiceId = $null; $e.Owner = 'Ada'; $e {Sent} Owner", "Ada # 1"),
        ("en-US", "$e = $seats[0]; $e.ServiceId = $e.ServiceName = $null; $e | Set-FpxEntitlement", "! InvalidInput: -InputObject: the record "),
        ("en-US", $"$e = $seats[0]; $e.L1 = (Get-FpxEntitlementStatus -Level 1 | Where-Object Name -NotIn $seats.L1.Name)[0].Name; $e.L2 = $e.L3 = $null; $e {Sent} {{ $_.L1 -eq $e.L1 }}", "True # 1"),
        ("en-US", "$r.Acceptance = 'Declined'; $r | Set-FpxReferral", "! InvalidInput: "),
        ("en-US", $"{Table} TargetDate = [datetimeoffset]'2027-03-31T00:00:00-10:00' {SetTable}", "2027-03-31 00:00:00Z # 1"),
        ("en-US", $"{Table} TargetDate = '03/04/2027' {SetTable}", "! InvalidInput: "),
        ("ar-SA", "$e = $seats[0]; $e.NextActionDate = [datetime]::new(2027, 3, 31); $e | Set-FpxEntitlement -PassThru | Where-Object ServiceIntentId -EQ $e.ServiceIntentId | ForEach-Object { $_.NextActionDate.UtcDateTime.ToString('u', [cultureinfo]::InvariantCulture) }", "2027-03-31 00:00:00Z # 1"),
        ("th-TH", "$e = $seats[0]; $e.NextActionDate = '2027-04-01'; $e | Set-FpxEntitlement -PassThru | Where-Object ServiceIntentId -EQ $e.ServiceIntentId | ForEach-Object { $_.NextActionDate.UtcDateTime.ToString('u', [cultureinfo]::InvariantCulture) }", "2027-04-01 00:00:00Z # 1"),
        ("fa-IR", $"{EachSeat}; $e[0].NextActionDate = '1406-01-11'; $e[0] | Set-FpxEntitlement -WhatIf", ""),
        ("de-DE", $"{EachSeat}; $e[0].NextActionDate = '31.03.2027'; $e[0] | Set-FpxEntitlement", "! InvalidInput: Row 1: -InputObject: Cannot convert the input to FpxEntitlement. NextActionDate: '31.03.2027' is not an ISO 8601 date."),
        ("th-TH", $"{EachSeat}; $e[0].TargetDate = '31/3/2570'; $e[0] | Set-FpxEntitlement", "! InvalidInput: Row 1: -InputObject: Cannot convert the input to FpxEntitlement. TargetDate: '31/3/2570' is not an ISO 8601 date."),
        ("de-DE", $"{EachSeat}; $e[0].EntitlementCount = '1.000'; $e[0] | Set-FpxEntitlement", "! InvalidInput: Row 1: -InputObject: Cannot convert the input to FpxEntitlement. EntitlementCount: '1.000' is not a whole number"),
        ("de-DE", $"{EachSeat}; $e[0].EntitlementCount = 1.5; $e[0] | Set-FpxEntitlement", "! InvalidInput: Row 1: -InputObject: Cannot convert the input to FpxEntitlement. EntitlementCount: '1,5' is not a whole number"),
        ("ar-SA", $"{EachSeat}; $e[0].EntitlementCount = '٥'; $e[0] | Set-FpxEntitlement", "! InvalidInput: Row 1: -InputObject: Cannot convert the input to FpxEntitlement. EntitlementCount: '٥' is not a whole number"),
        ("tr-TR", $"{EachSeat}; $e[0].L1 = 'bılınmeyen'; $e[0] | Set-FpxEntitlement", "! UnknownName: Row 1: -L1: 'bılınmeyen' is not a known name or id."),
        ("de-DE", "$r.ReferralStatus = 'geschlossen'; $r | Set-FpxReferral", "! UnknownName: -ReferralStatus: 'geschlossen' is not a known name or id."),
        ("en-US", "$r | Select-Object * | ForEach-Object { $_.ValueAddedServicesSold = 'sold'; $_ } | Set-FpxReferral", "! InvalidInput: Row 1: -InputObject: Cannot convert the input to FpxReferral. ValueAddedServicesSold: 'sold' is neither true nor false."),
        ("en-US", "[pscustomobject]@{ ContactId = $c.ContactId; Title = @('a', 'b') } | Set-FpxContact", "! InvalidInput: Row 1: -Title: 'System.Object[]' is not text."),
        ("de-DE", "[pscustomobject]@{ ContactId = $c.ContactId; Title = Get-Date } | Set-FpxContact", "! InvalidInput: Row 1: -Title: "),
        ("en-US", "'{ \"Evidence\": \"2027-03-31T10:00:00Z\", \"Phone\": 42 }' | ConvertFrom-Json | Add-Member ContactId $c.ContactId -PassThru | Set-FpxContact", "! InvalidInput: Row 1: -Evidence: "),
        ("en-US", "'{ \"Phone\": 42, \"Note\": true }' | ConvertFrom-Json | Add-Member ContactId $c.ContactId -PassThru | Set-FpxContact -PassThru | ForEach-Object { \"$($_.Phone) $($_.Note)\" }", "42 True # 1"),
        ("en-US", "[pscustomobject]@{ TenantId = $seats[0].TenantId; ServiceId = $seats[0].ServiceId; ServiceIntentId = $seats[0].ServiceIntentId; Owner = @('a', 'b') } | Set-FpxEntitlement", "! InvalidInput: Row 1: -Owner: "),
        ("en-US", "Set-FpxEntitlement $seats[0].TenantId $seats[0].ServiceId -Status @{ $seats[0].L1.Name = @{ Count = $seats[0].EntitlementCount; Owner = @('a', 'b') } }", "! InvalidInput: Owner is not text: "),
        ("de-DE", "Set-FpxEntitlement $seats[0].TenantId $seats[0].ServiceId -Status @{ $seats[0].L1.Name = '1.000' }", "! *"),
        ("en-US", "[pscustomobject]@{ TenantId = $c.TenantId; Name = @{ a = 1 }; Email = 'a@example.com'; Title = 't'; SurveyEligible = 'yes'; CountryRegion = 'Italy'; SurveyLanguage = 'English'; ContactType = 1; Service = 3 } | New-FpxContact", "! InvalidInput: Row 1: -Name: "),
        ("en-US", "$c | Select-Object * | ForEach-Object { $_.Title = @('a', 'b'); $_ } | Set-FpxContact", "! *"),
        ("en-US", "$c | Select-Object * | ForEach-Object { $_.Title = @{ a = 1 }; $_ } | Set-FpxContact", "! *"),
        ("en-US", "$c | Select-Object * | ForEach-Object { $_.Title = [pscustomobject]@{ a = 1 }; $_ } | Set-FpxContact", "! *"),
        ("en-US", $"{EachSeat}; $e[0].Owner = @('Ada', 'Grace'); $e[0] | Set-FpxEntitlement", "! *"),
        ("en-US", $"{EachSeat}; $e[0].Notes = Get-Process -Id $PID; $e[0] | Set-FpxEntitlement", "! *"),
        ("en-US", "[pscustomobject]@{ TenantId = $c.TenantId; Text = Get-Date; NoteCategory = 1 } | New-FpxNote", "! *"),
    ]);

    [Fact]
    public void An_edit_that_cannot_be_sent_is_an_error_with_WhatIf_too() => Check(
    [
        .. Edits("$c", "Set-FpxContact", "! UnknownName: ",
        [
            "CountryRegion = 'Atlantis'", "Services = 'OneDrive','Atlantis'", "ContactType = '99999'", "CountryRegion.Id = '99999'", "CountryRegion = 'Austr*'", "TimeZone = Get-FpxCountryRegion Germany",
            "SkillTypes = Get-FpxCountryRegion Germany",
        ]),
        .. Edits("$c", "Set-FpxContact", "! *",
        [
            "CreatedBy = 'me'", "TenantName = 'Another'", "Name = '  '", "Title = \"half a $([char]0xD83D) pair\"", "Services = 'OneDrive', $misspelt", "Services = 'OneDrive', ''", "IsEngaged = 'nein'", "IsEngaged = 2",
            "CountryRegion = Get-Date", "ContactType = (Get-FpxAdminType)[1]", "SkillTypes = (Get-FpxService)[1]", "SurveyLanguage = (Get-FpxTimeZone)[3]", "SurveyLanguage = (Get-FpxTimeZone)[3] | Select-Object Id, Name",
            "CountryRegion = 'Italy', 'Germany'", "CountryRegion = @{ Land = 'Italy' }", "Created = '2020-01-01T00:00:00Z'", "ContactId = [guid]::NewGuid()",
        ]),
        .. Edits("$seats[0]", "Set-FpxEntitlement", "! InvalidInput: -TenantId: the tenant of a status record cannot be changed.", ["TenantId = [guid]::NewGuid()"]),
        .. Edits("$seats[0]", "Set-FpxEntitlement", "! InvalidInput: -ServiceId: the service of a status record cannot be changed.", ["ServiceId = '4'"]),
        .. Edits("$seats[0]", "Set-FpxEntitlement", "! InvalidInput: -TenantName: tenant ", ["TenantName = 'Another'"]),
        .. Edits("$seats[0]", "Set-FpxEntitlement", "! InvalidInput: -ServiceName: service ", ["ServiceName = 'Another'"]),
        .. Edits("$seats[0]", "Set-FpxEntitlement", "! UnknownName: -L2: 'Bogus' is not a known name or id.", ["L2 = 'Bogus'"]),
        .. Edits("$seats[0]", "Set-FpxEntitlement", "! RuleBroken: -InputObject: A record with ", ["L1 = $null"]),
        .. Edits("$seats[0]", "Set-FpxEntitlement", "! RuleBroken: -InputObject: ", ["EntitlementCount = -1"]),
        .. Edits("$seats[0]", "Set-FpxEntitlement -SkipValidation", "! InvalidInput: -Owner: The text has half of a surrogate pair at position 8.", ["Owner = \"half a $([char]0xD83D) pair\""]),
        .. Edits("$seats[0]", "Set-FpxEntitlement -SkipValidation", "! InvalidInput: -Notes: The text has a NUL character at position 4.", ["Notes = \"cut`0off\""]),
    ]);

    private static IEnumerable<(string Culture, string Script, string Outcome)> Edits(string record, string cmdlet, string outcome, string[] edits) =>
        from edit in edits
        from choice in new[] { "-WhatIf", "-Confirm:$false" }
        select ("en-US", $"$e = {record}; $e.{edit}; $e | {cmdlet} {choice}", outcome);

    [Fact]
    public void Copies_of_records_bind_and_rows_that_do_not_are_errors() => Check(
    [
        ("ar-SA", "$c | ConvertTo-Json | ConvertFrom-Json -AsHashtable | ForEach-Object { [pscustomobject]$_ } | Set-FpxContact", ""),
        ("en-US", "class Change { [guid]$ContactId; [guid]$TenantId; [string]$Title }; [Change]@{ ContactId = $c.ContactId; TenantId = $c.TenantId; Title = 'By class' } | Set-FpxContact -PassThru | ForEach-Object Title", "By class # 1"),
        ("en-US", "class Late { [string]$ContactId; [string]$IsEngaged }; [Late]@{ ContactId = $c.ContactId; IsEngaged = 'later' } | Set-FpxContact", "! InvalidInput: Row 1: -IsEngaged: 'later' is not yes or no"),
        ("en-US", "$t = [System.Data.DataTable]::new(); 'ReferralId', 'ReferralStatus' | ForEach-Object { $null = $t.Columns.Add($_) }; $null = $t.Rows.Add([object[]]@($r.ReferralId, 'Closed')); $t.Rows | Set-FpxReferral -PassThru | ForEach-Object { \"$($_.ReferralStatus)\" }", "Closed # 1"),
        ("en-US", "$t = [System.Data.DataTable]::new(); $null = $t.Columns.Add('ReferralId', [double]); $null = $t.Rows.Add([object[]]@(5003.6)); $t.Rows | Approve-FpxReferral", "! InvalidInput: Row 1: -ReferralId: '5003.6'"),
        ("de-DE", "$t = [System.Data.DataTable]::new(); 'TenantId', 'Service', 'From', 'To' | ForEach-Object { $null = $t.Columns.Add($_) }; $null = $t.Columns.Add('Count', [decimal]); $null = $t.Rows.Add([object[]]@($seats[0].TenantId, $seats[0].ServiceId, $seats[0].L1.Name, $seats[1].L1.Name, 1.5)); $t.Rows | Move-FpxEntitlementSeat", "! InvalidInput: Row 1: -Count: '1,5' is not a whole number."),
        ("en-US", "@{ ContactId = $c.ContactId; Title = 'By table' } | Set-FpxContact", "! *"),
        ("en-US", "[ordered]@{ TenantId = $c.TenantId; Name = 'Table' } | New-FpxContact", "! *"),
        ("en-US", "'Ada' | New-FpxContact", "! *"),
        ("en-US", "42 | Set-FpxReferral", "! *"),
        ("en-US", "$c | Set-FpxReferral", "! *"),
        ("en-US", "$r | Set-FpxContact", "! *"),
        ("en-US", "$c | Set-FpxEntitlement", "! *"),
        ("en-US", "$r | Remove-FpxContact -Confirm:$false", "! *"),
        ("en-US", "Get-Date | New-FpxNote -TenantId $c.TenantId -NoteCategory 1", "! *"),
        ("en-US", "[pscustomobject]@{ id = $c.ContactId } | Remove-FpxContact -Confirm:$false", "! InvalidInput: Row 1: -ContactId: the input has none."),
    ]);

    [Fact]
    public void Text_that_could_mean_two_things_is_refused() => Check(
    [
        .. Refused("en-US", "Get-FpxReferral -Source '{0}'", "'{0}' is not a whole number. Write digits only", ["5003.6", "1.000", "1,000", "1,5", "5kb", "0x10", "1e3", "5,6", "\u0665"]),
        .. Refused("en-US", "Get-FpxReferral -ReferralId '{0}'", "'{0}' is not a whole number. Write digits only", ["5 001", "5\u00A0001", "５００１"]),
        .. Refused("de-DE", "Get-FpxReferral -Source {0}", "", ["'5.001'", "5.5", "([double]::NaN)", "([decimal]::MaxValue)", "$true", "'5;;x'"]),
        .. Refused("th-TH", "Get-FpxChange -Since '{0}'", "'{0}' is not a date in ISO 8601 format. Write 2027-03-31", ["1.4.2027", "03/04/2027", "13/04/2027", "12:30", "2027-4-1", "April 2027", "20270401", "31/3/2570"]),
        .. Refused("fa-IR", "Get-FpxChange -Until {0}", "", ["'۲۰۲۷-۰۳-۳۱'", "20270331", "'2027-02-30'", "'2027-03-31T25:00'", "([timespan]'1')"]),
        .. new[]
        {
            "Measure-FpxPlan -TenantCount 1.5", "Measure-FpxPlan -NotesPerTenant '1.000'", "Watch-FpxReferral -Once -IntervalSec 1.5 -BookmarkPath TestDrive:/x", "Get-FpxEntitlementStatus -Level 1.6",
            "Connect-FpxService -Environment Sandbox -TimeoutSec 5.5", "Connect-FpxService -Environment Sandbox -RequestsPerMinute '1.000'", "Resolve-FpxChange -InputObject @()",
        }.Select(script => ("de-DE", script, "! *")),
        ("en-US", "Move-FpxEntitlementSeat $c.TenantId 3 -From $misspelt -To Completed -Count 1 -WhatIf", "! InvalidInput: -From: the value is null."),
        ("en-US", "Move-FpxEntitlementSeat $c.TenantId 3 -From Blocked -To Completed -Count $misspelt", "! InvalidInput: -Count: the value is null."),
        ("tr-TR", "Get-FpxUsage -Workload 'mıcrosoft teams'", "! UnknownName: "), ("tr-TR", "@(Get-FpxUsage -Workload 'MICROSOFT TEAMS' -ExpandWorkload).Count -gt 0", "True"),
        ("en-US", "Get-FpxIncentiveStatement -Program 'Bogus'", "! UnknownName: "), ("en-US", "Get-FpxNote -TenantId $c.TenantId -NoteCategory 'Bogus'", "! UnknownName: "),
    ]);

    private static IEnumerable<(string Culture, string Script, string Outcome)> Refused(string culture, string script, string message, string[] values) => values.Select(value => (
        culture, string.Format(script, value), $"! ParameterArgumentTransformationError: Cannot process argument transformation on parameter '{script.Split(' ')[1][1..]}'. {string.Format(message, value)}"));

    private void Check((string Culture, string Script, string Outcome)[] lines)
    {
        List<string> faults = [];
        Session["c"] = NewContact();
        Session["seats"] = Seats(2).ToArray();
        Session["r"] = Session.Run("Get-FpxReferral").Succeeded().Values<FpxReferral>().First(referral => referral.Acceptance?.Name == "Accepted" && referral.ReferralStatus?.Name != "Closed");
        foreach ((string culture, string script, string expected) in lines)
        {
            int before = Service.Log.Count();
            // A record that a line edits is not that of the next line.
            SessionResult result = Session.Script($$"""
                & {
                    $c = Get-FpxContact $c.TenantId | Where-Object ContactId -EQ $c.ContactId
                    $r = Get-FpxReferral -ReferralId $r.ReferralId
                    $seats = Get-FpxEntitlement $seats[0].TenantId -Service $seats[0].ServiceId
                    [cultureinfo]::CurrentCulture = '{{culture}}'
                    try { {{script}} } finally { [cultureinfo]::CurrentCulture = [cultureinfo]::InvariantCulture }
                }
                """);
            string outcome = Outcome(result, Service.Log.Entries.Skip(before).Count(entry => entry.Method != "GET" && entry.CarriedOut));
            if (expected == "! *" ? !outcome.StartsWith('!') || outcome.Contains('#') : expected.StartsWith('!') ? !outcome.StartsWith(expected, StringComparison.Ordinal) || outcome.Contains('#') : outcome != expected)
                faults.Add($"[{culture}] {script}\n    expected {expected}\n    outcome  {outcome}");
        }

        Assert.True(faults.Count == 0, $"{faults.Count} of {lines.Length}:\n{string.Join("\n", faults)}");
    }

    private static string Outcome(SessionResult result, int writes) => string.Join(' ', new[]
    {
        string.Join(", ", result.Output.Where(item => item is not null)),
        result.AllErrors.Count == 0 ? string.Empty : $"! {result.AllErrors[0].FullyQualifiedErrorId.Split(',')[0]}: {result.AllErrors[0].ErrorDetails?.Message ?? result.AllErrors[0].ToString()}",
        writes == 0 ? string.Empty : $"# {writes}",
    }.Where(part => part.Length > 0));
}
