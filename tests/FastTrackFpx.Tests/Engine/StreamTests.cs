using System.Collections;
using System.Linq;
using System.Management.Automation;
using FastTrackFpx.EngineHost;

namespace FastTrackFpx.Tests.Engine;

/// <summary>What a cmdlet says, and who decides whether it is heard.</summary>
public sealed class StreamTests : SampleSession
{
    private const string Operation = "Performing the operation \"Write-SampleStream\" on target \"a target\".";

    [Fact]
    public void Without_a_word_from_the_caller_warnings_information_and_progress_are_kept()
    {
        SessionResult result = Session.Run("Write-SampleStream").Succeeded();
        Assert.Equal("output", Assert.Single(result.Output)!.BaseObject);
        Assert.Equal("warning text", Assert.Single(result.Warnings));
        Assert.Equal("information text", Assert.Single(result.Information));
        ProgressRecord progress = Assert.Single(result.Progress);
        Assert.Equal((7, "activity", "status", 50, 3), (progress.ActivityId, progress.Activity, progress.StatusDescription, progress.PercentComplete, progress.SecondsRemaining));
        Assert.Empty(result.Verbose);
        Assert.Empty(result.Debug);
        Assert.Empty(result.HostLines);
    }

    [Fact]
    public void Verbose_is_heard_when_asked_for()
    {
        SessionResult result = Session.Run("Write-SampleStream", ("Verbose", true)).Succeeded();
        Assert.Equal(["verbose text", Operation], result.Verbose);
    }

    [Fact]
    public void Debug_shows_its_text_and_makes_warnings_ask()
    {
        SessionResult result = Session.Answering("Yes to All").Run("Write-SampleStream", ("Debug", true), ("Verbose", true)).Succeeded();
        Assert.Equal("debug text", Assert.Single(result.Debug));
        HostPrompt asked = Assert.Single(result.Prompts);
        Assert.Equal("Continue with this operation?", asked.Message);
        Assert.Equal(["Yes", "Yes to All", "Halt Command", "Suspend"], asked.Choices);
    }

    [Fact]
    public void A_stream_can_be_silenced_and_still_be_kept_in_a_variable()
    {
        SessionResult result = Session.Run("Write-SampleStream", ("WarningAction", "SilentlyContinue"), ("InformationAction", "Ignore"), ("ProgressAction", "SilentlyContinue"),
            ("WarningVariable", "wv"), ("OutVariable", "ov")).Succeeded();
        Assert.Empty(result.Warnings);
        Assert.Empty(result.Information);
        Assert.Empty(result.Progress);
        Assert.Equal("warning text", ((WarningRecord)Assert.Single((IList)Session["wv"]!)!).Message);
        Assert.Single((IList)Session["ov"]!);
    }

    [Fact]
    public void A_variable_with_a_plus_adds_to_what_is_there()
    {
        Session.Run("Write-SampleStream", ("OutVariable", "kept")).Succeeded();
        Session.Run("Write-SampleStream", ("OutVariable", "+kept")).Succeeded();
        Assert.Equal(2, ((IList)Session["kept"]!).Count);
    }

    [Fact]
    public void A_warning_can_be_made_to_stop()
    {
        SessionResult result = Session.Run("Write-SampleStream", ("WarningAction", "Stop"));
        Assert.IsType<ActionPreferenceStopException>(result.Failure);
        Assert.Equal("ActionPreferenceStop,EngineSampleModule.WriteSampleStreamCommand", result.TerminatingError!.FullyQualifiedErrorId);
        Assert.Equal("The running command stopped because the preference variable \"WarningPreference\" or common parameter is set to Stop: warning text", result.TerminatingError.ToString());
    }

    [Fact]
    public void Session_variables_decide_where_the_caller_does_not()
    {
        Session["VerbosePreference"] = "Continue";
        Session["WhatIfPreference"] = true;
        SessionResult result = Session.Run("Write-SampleStream").Succeeded();
        Assert.Equal("verbose text", Assert.Single(result.Verbose));
        Assert.Equal($"What if: {Operation}", Assert.Single(result.HostLines));
    }

    [Fact]
    public void What_if_says_what_would_be_done_and_does_not()
    {
        SessionResult result = Session.Run("Write-SampleStream", ("WhatIf", true)).Succeeded();
        Assert.Empty(result.Output);
        Assert.Equal($"What if: {Operation}", Assert.Single(result.HostLines));
    }

    [Theory]
    [InlineData("Yes", 1)]
    [InlineData("No", 0)]
    public void Confirm_asks_and_does_as_told(string answer, int outputs)
    {
        SessionResult result = Session.Answering(answer).Run("Write-SampleStream", ("Confirm", true)).Succeeded();
        Assert.Equal(outputs, result.Output.Count);
        HostPrompt asked = Assert.Single(result.Prompts);
        Assert.Equal("Confirm", asked.Caption);
        Assert.Equal($"Are you sure you want to perform this action?\n{Operation}", asked.Message.ReplaceLineEndings("\n"));
        Assert.Equal(["Yes", "Yes to All", "No", "No to All", "Suspend"], asked.Choices);
    }

    [Fact]
    public void High_impact_asks_unasked_and_nobody_there_is_an_error()
    {
        SessionResult result = Session.Run("Set-SampleThing", (null, Thing()), ("NewName", "n"));
        Assert.Equal("System.Management.Automation.Host.HostException,EngineSampleModule.SetSampleThingCommand", result.TerminatingError!.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.ResourceUnavailable, result.TerminatingError.CategoryInfo.Category);
        Assert.Equal("n", ((string)Session.Run("Set-SampleThing", (null, Thing()), ("NewName", "n"), ("Confirm", false), ("Force", true)).Succeeded().Output.Single()!.Properties["Name"].Value));
    }

    [Fact]
    public void An_answer_for_all_is_asked_for_once()
    {
        SessionResult result = Session.Answering("No to All").Pipe(new[] { Thing(), Thing() }, Step.Of("Set-SampleThing", ("NewName", "n"), ("Force", true))).Succeeded();
        Assert.Single(result.Prompts);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void A_second_question_has_its_own_caption()
    {
        SessionResult result = Session.Answering("Yes", "No").Run("Set-SampleThing", (null, Thing()), ("NewName", "n")).Succeeded();
        Assert.Equal(("Sure", "Really?"), (result.Prompts[1].Caption, result.Prompts[1].Message));
        Assert.Equal(["Yes", "No", "Suspend"], result.Prompts[1].Choices);
    }

    private PSObject Thing() => Session.Run("Get-SampleThing", (null, 1)).Succeeded().Output[0]!;
}
