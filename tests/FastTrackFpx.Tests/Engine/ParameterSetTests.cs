using System;
using System.Linq;
using System.Management.Automation;
using FastTrackFpx.EngineHost;

namespace FastTrackFpx.Tests.Engine;

/// <summary>Which parameter set is meant, by what is given and by what comes down the pipeline.</summary>
public sealed class ParameterSetTests : SampleSession
{
    private const string NotBound = "! InputObjectNotBound,EngineSampleModule.TestSampleSetCommand | InvalidArgument | The input object cannot be bound to any parameters for the command either because the command does not take pipeline input or the input and its properties do not match any of the parameters that take pipeline input.";

    private const string Ambiguous = "! AmbiguousParameterSet,EngineSampleModule.TestSampleSetCommand | InvalidArgument | Parameter set cannot be resolved using the specified named parameters. One or more parameters issued cannot be used together or an insufficient number of parameters were provided.";

    private const string Key = "3d8a5b4e-9c1f-4b53-8a86-0f3b6c3f7a11";

    [Fact]
    public void The_default_set_is_taken_when_nothing_says_otherwise()
    {
        Assert.Equal("Alpha: ", Report("Test-SampleSet"));
        Assert.Equal("Alpha: Everywhere='x'", Report("Test-SampleSet", ("Everywhere", "x")));
        Assert.Equal("Alpha: Number=Int32 4", Report("Test-SampleSet", (null, "4")));
    }

    [Fact]
    public void A_place_that_two_sets_share_goes_by_the_type()
    {
        Assert.Equal("Beta: Thing=SampleThing EngineSampleModule.SampleThing", Report("Test-SampleSet", (null, Thing())));
        Assert.StartsWith("! CannotConvertArgumentNoMessage,EngineSampleModule.TestSampleSetCommand | InvalidArgument | Cannot bind parameter 'Thing'.", Report("Test-SampleSet", (null, "x")), StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_of_different_sets_cannot_be_used_together()
    {
        Assert.Equal(Ambiguous, Report("Test-SampleSet", ("Number", 1), ("Tag", "x")));
        Assert.Equal(Ambiguous, Report("Test-SampleSet", ("Number", 1), ("Deep", true)));
        Assert.Equal(Ambiguous, Report("Test-SampleSet", ("Deep", true)));
    }

    [Fact]
    public void What_a_set_must_have_is_asked_for_by_name()
    {
        Assert.Equal("! MissingMandatoryParameter,EngineSampleModule.TestSampleSetCommand | InvalidArgument | Cannot process command because of one or more missing mandatory parameters: Key.", Report("Test-SampleSet", ("Gamma", "x")));
        Assert.StartsWith("! MissingMandatoryParameter,EngineSampleModule.SetSampleThingCommand", Report("Set-SampleThing"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_must_be_given_may_not_be_empty()
    {
        Assert.StartsWith("! ParameterArgumentValidationErrorEmptyStringNotAllowed,", Report("Test-SampleSet", ("Gamma", ""), ("Key", Guid.Empty)), StringComparison.Ordinal);
        Assert.StartsWith("! ParameterArgumentValidationErrorNullNotAllowed,", Report("Test-SampleSet", ("Gamma", null), ("Key", Guid.Empty)), StringComparison.Ordinal);
    }

    [Fact]
    public void One_value_too_many_is_refused() =>
        Assert.Equal("! PositionalParameterNotFound,EngineSampleModule.TestSampleSetCommand | InvalidArgument | A positional parameter cannot be found that accepts argument '2'.", Report("Test-SampleSet", (null, 1), (null, 2)));

    [Fact]
    public void A_property_of_what_comes_down_the_pipeline_binds_by_its_name() =>
        Assert.Equal("Alpha: Number=Int32 3\nAlpha: Number=Int32 4", Piped([Sample(("Number", 3)), Sample(("Number", "4"))]));

    [Fact]
    public void What_fits_nothing_is_one_error_each_and_the_pipeline_goes_on() =>
        Assert.Equal($"Alpha: Number=Int32 3\n{NotBound}\n{NotBound}", Piped([Sample(("Zip", 1)), Sample(("Number", "x")), Sample(("Number", 3))]));

    [Fact]
    public void A_value_binds_whole_where_its_type_fits()
    {
        Assert.Equal("Beta: Thing=SampleThing EngineSampleModule.SampleThing", Piped([Thing()]));
        Assert.Equal($"Beta: Deep=SwitchParameter True; Thing=SampleThing EngineSampleModule.SampleThing\n{NotBound}", Piped([Thing(), 4], ("Deep", true)));
    }

    [Fact]
    public void A_set_that_was_settled_by_a_parameter_takes_only_its_own_input()
    {
        Assert.Equal($"Gamma: Gamma='g'; Key=Guid {Key}\n{NotBound}\n{NotBound}", Piped([Sample(("Key", Key)), Sample(("Zip", 1)), 5], ("Gamma", "g")));
        Assert.Equal(NotBound, Piped([5], ("Number", 1)));
    }

    [Fact]
    public void The_default_set_wins_where_both_would_do() =>
        Assert.Equal("Alpha: Number=Int32 3", Piped([Sample(("Number", 3), ("Key", Guid.Empty))]));

    [Fact]
    public void A_value_that_breaks_a_rule_costs_only_itself()
    {
        SessionResult result = Session.Pipe(new object[] { Sample(("Number", 7)), 4, "5", 2000 }, Step.Of("gst"));
        Assert.Equal([7, 4, 5], result.Output.Select(static o => (int)o!.Properties["Id"].Value));
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Equal("ParameterArgumentValidationError,EngineSampleModule.GetSampleThingCommand", error.FullyQualifiedErrorId);
        Assert.Equal(2000, ((PSObject)error.TargetObject).BaseObject);
    }

    private string Piped(object?[] input, params (string? Name, object? Value)[] parameters) => Report(Session.Pipe(input, new Step("Test-SampleSet", parameters)));

    private PSObject Thing() => Session.Run("Get-SampleThing", (null, 1)).Succeeded().Output[0]!;
}
