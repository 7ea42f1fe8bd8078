namespace FastTrackFpx.Tests.Notes;

public sealed class NewNoteTests : WriteBench
{
    [Fact]
    public void Line_endings_are_kept_from_the_parameter_the_pipeline_and_a_file()
    {
        const string text = "one\r\ntwo\nthree ż";
        string path = Write("note.txt", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)]);
        FpxNote[] notes =
        [
            .. Session.Run($"New-FpxNote {Tenant} {text} -NoteCategory '1'").Succeeded().Values<FpxNote>(),
            .. Session.Run($"{text} | New-FpxNote {Tenant} -NoteCategory '1'").Succeeded().Values<FpxNote>(),
            .. Session.Run($"New-FpxNote {Tenant} -Path {path} -NoteCategory '1'").Succeeded().Values<FpxNote>(),
        ];
        Assert.Equal(3, notes.Length);
        Assert.All(notes, note => Assert.Equal(text, note.Text));
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
    public void A_file_that_is_no_text_is_refused_and_a_note_cannot_be_taken_back()
    {
        string path = Write("note.bin", [0xC3, 0x28, 0xFF]);
        ErrorRecordAssert.NonTerminating(Session.Run($"New-FpxNote {Tenant} -Path {path} -NoteCategory '1'"), "InvalidInput", ErrorCategory.InvalidArgument);
        Assert.Empty(WriteCalls);
        SessionResult whatIf = Session.Run($"New-FpxNote {Tenant} {"a\nb"} -NoteCategory '1' -WhatIf").Succeeded();
        Assert.Contains("Write a note of 3 characters (", Assert.Single(whatIf.HostLines));
        Session.Run($"New-FpxNote {Tenant} a -NoteCategory '1'").Succeeded();
        ErrorRecord error = ErrorRecordAssert.NonTerminating(Session.Run($"{Journal.First()} | Undo-FpxChange"), "CannotBeUndone", ErrorCategory.NotImplemented);
        Assert.Contains("can neither change nor remove", error.ErrorDetails.Message);
    }
}
