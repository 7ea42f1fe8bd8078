using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;
using FastTrackFpx.EngineHost;

namespace FastTrackFpx.Tests.Engine;

/// <summary>Errors that end a pipeline, errors that do not, and how they are told apart.</summary>
public sealed class ErrorTests : SampleSession
{
    [Fact]
    public void A_written_error_has_all_that_a_caller_needs()
    {
        ErrorRecord error = Assert.Single(Session.Run("Invoke-SampleFailure", (null, "WriteError"), ("Item", 5)).Errors);
        Assert.Equal("SampleBad,EngineSampleModule.InvokeSampleFailureCommand", error.FullyQualifiedErrorId);
        Assert.Equal("InvalidData: (5:Int32) [Invoke-SampleFailure], ArgumentException", error.CategoryInfo.ToString());
        Assert.Equal(("Item 5 cannot be used.", "Use another one."), (error.ToString(), error.ErrorDetails.RecommendedAction));
        Assert.Equal((5, "item 5 is bad"), (error.TargetObject, error.Exception.Message));
        Assert.Equal(("Invoke-SampleFailure", "Invoke-SampleFailure"), (error.InvocationInfo.MyCommand.Name, error.InvocationInfo.InvocationName));
    }

    [Fact]
    public void A_written_error_lets_the_pipeline_go_on()
    {
        SessionResult result = Fail("WriteError");
        Assert.Equal(["after 1", "after 2"], result.Values<string>());
        Assert.Equal([1, 2], result.Errors.Select(static e => e.TargetObject));
        Assert.True(result.HadErrors);
        Assert.Null(result.Failure);
    }

    [Fact]
    public void A_terminating_error_ends_it_with_the_record()
    {
        SessionResult result = Fail("ThrowTerminatingError");
        Assert.Empty(result.Output);
        Assert.Empty(result.Errors);
        Assert.Equal("Item 1 cannot be used.", Assert.IsType<CmdletInvocationException>(result.Failure).Message);
        Assert.IsType<ArgumentException>(result.Failure!.InnerException);
        Assert.Equal("SampleBad,EngineSampleModule.InvokeSampleFailureCommand", result.TerminatingError!.FullyQualifiedErrorId);
    }

    [Theory]
    [InlineData("Throw", "System.InvalidOperationException", ErrorCategory.NotSpecified, "thrown as it is")]
    [InlineData("ThrowInBegin", "System.InvalidOperationException", ErrorCategory.NotSpecified, "in begin")]
    [InlineData("ThrowInEnd", "System.InvalidOperationException", ErrorCategory.NotSpecified, "in end")]
    [InlineData("ThrowWithRecord", "SampleBad", ErrorCategory.InvalidData, "Item 1 cannot be used.")]
    public void What_a_cmdlet_throws_becomes_its_terminating_error(string how, string id, ErrorCategory category, string message)
    {
        SessionResult result = Fail(how);
        Assert.IsType<CmdletInvocationException>(result.Failure);
        Assert.Equal($"{id},EngineSampleModule.InvokeSampleFailureCommand", result.TerminatingError!.FullyQualifiedErrorId);
        Assert.Equal((category, message), (result.TerminatingError.CategoryInfo.Category, result.TerminatingError.ToString()));
    }

    [Fact]
    public void Silence_keeps_the_record_in_the_variable_alone()
    {
        SessionResult result = Fail("WriteError", ("ErrorAction", "SilentlyContinue"), ("ErrorVariable", "kept"));
        Assert.Empty(result.Errors);
        Assert.Equal(2, result.Output.Count);
        Assert.Equal([1, 2], ((IList)Session["kept"]!).Cast<ErrorRecord>().Select(static e => e.TargetObject));
    }

    [Fact]
    public void Ignored_errors_are_kept_nowhere()
    {
        SessionResult result = Fail("WriteError", ("ErrorAction", "Ignore"), ("ErrorVariable", "kept"));
        Assert.Empty(result.Errors);
        Assert.Equal(2, result.Output.Count);
        Assert.Empty((IList)Session["kept"]!);
    }

    [Fact]
    public void Stop_makes_the_first_error_the_last()
    {
        SessionResult result = Fail("WriteError", ("ErrorAction", "Stop"));
        var stop = Assert.IsType<ActionPreferenceStopException>(result.Failure);
        Assert.Equal("The running command stopped because the preference variable \"ErrorActionPreference\" or common parameter is set to Stop: Item 1 cannot be used.", stop.Message);
        Assert.Equal("SampleBad,EngineSampleModule.InvokeSampleFailureCommand", stop.ErrorRecord.FullyQualifiedErrorId);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void No_preference_silences_a_terminating_error()
    {
        SessionResult result = Fail("ThrowTerminatingError", ("ErrorAction", "SilentlyContinue"), ("ErrorVariable", "kept"));
        Assert.IsType<CmdletInvocationException>(result.Failure);
        Assert.IsType<CmdletInvocationException>(Assert.Single((IList)Session["kept"]!));
    }

    [Fact]
    public void Only_the_thread_of_the_pipeline_may_write() =>
        Assert.Equal(["PSInvalidOperationException", "after 1"], Session.Pipe(new[] { 1 }, Step.Of("Invoke-SampleFailure", (null, "WriteFromAnotherThread"))).Succeeded().Values<string>());

    private SessionResult Fail(string how, params (string? Name, object? Value)[] more) =>
        Session.Pipe(new[] { 1, 2 }, new Step("Invoke-SampleFailure", [(null, how), .. more]));
}
