using System;
using FastTrackFpx.EngineHost;

namespace FastTrackFpx.Tests.Engine;

/// <summary>Transformation and validation attributes.</summary>
public sealed class RuleTests : SampleSession
{
    [Theory]
    [InlineData("Even", "two", "Even=Int32 2")]
    [InlineData("Level", "low", "Level=String[]('low')")]
    [InlineData("Level", new[] { "High", "Low" }, "Level=String[]('High','Low')")]
    [InlineData("Small", "5", "Small=Int32 5")]
    [InlineData("Short", "abc", "Short='abc'")]
    [InlineData("Few", 1, "Few=Int32[](Int32 1)")]
    [InlineData("Letters", "ABC", "Letters='ABC'")]
    [InlineData("Something", "", "Something=''")]
    public void A_value_within_the_rules_is_taken(string parameter, object value, string expected) =>
        Assert.Equal($"__AllParameterSets: {expected}", Report("Test-SampleRule", (parameter, value)));

    [Theory]
    [InlineData("Even", "one", "It is odd.")]
    [InlineData("Even", 3, "It is odd.")]
    [InlineData("Level", "mid", "The argument \"mid\" does not belong to the set \"Low,High\" specified by the ValidateSet attribute.")]
    [InlineData("Level", null, "The argument is null, empty, or an element of the argument collection contains a null value.")]
    [InlineData("Small", 0, "The 0 argument is less than the minimum allowed range of 1.")]
    [InlineData("Small", 11, "The 11 argument is greater than the maximum allowed range of 10.")]
    [InlineData("Short", "a", "The character length (1) of the argument is too short.")]
    [InlineData("Short", "abcde", "The character length of the 5 argument is too long.")]
    [InlineData("Few", new[] { 1, 2, 3 }, "The parameter requires at least 1 value(s) and no more than 2 value(s) - 3 value(s) were provided.")]
    [InlineData("Letters", "xyz", "The argument \"xyz\" does not match the \"^[a-c]+$\" pattern.")]
    [InlineData("Something", null, "The argument is null.")]
    [InlineData("Filled", null, "The argument is null or empty.")]
    [InlineData("Filled", new string[0], "The argument is null, empty, or an element of the argument collection contains a null value.")]
    [InlineData("Filled", new[] { "a", "" }, "The argument is null, empty, or an element of the argument collection contains a null value.")]
    [InlineData("Filled", new[] { "a", null }, "The argument is null, empty, or an element of the argument collection contains a null value.")]
    public void A_value_against_the_rules_is_refused_with_the_reason(string parameter, object? value, string reason) =>
        Assert.StartsWith($"! ParameterArgumentValidationError,EngineSampleModule.TestSampleRuleCommand | InvalidData | Cannot validate argument on parameter '{parameter}'. {reason}", Report("Test-SampleRule", (parameter, value)), StringComparison.Ordinal);

    [Fact]
    public void A_transformation_that_fails_has_an_id_of_its_own() =>
        Assert.Equal("! ParameterArgumentTransformationError,EngineSampleModule.TestSampleRuleCommand | InvalidData | Cannot process argument transformation on parameter 'Even'. 'nonsense' is no number.",
            Report("Test-SampleRule", ("Even", "nonsense")));

    [Fact]
    public void Piped_values_are_transformed_and_checked_one_by_one()
    {
        string[] lines = Report(Session.Pipe(new object[] { "two", "one", "nonsense", 4, "x" }, Step.Of("Test-SampleRule"))).Split('\n');
        Assert.Collection(lines,
            static l => Assert.Equal("__AllParameterSets: Even=Int32 2", l),
            static l => Assert.Equal("__AllParameterSets: Even=Int32 4", l),
            static l => Assert.StartsWith("! ParameterArgumentValidationError,", l, StringComparison.Ordinal),
            static l => Assert.StartsWith("! ParameterArgumentTransformationError,", l, StringComparison.Ordinal),
            static l => Assert.StartsWith("! InputObjectNotBound,", l, StringComparison.Ordinal));
    }
}
