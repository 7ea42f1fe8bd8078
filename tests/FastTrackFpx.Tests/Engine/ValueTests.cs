using System;
using System.Linq;
using System.Management.Automation;
using FastTrackFpx.EngineHost;

namespace FastTrackFpx.Tests.Engine;

/// <summary>Objects, truth, equality, wildcards and script blocks as PowerShell has them.</summary>
public sealed class ValueTests : SampleSession
{
    [Fact]
    public void What_is_added_to_an_object_stays_with_it()
    {
        PSObject thing = Session.Run("Get-SampleThing", (null, 1)).Succeeded().Output[0]!;
        thing.Properties.Add(new PSNoteProperty("Extra", 5));
        Assert.Equal(5, new PSObject(thing.BaseObject).Properties["extra"].Value);
        Assert.Equal(["EngineSampleModule.SampleThing", "System.Object"], thing.TypeNames);
        Assert.Equal(["System.Management.Automation.PSCustomObject", "System.Object"], Sample(("A", 1)).TypeNames);
    }

    [Fact]
    public void A_property_of_an_object_can_be_read_and_set()
    {
        PSObject thing = Session.Run("Get-SampleThing", (null, 1)).Succeeded().Output[0]!;
        thing.Properties["Size"].Value = "7";
        Assert.Equal(7L, thing.Properties["size"].Value);
        Assert.Null(thing.Properties["Nope"]);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("False", true)]
    [InlineData(0, false)]
    [InlineData(0.5, true)]
    [InlineData(new[] { 0 }, false)]
    [InlineData(new[] { 0, 0 }, true)]
    public void Truth_is_what_PowerShell_takes_for_it(object? value, bool expected) => Assert.Equal(expected, LanguagePrimitives.IsTrue(value));

    [Fact]
    public void Values_are_compared_as_the_first_one_would_have_it()
    {
        Assert.True(LanguagePrimitives.Equals(1, "1"));
        Assert.False(LanguagePrimitives.Equals("A", "a"));
        Assert.True(LanguagePrimitives.Equals("A", "a", ignoreCase: true));
        Assert.True(LanguagePrimitives.Compare("b", "A") > 0);
        Assert.True(LanguagePrimitives.Compare(1, 2.5) < 0);
    }

    [Theory]
    [InlineData("a*", true)]
    [InlineData("A?c", true)]
    [InlineData("[a-c]bc", true)]
    [InlineData("a`*", false)]
    [InlineData("a[b]c", true)]
    [InlineData("ab", false)]
    [InlineData("", false)]
    public void A_wildcard_matches_the_whole_text(string pattern, bool expected) =>
        Assert.Equal(expected, WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase).IsMatch("abc"));

    [Fact]
    public void An_escaped_wildcard_is_none()
    {
        Assert.Equal("a`*`[b`]`?", WildcardPattern.Escape("a*[b]?"));
        Assert.False(WildcardPattern.ContainsWildcardCharacters("a`*"));
        Assert.True(WildcardPattern.ContainsWildcardCharacters("a*"));
    }

    [Fact]
    public void A_script_block_gives_what_it_was_written_to_give()
    {
        Assert.Equal(2, Session.ScriptBlock(static _ => new[] { 1, 2 }).Invoke().Count);
        Assert.Null(Assert.Single(Session.ScriptBlock(static _ => null).Invoke()));
        var failure = Assert.ThrowsAny<RuntimeException>(() => Session.ScriptBlock(static _ => throw new InvalidOperationException("inside")).Invoke());
        Assert.IsType<InvalidOperationException>(failure.InnerException);
    }

    [Fact]
    public void A_long_target_is_shortened_in_the_text_of_the_category_alone()
    {
        ErrorRecord error = new(new InvalidOperationException("m"), "id", ErrorCategory.ReadError, new string('t', 60));
        Assert.Equal($"ReadError: ({new string('t', 19)}…{new string('t', 19)}:String) [], InvalidOperationException", error.CategoryInfo.ToString());
        Assert.Equal(60, error.CategoryInfo.TargetName.Length);
    }

    [Fact]
    public void Nothing_piped_in_is_no_input()
    {
        Assert.Equal("Alpha: ", Report(Session.Pipe(Array.Empty<object>(), Step.Of("Test-SampleSet"))));
        Assert.StartsWith("! MissingMandatoryParameter,", Report(Session.Pipe(Array.Empty<object>(), Step.Of("Set-SampleThing"))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_property_to_expand_that_is_not_there_is_an_error_of_that_object()
    {
        SessionResult result = Session.Pipe(new[] { Sample(("A", 1)), Sample(("B", 2)) }, Step.Of("Select-Object", ("ExpandProperty", "B")));
        Assert.Equal(2, Assert.Single(result.Output)!.BaseObject);
        Assert.Equal("ExpandPropertyNotFound,Microsoft.PowerShell.Commands.SelectObjectCommand", result.Errors.Single().FullyQualifiedErrorId);
    }

    [Fact]
    public void A_module_that_was_removed_can_come_in_again()
    {
        Session.Run("Remove-Module", (null, "EngineSampleModule")).Succeeded();
        Assert.Equal("CommandNotFoundException", Session.Run("Get-SampleThing").TerminatingError!.FullyQualifiedErrorId);
        Session.Import(SampleModule);
        Assert.Single(Session.Run("EngineSampleModule\\Get-SampleThing", (null, 1)).Succeeded().Output);
    }
}
