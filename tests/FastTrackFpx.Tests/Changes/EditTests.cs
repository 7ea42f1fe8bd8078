using System.Data;
using FastTrackFpx.Sandbox;

namespace FastTrackFpx.Tests.Changes;

/// <summary>What a user edits on a record is what is sent, whatever the value is made of.</summary>
[Trait("Category", "Slow")]
public sealed class EditTests : WriteBench
{
    protected override void Adjust(SandboxOptions options)
    {
        options.Tenants = 60;
        options.WithServiceId = true;
    }

    [Theory]
    [InlineData("$r.CountryRegion = 'Australia'", "CountryRegion", "Australia")]
    [InlineData("$r.CountryRegion = Get-FpxCountryRegion -Name Australia", "CountryRegion", "Australia")]
    [InlineData("$r.CountryRegion = (Get-FpxCountryRegion -Name Australia).Id", "CountryRegion", "Australia")]
    [InlineData("$r.CountryRegion.Name = 'Australia'", "CountryRegion", "Australia")]
    [InlineData("$r.Services = 'OneDrive','Microsoft Teams'", "Service", "Microsoft Teams, OneDrive")]
    [InlineData("$r.Services = 'OneDrive; Microsoft Teams'", "Service", "Microsoft Teams, OneDrive")]
    [InlineData("$r.IsEngaged = $true", "IsEngaged", "yes")]
    public void A_contact_s_property_takes_an_object_an_id_or_a_name(string edit, string field, string expected)
    {
        Session["r"] = NewContact();

        SessionResult result = Script($"{edit}; $r | Set-FpxContact -PassThru -Confirm:$false").Succeeded();

        FpxContact after = result.Values<FpxContact>().Single();
        FpxContact held = Session.Run($"Get-FpxContact {after.TenantId}").Succeeded().Values<FpxContact>().Single(contact => contact.ContactId == after.ContactId);
        Assert.Equal(expected, Text(held, field));
        Assert.Equal(expected, Text(Journal[0].After!.Contact!, field));
        Assert.Contains($"{field} ", Journal[0].Summary);
        Assert.Contains(" -> ", Journal[0].Summary);
    }

    [Theory]
    [InlineData("$r.CountryRegion = 'Atlantis'", "UnknownName")]
    [InlineData("$r.Services = 'OneDrive','Atlantis'", "UnknownName")]
    [InlineData("$r.ContactType = '99999'", "UnknownName")]
    [InlineData("$r.CountryRegion.Id = '99999'", "UnknownName")]
    [InlineData("$r.CountryRegion = 'Austr*'", "UnknownName")]
    [InlineData("$r.TimeZone = Get-FpxCountryRegion Germany", "UnknownName")]
    [InlineData("$r.SkillTypes = Get-FpxCountryRegion Germany", "UnknownName")]
    public void A_name_that_no_list_has_is_an_error_before_any_write(string edit, string error)
    {
        Session["r"] = NewContact();
        int writes = WriteCalls.Count;

        foreach (string choice in new[] { "-WhatIf", "-Confirm:$false" })
            ErrorRecordAssert.NonTerminating(Script($"{edit}; $r | Set-FpxContact {choice}"), error, ErrorCategory.ObjectNotFound);

        Assert.Equal(writes, WriteCalls.Count);
    }

    [Theory]
    [InlineData("$r.CreatedBy = 'me'")]
    [InlineData("$r.TenantName = 'Another'")]
    [InlineData("$r.Name = '  '")]
    [InlineData("$r.Title = \"half a $([char]0xD83D) pair\"")]
    [InlineData("$r.Services = 'OneDrive', $misspelt")]
    [InlineData("$r.Services = 'OneDrive', ''")]
    [InlineData("$r.IsEngaged = 'nein'")]
    [InlineData("$r.IsEngaged = 2")]
    [InlineData("$r.CountryRegion = Get-Date")]
    [InlineData("$r.ContactType = (Get-FpxAdminType)[1]")]
    [InlineData("$r.SkillTypes = (Get-FpxService)[1]")]
    [InlineData("$r.SurveyLanguage = (Get-FpxTimeZone)[3]")]
    [InlineData("$r.SurveyLanguage = (Get-FpxTimeZone)[3] | Select-Object Id, Name")]
    [InlineData("$r.CountryRegion = 'Italy', 'Germany'")]
    [InlineData("$r.CountryRegion = @{ Land = 'Italy' }")]
    [InlineData("$r.Created = '2020-01-01T00:00:00Z'")]
    [InlineData("$r.ContactId = [guid]::NewGuid()")]
    public void A_property_that_cannot_be_written_is_an_error(string edit)
    {
        Session["r"] = NewContact();
        int writes = WriteCalls.Count;

        Assert.Single(Script($"{edit}; $r | Set-FpxContact").AllErrors);

        Assert.Equal(writes, WriteCalls.Count);
    }

    [Theory]
    [InlineData("$r.TenantId = [guid]::NewGuid()", "InvalidInput: -TenantId: the tenant of a status record cannot be changed.")]
    [InlineData("$r.ServiceId = '4'", "InvalidInput: -ServiceId: the service of a status record cannot be changed.")]
    [InlineData("$r.TenantName = 'Another'", "InvalidInput: -TenantName: tenant ")]
    [InlineData("$r.ServiceName = 'Another'", "InvalidInput: -ServiceName: service ")]
    [InlineData("$r.L2 = 'Bogus'", "UnknownName: -L2: 'Bogus' is not a known name or id.")]
    [InlineData("$r.L1 = $null", "RuleBroken: -InputObject: A record with ")]
    [InlineData("$r.EntitlementCount = -1", "RuleBroken: -InputObject: ")]
    [InlineData("$r.Owner = \"half a $([char]0xD83D) pair\"", "InvalidInput: -Owner: The text has half of a surrogate pair at position 8.")]
    [InlineData("$r.Notes = \"cut`0off\"", "InvalidInput: -Notes: The text has a NUL character at position 4.")]
    public void A_status_record_that_cannot_be_sent_as_it_is_is_an_error(string edit, string error)
    {
        Session["r"] = Seats(2)[0];

        foreach (string choice in new[] { "-WhatIf", "-SkipValidation -WhatIf" }.Take(error.StartsWith("RuleBroken", StringComparison.Ordinal) ? 1 : 2))
            Assert.StartsWith(error, ErrorOf($"{edit}; $r | Set-FpxEntitlement {choice}"));
    }

    [Fact]
    public void A_record_without_its_service_s_id_is_of_the_service_that_it_names()
    {
        Session["r"] = Seats(2)[0];

        Assert.Contains("Ada", Lines("$r.ServiceId = $null; $r.Owner = 'Ada'; $r | Set-FpxEntitlement -PassThru | ForEach-Object Owner"));
        Assert.StartsWith("InvalidInput: -InputObject: the record ", ErrorOf("$r.ServiceName = $null; $r | Set-FpxEntitlement"));
    }

    [Fact]
    public void A_referral_s_decision_may_be_edited_where_the_cmdlet_takes_it()
    {
        Session["open"] = Referrals.Where(referral => referral.Acceptance?.Name == "Pending").ToArray();

        Assert.Equal(["Declined No Capacity"], Lines("$r = $open[0]; $r.DeclineReason = 'No Capacity'; $r.Acceptance = 'Declined'; $r | Deny-FpxReferral -PassThru -Confirm:$false | ForEach-Object { \"$($_.Acceptance) $($_.DeclineReason)\" }"));
        Assert.Equal(["Accepted Closed"], Lines("$r = $open[1]; $r.Acceptance = 'Accepted'; $r.ReferralStatus = 'Closed'; $r | Approve-FpxReferral -PassThru | ForEach-Object { \"$($_.Acceptance) $($_.ReferralStatus)\" }"));
        Assert.StartsWith("UnknownName: -DeclineReason: 'Nope'", ErrorOf("$r = $open[2]; $r.DeclineReason = 'Nope'; $r | Deny-FpxReferral -Confirm:$false"));
        Assert.StartsWith("InvalidInput: Acceptance and DeclineReason", ErrorOf("$r = $open[2]; $r.DeclineReason = $null; $r.Acceptance = 'Accepted'; $r | Deny-FpxReferral -Confirm:$false"));
    }

    [Fact]
    public void A_status_record_takes_names_and_sends_ids_and_calendar_days()
    {
        var seats = Seats(2);
        string free = Session.Run("Get-FpxEntitlementStatus -Level 1").Succeeded().Values<FpxEntitlementStatus>().First(l1 => seats.All(record => record.L1!.Id != l1.Id)).Name!;
        FpxEntitlement record = seats.First(seat => seat.L2 is null);
        Session["r"] = record;

        FpxEntitlement after = Script($"$r.L1 = '{free}'; $r.TargetDate = '2027-03-31'; $r | Set-FpxEntitlement -PassThru").Succeeded().Values<FpxEntitlement>().Single(seat => seat.ServiceIntentId == record.ServiceIntentId);

        Assert.Equal(free, after.L1!.Name);
        Assert.Equal(new DateTimeOffset(2027, 3, 31, 0, 0, 0, TimeSpan.Zero), after.TargetDate);
        ErrorRecordAssert.NonTerminating(Script("$r = Get-FpxEntitlement $r.TenantId -Service $r.ServiceId | Select-Object -First 1; $r.L1 = 'Bogus'; $r | Set-FpxEntitlement"), "UnknownName", ErrorCategory.ObjectNotFound);
    }

    [Fact]
    public void A_contact_with_an_earlier_time_of_change_was_read_before_it_and_is_no_edit()
    {
        Session["r"] = NewContact();
        int writes = WriteCalls.Count;

        Script("$r.Modified = '2020-01-05'; $r | Set-FpxContact").Succeeded();

        Assert.Equal(writes, WriteCalls.Count);
    }

    [Theory]
    [InlineData("Select-Object *")]
    [InlineData("ConvertTo-Json | ConvertFrom-Json")]
    [InlineData("ConvertTo-Csv | ConvertFrom-Csv")]
    [InlineData("Select-Object TenantId, ServiceId, ServiceIntentId, NextActionDate, @{ n = 'Notes'; e = { '' } }")]
    [InlineData("Select-Object TenantId, ServiceId, ServiceIntentId, @{ n = 'NextActionDate'; e = { $_.NextActionDate.LocalDateTime } }, @{ n = 'Notes'; e = { '' } }")]
    public void A_moment_in_a_copy_is_no_edit_of_the_day(string copy)
    {
        Session["r"] = Seats(2)[0];

        string[] after = Lines($$"""
            $r.NextActionDate = '2027-03-31T14:30:00Z'
            $r | Set-FpxEntitlement
            $r = Get-FpxEntitlement $r.TenantId -Service $r.ServiceId | Where-Object ServiceIntentId -EQ $r.ServiceIntentId | {{copy}}
            $r.Notes = 'by a copy'
            $r | Set-FpxEntitlement -PassThru | Where-Object ServiceIntentId -EQ $r.ServiceIntentId | ForEach-Object { "$($_.Notes) $($_.NextActionDate.UtcDateTime.ToString('u'))" }
            """);

        Assert.Equal(["by a copy 2027-03-31 14:30:00Z"], after);
    }

    [Theory]
    [InlineData("'2027-03-31'")]
    [InlineData("[datetime]'2027-03-31'")]
    [InlineData("[datetime]::SpecifyKind([datetime]'2027-03-31', 'Utc')")]
    [InlineData("[datetime]::SpecifyKind([datetime]'2027-03-31T14:30:00', 'Local')")]
    [InlineData("[datetimeoffset]'2027-03-31T00:00:00+10:00'")]
    [InlineData("[datetimeoffset]'2027-03-31T00:00:00-10:00'")]
    [InlineData("[DateOnly]::new(2027, 3, 31)")]
    public void A_date_is_the_calendar_day_that_it_shows(string value)
    {
        var seats = Seats(2);
        Session["r"] = seats[0];

        Script($"Set-FpxEntitlement $r.TenantId $r.ServiceId @{{ {Quoted(seats)} '{seats[0].L1!.Name}' = @{{ Count = {seats[0].EntitlementCount}; TargetDate = {value} }} }}").Succeeded();

        Assert.Equal(new DateTimeOffset(2027, 3, 31, 0, 0, 0, TimeSpan.Zero), Read(seats[0].TenantId, seats[0].ServiceId!).Single(seat => seat.ServiceIntentId == seats[0].ServiceIntentId).TargetDate);
    }

    [Theory]
    [InlineData("'1.4.2027'")]
    [InlineData("'03/04/2027'")]
    [InlineData("'12:30'")]
    public void A_date_that_is_not_ISO_is_an_error(string value)
    {
        var seats = Seats(2);
        Session["r"] = seats[0];

        ErrorRecord error = Assert.Single(Script($"Set-FpxEntitlement $r.TenantId $r.ServiceId @{{ {Quoted(seats)} '{seats[0].L1!.Name}' = @{{ TargetDate = {value} }} }}").Errors);

        Assert.Contains("2027-03-31", error.ErrorDetails.Message);
        Assert.Empty(WriteCalls);
    }

    [Fact]
    public void An_edited_referral_is_compared_with_the_service_s_state()
    {
        FpxReferral accepted = Referrals.First(referral => referral.Acceptance?.Name == "Accepted" && referral.ReferralStatus?.Name != "Closed");
        Session["r"] = accepted;

        FpxReferral after = Script("$r.ReferralStatus = 'Closed'; $r | Set-FpxReferral -PassThru").Succeeded().Values<FpxReferral>().Single();

        Assert.Equal("Closed", after.ReferralStatus!.Name);
        Assert.Equal("Closed", Referrals.Single(referral => referral.ReferralId == accepted.ReferralId).ReferralStatus!.Name);
        ErrorRecordAssert.NonTerminating(Script("$r.Acceptance = 'Declined'; $r | Set-FpxReferral"), "InvalidInput", ErrorCategory.InvalidArgument);
        Assert.Single(WriteCalls);
    }

    [Fact]
    public void Approving_an_accepted_referral_sends_nothing_or_is_an_error_and_clears_nothing()
    {
        FpxReferral accepted = Referrals.First(referral => referral.Acceptance?.Name == "Accepted");
        string before = Service.Export();

        Session.Run($"Approve-FpxReferral -ReferralId {accepted.ReferralId}").Succeeded();
        Session.Run($"{accepted} | Approve-FpxReferral").Succeeded();
        string other = Session.Run("Get-FpxReferralStatus").Succeeded().Values<FpxReferralStatus>().First(status => status.Id != accepted.ReferralStatus?.Id).Name!;
        ErrorRecordAssert.NonTerminating(Session.Run($"Approve-FpxReferral -ReferralId {accepted.ReferralId} -ReferralStatus {other}"), "InvalidInput", ErrorCategory.InvalidArgument);

        Assert.Empty(WriteCalls);
        Assert.Equal(before, Service.Export());
        ErrorRecordAssert.NonTerminating(Session.Run("Approve-FpxReferral '5003.6'"), "InvalidInput", ErrorCategory.InvalidArgument);
    }

    [Fact]
    public void Seats_are_edited_in_bulk_by_a_CSV_file()
    {
        var seats = Seats(2);
        Session["r"] = seats;

        Script("""
            $rows = @($r | ConvertTo-Csv -NoTypeInformation | ConvertFrom-Csv)
            $rows[0].EntitlementCount = [int]$rows[0].EntitlementCount - 1
            $rows[1].EntitlementCount = [int]$rows[1].EntitlementCount + 1
            $rows[1].Owner = 'Ada'
            $rows | Set-FpxEntitlement
            """).Succeeded();

        var after = Read(seats[0].TenantId, seats[0].ServiceId!);
        Assert.Equal((seats[0].EntitlementCount - 1, seats[1].EntitlementCount + 1, "Ada"), (Of(0).EntitlementCount, Of(1).EntitlementCount, Of(1).Owner));
        Assert.Equal((seats[0].Owner, seats[0].TargetDate), (Of(0).Owner, Of(0).TargetDate));
        Assert.Single(WriteCalls);

        FpxEntitlement Of(int place) => after.Single(record => record.ServiceIntentId == seats[place].ServiceIntentId);
    }

    [Fact]
    public void All_bad_cells_of_a_row_are_reported_at_once_and_the_service_s_other_rows_wait()
    {
        var seats = Seats(2);
        Session["r"] = seats;

        SessionResult result = Script("""
            $rows = @($r | ConvertTo-Csv -NoTypeInformation | ConvertFrom-Csv)
            $rows[1].EntitlementCount = '1.000'
            $rows[1].TargetDate = '1.4.2027'
            $rows | Set-FpxEntitlement
            """);

        Assert.Equal("Row 2: -EntitlementCount: '1.000' is not a whole number. -TargetDate: '1.4.2027' is not a date, as 2027-03-31.", result.Errors[0].ErrorDetails.Message);
        Assert.Contains("row 2 cannot be read", result.Errors[1].ErrorDetails.Message);
        Assert.Empty(WriteCalls);
    }

    [Fact]
    public void A_bad_last_row_does_not_stop_the_rows_of_another_service()
    {
        var seats = Seats(2);
        Session["r"] = seats;

        SessionResult result = Script("""
            $rows = @($r | ConvertTo-Csv -NoTypeInformation | ConvertFrom-Csv)
            $rows[0].EntitlementCount = [int]$rows[0].EntitlementCount - 1
            $rows[1].EntitlementCount = [int]$rows[1].EntitlementCount + 1
            @($rows) + [pscustomobject]@{ TenantId = $rows[0].TenantId; ServiceId = 'another'; L1 = 'Completed'; EntitlementCount = 'many' } | Set-FpxEntitlement
            """);

        Assert.Equal($"Row {seats.Count + 1}: -EntitlementCount: 'many' is not a whole number.", Assert.Single(result.Errors).ErrorDetails.Message);
        Assert.Single(WriteCalls);
    }

    [Fact]
    public void A_row_with_several_bad_cells_is_one_error_that_names_them_all()
    {
        PSObject row = Row(Tenant, "Ada", ("SurveyEligible", "maybe"), ("CountryRegion", "Atlantis"), ("ContactType", "Emperor"));

        string message = Assert.Single(Session.Run($"{new[] { Row(Tenant, "Eve"), row }} | New-FpxContact").Errors).ErrorDetails.Message;

        Assert.StartsWith("Row 2: -SurveyEligible: 'maybe' is not yes or no", message);
        Assert.Contains("-CountryRegion: 'Atlantis' is not a known name or id.", message);
        Assert.Contains("-ContactType: 'Emperor' is not a known name or id.", message);
    }

    [Fact]
    public void Rows_of_a_table_bind_like_rows_of_a_file()
    {
        using var table = new DataTable();
        (string Name, object? Value)[] fields = Fields(Tenant, "Ada");
        foreach ((string name, _) in fields) table.Columns.Add(name);
        table.Rows.Add([.. fields.Select(field => field.Value is Guid id ? id.ToString() : field.Value)]);
        table.Rows.Add([.. fields.Select(field => field.Name == "SurveyEligible" ? "perhaps" : field.Name == "Title" ? DBNull.Value : field.Value)]);

        SessionResult result = Session.Run($"{table.Rows.Cast<object>()} | New-FpxContact");

        Assert.Equal("Ada", Assert.Single(result.Values<FpxContact>()).Name);
        Assert.StartsWith("Row 2: -SurveyEligible: 'perhaps' is not yes or no", Assert.Single(result.Errors).ErrorDetails.Message);
    }

    [Fact]
    public void Notes_come_from_rows_files_and_texts_and_never_from_an_object_s_name()
    {
        string file = Write("note.txt", System.Text.Encoding.UTF8.GetBytes("from a file"));
        Session["row"] = new PSObject();
        using var table = new DataTable();
        foreach (string name in new[] { "TenantId", "Text", "NoteCategory" }) table.Columns.Add(name);
        table.Rows.Add($"{Tenant}", "from a table", "1");

        SessionResult result = Script($$"""
            "TenantId,Path,NoteCategory`n{{Tenant}},{{file}},1" | ConvertFrom-Csv | New-FpxNote
            "TenantId,Text,NoteCategory`n{{Tenant}},from a row,1" | ConvertFrom-Csv | New-FpxNote
            'from a text' | New-FpxNote {{Tenant}} -NoteCategory 1
            Get-Item -LiteralPath '{{file}}' | New-FpxNote -TenantId {{Tenant}} -NoteCategory 1
            """);
        SessionResult rows = Session.Run($"{table.Rows.Cast<object>()} | New-FpxNote");

        Assert.Equal(["from a file", "from a row", "from a text", "from a file"], result.Succeeded().Values<FpxNote>().Select(note => note.Text));
        Assert.Equal("from a table", Assert.Single(rows.Succeeded().Values<FpxNote>()).Text);
    }

    [Fact]
    public void A_file_that_is_too_large_for_a_note_is_not_read()
    {
        string file = Write("large.txt", []);
        using (var large = new System.IO.FileStream(file, System.IO.FileMode.Open)) large.SetLength(8L * 1024 * 1024 * 1024);

        ErrorRecord error = Assert.Single(Session.Run($"New-FpxNote -TenantId {Tenant} -Path {file} -NoteCategory '1'").Errors);

        Assert.Contains("8,589,934,592 bytes", error.ErrorDetails.Message);
    }

    [Fact]
    public void Seats_move_to_a_second_level_and_from_a_piped_record()
    {
        FpxStatusCombination deep = null!;
        IReadOnlyList<FpxEntitlement> seats = Seats(2);
        deep = Session.Run($"Get-FpxEntitlementStatus -Combination -Service {seats[0].ServiceId}").Succeeded().Values<FpxStatusCombination>()
            .First(row => row.L2 is not null && row.L1!.Id != seats[0].L1!.Id);

        Session.Run($"Move-FpxEntitlementSeat {seats[0].TenantId} {seats[0].ServiceId} -From {seats[0].L1!.Name} -To {$"{deep.L1!.Name}/{deep.L2!.Name}"} -Count 1").Succeeded();
        Assert.Equal(deep.L2!.Name, Read(seats[0].TenantId, seats[0].ServiceId!).Single(record => record.L1!.Id == deep.L1.Id).L2!.Name);

        FpxEntitlement source = Read(seats[0].TenantId, seats[0].ServiceId!).Single(record => record.L1!.Id == seats[0].L1!.Id);
        Session.Run($"{source} | Move-FpxEntitlementSeat -To {deep.L1.Name} -All").Succeeded();
        Assert.DoesNotContain(Read(seats[0].TenantId, seats[0].ServiceId!), record => record.L1!.Id == seats[0].L1!.Id);
    }

    [Fact]
    public void The_request_is_not_shown_as_sent_before_the_question_or_with_WhatIf()
    {
        FpxContact contact = NewContact();

        SessionResult no = Session.Answering("No").Run($"{contact} | Remove-FpxContact -Verbose");
        SessionResult whatIf = Session.Run($"{contact} | Remove-FpxContact -Verbose -WhatIf");

        Assert.DoesNotContain(no.Verbose, line => line.StartsWith("DELETE", StringComparison.Ordinal));
        Assert.Contains(whatIf.Verbose, line => line.StartsWith("Would send DELETE ", StringComparison.Ordinal));
        Assert.DoesNotContain(whatIf.Verbose, line => line.StartsWith("DELETE", StringComparison.Ordinal));
    }

    private IReadOnlyList<FpxReferral> Referrals => Session.Run("Get-FpxReferral").Succeeded().Values<FpxReferral>();

    private static string Quoted(IReadOnlyList<FpxEntitlement> seats) => string.Concat(seats.Skip(1).Select(seat => $"'{seat.L1!.Name}' = {seat.EntitlementCount};"));

    private static string Text(FpxContact contact, string field) => field switch
    {
        "Service" => string.Join(", ", contact.Services!.Select(service => service.Name).Order(StringComparer.Ordinal)),
        "IsEngaged" => contact.IsEngaged switch { true => "yes", false => "no", _ => "none" },
        _ => (typeof(FpxContact).GetProperty(field)!.GetValue(contact) as FpxLookup)?.Name ?? "none",
    };
}
