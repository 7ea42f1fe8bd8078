using System;
using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using FastTrackFpx.EngineHost;

namespace FastTrackFpx.Tests.Engine;

/// <summary>From an argument to a parameter: which one, and as what.</summary>
public sealed class BindingTests : SampleSession
{
    private const string Key = "3d8a5b4e-9c1f-4b53-8a86-0f3b6c3f7a11";

    public static TheoryData<string, object?, string> Conversions => new()
    {
        { "Text", 5, "Text='5'" },
        { "Text", 1.5, "Text='1.5'" },
        { "Text", true, "Text='True'" },
        { "Text", null, "Text=null" },
        { "Whole", "12", "Whole=Int32 12" },
        { "Whole", "1.5", "Whole=Int32 2" },
        { "Whole", "0x10", "Whole=Int32 16" },
        { "Whole", "", "Whole=Int32 0" },
        { "Whole", true, "Whole=Int32 1" },
        { "MaybeWhole", null, "MaybeWhole=null" },
        { "MaybeWhole", "3", "MaybeWhole=Int32 3" },
        { "Longs", 1, "Longs=Int64[](Int64 1)" },
        { "Longs", new[] { "1", "2" }, "Longs=Int64[](Int64 1,Int64 2)" },
        { "Texts", new object?[] { "a", 1, null }, "Texts=String[]('a','1',null)" },
        { "Texts", new ArrayList { 1, 2 }, "Texts=String[]('1','2')" },
        { "Texts", null, "Texts=null" },
        { "Truth", 1, "Truth=Boolean True" },
        { "Turned", false, "Turned=SwitchParameter False" },
        { "Turned", null, "Turned=SwitchParameter True" },
        { "Turned", 1, "Turned=SwitchParameter True" },
        { "Colour", "red", "Colour=SampleColour Red" },
        { "Colour", "dark", "Colour=SampleColour DarkGreen" },
        { "Colour", 1, "Colour=SampleColour Green" },
        { "Key", "3d8a5b4e9c1f4b538a860f3b6c3f7a11", $"Key=Guid {Key}" },
        { "Keys", Key, $"Keys=Guid[](Guid {Key})" },
        { "Address", "https://a/b", "Address=Uri https://a/b" },
        { "Address", "rel", "Address=Uri rel" },
        { "Moment", "2026-01-02T03:04:05+01:00", "Moment=DateTimeOffset 2026-01-02T02:04:05" },
        { "Moment", new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), "Moment=DateTimeOffset 2026-01-02T03:04:05" },
        { "Span", "00:01:00", "Span=TimeSpan 00:01:00" },
        { "Table", new Hashtable { ["a"] = 1 }, "Table=Hashtable of 1" },
        { "Table", new Dictionary<string, int> { ["a"] = 1 }, "Table=Hashtable of 1" },
        { "AnyTable", new Dictionary<string, int> { ["a"] = 1 }, "AnyTable=Dictionary`2 of 1" },
        { "Anything", 5, "Anything=Int32 5" },
        { "Anything", new[] { 1, 2 }, "Anything=Int32[](Int32 1,Int32 2)" },
        { "Many", 5, "Many=Object[](Int32 5)" },
        { "Wrapped", 5, "Wrapped=PSObject of Int32 5" },
        { "Real", "1e3", "Real=Double 1000" },
        { "Release", "1.2.3", "Release=Version 1.2.3" },
    };

    [Theory]
    [MemberData(nameof(Conversions), DisableDiscoveryEnumeration = true)]
    public void A_value_becomes_what_the_parameter_takes(string parameter, object? value, string expected) =>
        Assert.Equal($"__AllParameterSets: {expected}", Report("Test-SampleBinding", (parameter, value)));

    [Theory]
    [InlineData("Whole", "abc", "CannotConvertArgumentNoMessage", "Cannot bind parameter 'Whole'. Cannot convert value \"abc\" to type \"System.Int32\".")]
    [InlineData("Whole", long.MaxValue, "CannotConvertArgumentNoMessage", "Cannot bind parameter 'Whole'. Cannot convert value \"9223372036854775807\" to type \"System.Int32\".")]
    [InlineData("Whole", null, "ParameterBindingFailed", "Cannot bind parameter 'Whole' to the target.")]
    [InlineData("Whole", new[] { 1 }, "CannotConvertArgument", "Cannot convert 'System.Int32[]' to the type 'System.Int32' required by parameter 'Whole'.")]
    [InlineData("Text", new[] { 1, 2 }, "CannotConvertArgument", "Cannot convert 'System.Int32[]' to the type 'System.String' required by parameter 'Text'.")]
    [InlineData("Longs", "x", "CannotConvertArgumentNoMessage", "Cannot bind parameter 'Longs'. Cannot convert value \"x\" to type \"System.Int64\".")]
    [InlineData("Truth", "true", "CannotConvertArgument", "Cannot convert 'System.String' to the type 'System.Boolean' required by parameter 'Truth'.")]
    [InlineData("Truth", null, "ParameterArgumentValidationErrorNullNotAllowed", "Cannot bind argument to parameter 'Truth' because it is null.")]
    [InlineData("Turned", "true", "CannotConvertArgument", "Cannot convert 'System.String' to the type 'System.Management.Automation.SwitchParameter'")]
    [InlineData("Colour", "pink", "CannotConvertArgumentNoMessage", "Unable to match the identifier name pink to a valid enumerator name.")]
    [InlineData("Colour", 9, "CannotConvertArgumentNoMessage", "The possible enumeration values are \"Red,Green,DarkGreen,Blue\".")]
    [InlineData("Key", "zzz", "CannotConvertArgumentNoMessage", "Cannot convert value \"zzz\" to type \"System.Guid\".")]
    [InlineData("Moment", "nope", "CannotConvertArgumentNoMessage", "Cannot convert value \"nope\" to type \"System.DateTimeOffset\".")]
    [InlineData("Block", "x", "CannotConvertArgumentNoMessage", "Cannot convert the \"x\" value of type \"System.String\" to type \"System.Management.Automation.ScriptBlock\".")]
    [InlineData("T", "x", "AmbiguousParameter", "Possible matches include: -Text -Texts -Truth -Turned -Table.")]
    public void A_value_that_does_not_fit_ends_the_command_before_it_begins(string parameter, object? value, string id, string message)
    {
        SessionResult result = Session.Run("Test-SampleBinding", (parameter, value));
        ErrorRecord error = result.TerminatingError!;
        Assert.Equal($"{id},EngineSampleModule.TestSampleBindingCommand", error.FullyQualifiedErrorId);
        Assert.Contains(message, error.ToString(), StringComparison.Ordinal);
        Assert.IsAssignableFrom<ParameterBindingException>(result.Failure);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void A_name_may_be_cut_short_and_an_alias_stands_for_it()
    {
        Assert.Equal("__AllParameterSets: Whole=Int32 3", Report("Test-SampleBinding", ("wh", 3)));
        Assert.Equal("Gamma: Gamma='x'; Key=Guid 00000000-0000-0000-0000-000000000000", Report("Test-SampleSet", ("tag", "x"), ("Key", Guid.Empty)));
        Assert.Equal("__AllParameterSets: ", Report("Test-SampleBinding", ("vb", true)));
    }

    [Fact]
    public void Values_without_a_name_go_by_their_place_and_the_rest_remains()
    {
        Assert.Equal("__AllParameterSets: Text='a'; Whole=Int32 7", Report("Test-SampleBinding", (null, "a"), (null, "7")));
        Assert.Equal("__AllParameterSets: Rest=String[]('r1','2'); Text='a'; Whole=Int32 7", Report("Test-SampleBinding", (null, "a"), (null, 7), (null, "r1"), (null, 2)));
        Assert.Equal("__AllParameterSets: Rest=String[]('x'); Text='a'", Report("Test-SampleBinding", (null, "a"), (null, "x")));
        Assert.Equal("__AllParameterSets: Rest=String[]('-Nope','1')", Report("Test-SampleBinding", ("Nope", 1)));
    }

    [Fact]
    public void An_object_keeps_its_wrapper_where_the_parameter_takes_any_object()
    {
        Assert.Equal("__AllParameterSets: Anything=PSObject of Int32 5", Report("Test-SampleBinding", ("Anything", new PSObject(5))));
        Assert.Equal("__AllParameterSets: Many=Object[](PSObject of 'x')", Report("Test-SampleBinding", ("Many", new PSObject("x"))));
        Assert.Equal("__AllParameterSets: Text='x'", Report("Test-SampleBinding", ("Text", new PSObject("x"))));
    }

    [Fact]
    public void A_script_block_can_be_given_and_called_back()
    {
        ScriptBlock block = Session.ScriptBlock(static arguments => $"got {arguments[0]}");
        Assert.Equal("got x", Assert.Single(block.Invoke("x")).ToString());
        Assert.StartsWith("__AllParameterSets: Block=ScriptBlock", Report("Test-SampleBinding", ("Block", block)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_parameter_given_twice_is_refused() =>
        Assert.StartsWith("! ParameterAlreadyBound,", Report("Test-SampleBinding", ("Text", "a"), ("Text", "b")), StringComparison.Ordinal);

    [Fact]
    public void A_command_that_is_not_there_is_named()
    {
        SessionResult result = Session.Run("Get-Nowhere");
        Assert.Equal("Get-Nowhere", Assert.IsType<CommandNotFoundException>(result.Failure).CommandName);
        Assert.Equal("CommandNotFoundException", result.TerminatingError!.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.ObjectNotFound, result.TerminatingError.CategoryInfo.Category);
    }
}
