using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using FastTrackFpx.EngineHost;

namespace FastTrackFpx.Tests.Engine;

/// <summary>The order in which commands of a pipeline get their turns, and what ends it early.</summary>
public sealed class PipelineTests : SampleSession
{
    private readonly ArrayList _log = [];

    [Fact]
    public void Each_object_goes_to_the_end_before_the_next_is_made()
    {
        Session.Run(Trace("a", ("Emit", 2)), Trace("b"), Trace("c")).Succeeded();
        Logged("a begin, b begin, c begin, a emit 1, b process 1, c process 1, a emit 2, b process 2, c process 2, a end , b end 2, c end 2, a dispose, b dispose, c dispose");
    }

    [Fact]
    public void What_is_written_at_the_beginning_waits_for_the_next_command_to_begin()
    {
        Session.Run(Trace("a", ("Emit", 1), ("EmitInBegin", true)), Trace("b", ("EmitInBegin", true)), Trace("c")).Succeeded();
        Logged("a begin, b begin, c begin, c process early, b process early, c process early, a emit 1, b process 1, c process 1, a end , b end 1, c end 1, a dispose, b dispose, c dispose");
    }

    [Fact]
    public void Enough_downstream_stops_the_commands_upstream()
    {
        SessionResult result = Session.Run(Trace("a", ("Emit", 5)), Trace("b"), Step.Of("Select-Object", ("First", 2)), Trace("c")).Succeeded();
        Assert.Equal([1, 2], result.Values<int>());
        Assert.False(result.HadErrors);
        Logged("a begin, b begin, c begin, a emit 1, b process 1, c process 1, a emit 2, b process 2, c process 2, a saw PipelineStoppedException, c end 2, a dispose, b dispose, c dispose");
    }

    [Fact]
    public void Skipped_objects_do_not_count()
    {
        SessionResult result = Session.Run(Trace("a", ("Emit", 4)), Step.Of("Select-Object", ("First", 1), ("Skip", 1))).Succeeded();
        Assert.Equal([2], result.Values<int>());
        Logged("a begin, a emit 1, a emit 2, a saw PipelineStoppedException, a dispose");
    }

    [Theory]
    [InlineData("Throw")]
    [InlineData("ThrowTerminatingError")]
    public void A_command_that_fails_ends_the_whole_pipeline(string how)
    {
        SessionResult result = Session.Run(Trace("a", ("Emit", 3)), Step.Of("Invoke-SampleFailure", (null, how)), Trace("c"));
        Assert.IsType<CmdletInvocationException>(result.Failure);
        Logged("a begin, c begin, a emit 1, a saw PipelineStoppedException, a dispose, c dispose");
    }

    [Fact]
    public async Task A_stop_from_outside_reaches_the_running_command()
    {
        RunningPipeline running = Session.Start(null, Step.Of("Wait-Sample"), Trace("b"));
        await running.FirstOutput;
        running.Stop();
        SessionResult result = running.Wait();
        Assert.True(result.WasStopped);
        Assert.Equal("waiting", Assert.Single(result.Output)!.BaseObject);
        Assert.Equal("PipelineStopped", result.TerminatingError!.FullyQualifiedErrorId);

        // The first command wakes up before the second is told, and the pipeline may be taken down by then.
        string[] log = [.. _log.Cast<string>()];
        Assert.Equal(["b begin", "b process waiting"], log[..2]);
        Assert.Equal(["b dispose", "b stop"], log[2..].Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_session_that_was_stopped_runs_on()
    {
        RunningPipeline running = Session.Start(null, Step.Of("Wait-Sample"));
        await running.FirstOutput;
        running.Stop();
        running.Wait();
        Assert.Equal(3, Session.Run("Get-SampleThing").Succeeded().Output.Count);
    }

    [Fact]
    public void Paging_parameters_reach_the_cmdlet()
    {
        SessionResult page = Session.Run("Get-SampleThing", ("First", 1), ("Skip", 1)).Succeeded();
        Assert.Equal(2, Assert.Single(page.Output)!.Properties["Id"].Value);
        PSObject total = Session.Run("Get-SampleThing", ("IncludeTotalCount", true)).Succeeded().Output[0]!;
        Assert.Equal(3UL, total.BaseObject);
        Assert.Equal(1.0, total.Properties["Accuracy"].Value);
        Assert.Equal("Total count: 3", Session.Text(total));
    }

    [Fact]
    public void A_wildcard_matches_any_case() =>
        Assert.Equal(["thing-2", "thing-3"], Session.Run("Get-SampleThing", ("Name", "THING-[23]")).Succeeded().Output.Select(static o => o!.Properties["Name"].Value));

    [Fact]
    public void Objects_can_be_chosen_from_by_their_properties()
    {
        Assert.Equal("t1\nt2", Report(Session.Run(Step.Of("Get-SampleThing", (null, 2)), Step.Of("Select-Object", ("ExpandProperty", "Tags")))));
        Assert.Equal("@{Id=1; Name=thing-1; Zip=}", Report(Session.Run(Step.Of("Get-SampleThing", (null, 1)), Step.Of("Select-Object", ("Property", new[] { "Id", "Na*", "Zip" })))));
    }

    [Fact]
    public void Two_sessions_have_two_runspaces()
    {
        using PowerShellSession other = PowerShellSession.Open();
        Session["Mine"] = 1;
        Assert.Null(other["Mine"]);
        Assert.NotEqual(Session.Runspace.InstanceId, other.Runspace.InstanceId);
        Assert.Equal("CommandNotFoundException", other.Run("Get-SampleThing").TerminatingError!.FullyQualifiedErrorId);
    }

    private Step Trace(string label, params (string? Name, object? Value)[] more) => new("Trace-SampleOrder", [("Log", _log), ("Label", label), .. more]);

    private void Logged(string expected) => Assert.Equal(expected, string.Join(", ", _log.Cast<string>()));
}
