namespace FastTrackFpx.Tests.Notes;

public sealed class NewNoteTests : WriteBench
{
    [Fact]
    public void A_text_arrives_as_it_is_wherever_it_comes_from()
    {
        const string Text = "one\r\ntwo\nthree ż";
        (Session["tenant"], Session["text"], Session["path"]) = ($"{Tenant}", Text, Write("note.txt", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Text)]));
        string[] ways =
        [
            "New-FpxNote $tenant $text -NoteCategory '1'", "$text | New-FpxNote $tenant -NoteCategory '1'",
            "New-FpxNote $tenant -Path $path -NoteCategory '1'", "Get-Item -LiteralPath $path | New-FpxNote -TenantId $tenant -NoteCategory 1",
            "[pscustomobject]@{ TenantId = $tenant; Text = $text; NoteCategory = 1 } | ConvertTo-Csv | ConvertFrom-Csv | New-FpxNote",
            "[pscustomobject]@{ TenantId = $tenant; Path = $path; NoteCategory = 1 } | ConvertTo-Csv | ConvertFrom-Csv | New-FpxNote",
            "$t = [System.Data.DataTable]::new(); 'Text', 'NoteCategory' | ForEach-Object { $null = $t.Columns.Add($_) }; $null = $t.Rows.Add($text, '1'); $t.Rows | New-FpxNote -TenantId $tenant",
        ];
        Assert.All(ways, way => Assert.Equal(Text, Assert.Single(Script(way).Succeeded().Values<FpxNote>()).Text));
    }

    [Fact]
    public void A_text_that_is_too_long_or_none_costs_no_call()
    {
        Session.Run("Get-FpxNoteCategory").Succeeded();
        int calls = Calls.Count;
        ErrorRecord longText = ErrorRecordAssert.NonTerminating(
            Session.Run($"New-FpxNote {System.Guid.NewGuid()} {new string('x', 1_048_577)} -NoteCategory '1'"), "RuleBroken", ErrorCategory.InvalidArgument);
        ErrorRecordAssert.NonTerminating(Session.Run($"New-FpxNote {System.Guid.NewGuid()} '' -NoteCategory '1'"), "RuleBroken", ErrorCategory.InvalidArgument);
        Assert.StartsWith("-Text: The text has 1,048,577 characters, 1 too many", longText.ErrorDetails.Message);
        Assert.Equal(calls, Calls.Count);
    }

    [Fact]
    public void A_file_that_is_no_text_or_too_large_is_refused_and_a_note_cannot_be_taken_back()
    {
        string path = Write("note.bin", [0xC3, 0x28, 0xFF]), large = Write("large.txt", []);
        using (FileStream file = File.OpenWrite(large)) file.SetLength(8L * 1024 * 1024 * 1024);
        ErrorRecordAssert.NonTerminating(Session.Run($"New-FpxNote {Tenant} -Path {path} -NoteCategory '1'"), "InvalidInput", ErrorCategory.InvalidArgument);
        Assert.Contains("8,589,934,592 bytes", ErrorOf($"New-FpxNote -TenantId {Tenant} -Path '{large}' -NoteCategory '1'"));
        Assert.Empty(WriteCalls);
        SessionResult whatIf = Session.Run($"New-FpxNote {Tenant} {"a\nb"} -NoteCategory '1' -WhatIf").Succeeded();
        Assert.Contains("Write a note of 3 characters (", Assert.Single(whatIf.HostLines));
        Session.Run($"New-FpxNote {Tenant} a -NoteCategory '1'").Succeeded();
        ErrorRecord error = ErrorRecordAssert.NonTerminating(Session.Run($"{Journal.First()} | Undo-FpxChange"), "CannotBeUndone", ErrorCategory.NotImplemented);
        Assert.Contains("can neither change nor remove", error.ErrorDetails.Message);
    }
}
