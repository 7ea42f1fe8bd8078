using System.Collections;
using System.Linq;
using System.Management.Automation;
using FastTrackFpx.EngineHost;

namespace FastTrackFpx.Tests.Engine;

/// <summary>Objects as a user sees them, at 120 columns.</summary>
public sealed class FormattingTests : SampleSession
{
    [Fact]
    public void A_table_follows_the_view_of_the_module() => Assert.Equal(
        """

        Id     Called             Size Day          Tags                                   Colour
        --     ------             ---- ---          ----                                   ------
        1      thing-1            1000 2026-01-03   {t1}                                   DarkGreen
        2      thing-2            2000 2026-01-04   {t1, t2}                               
        11     thing-11          11000 2026-01-13   {t1, t2, t3, t4…}                      DarkGreen


        """.ReplaceLineEndings("\n"), Session.Format(Things(1, 2, 11)));

    [Fact]
    public void Too_long_a_text_is_cut_to_its_column() =>
        Assert.Contains("\n5      a very long…       5000 ", Session.Format(Session.Run("Get-SampleThing", ("Id", 5), ("Prefix", "a very long prefix")).Succeeded().Output), System.StringComparison.Ordinal);

    [Theory]
    [InlineData("暁", "\n5      暁-5               5000 ")]
    [InlineData("鼎峰物流股份有限公司", "\n5      鼎峰物流股…        5000 ")]
    public void Wide_characters_take_two_cells(string prefix, string row) =>
        Assert.Contains(row, Session.Format(Session.Run("Get-SampleThing", ("Id", 5), ("Prefix", prefix)).Succeeded().Output), System.StringComparison.Ordinal);

    [Fact]
    public void A_list_follows_the_list_view() => Assert.Equal(
        """

        Id         : 1
        Painted in : DarkGreen
        Name       : thing-1

        Id         : 2
        Painted in : 
        Name       : thing-2


        """.ReplaceLineEndings("\n"), Session.Format(Things(1, 2), Step.Of("Format-List")));

    [Fact]
    public void Columns_as_wide_as_their_content_when_asked_for() => Assert.Equal(
        """

        Id Called  Size Day        Tags     Colour
        -- ------  ---- ---        ----     ------
        1  thing-1 1000 2026-01-03 {t1}     DarkGreen
        2  thing-2 2000 2026-01-04 {t1, t2} 


        """.ReplaceLineEndings("\n"), Session.Format(Things(1, 2), Step.Of("Format-Table", ("AutoSize", true))));

    [Fact]
    public void Chosen_properties_make_a_table_of_their_own() => Assert.Equal(
        """

        Id Name    Size
        -- ----    ----
         1 thing-1 1000
         2 thing-2 2000


        """.ReplaceLineEndings("\n"), Session.Format(Things(1, 2), Step.Of("Format-Table", ("Property", new[] { "Id", "Name", "Size" }))));

    [Fact]
    public void Objects_without_a_view_are_a_table_up_to_four_properties_and_a_list_beyond()
    {
        Assert.Equal("\nA Bee\n- ---\n1 two\n2 \n\n", Session.Format(new[] { Sample(("A", 1), ("Bee", "two")), Sample(("A", 2), ("Bee", null)) }));
        Assert.Equal("\nA : 1\nB : two\nC : 3\nD : True\nE : 5\n\n", Session.Format(new[] { Sample(("A", 1), ("B", "two"), ("C", 3), ("D", true), ("E", 5)) }));
    }

    [Fact]
    public void Other_objects_stand_between_the_rows_of_a_table()
    {
        PSObject thing = Things(1)[0];
        string text = Session.Format(new object[] { thing, "text", Sample(("A", 1)), thing });
        Assert.EndsWith("DarkGreen\ntext\n\nA : 1\n\n1      thing-1            1000 2026-01-03   {t1}                                   DarkGreen\n\n", text, System.StringComparison.Ordinal);
    }

    [Fact]
    public void An_object_takes_the_view_of_the_type_name_that_it_was_given()
    {
        PSObject made = Sample(("Id", 3), ("Name", "x"));
        made.TypeNames.Insert(0, "EngineSampleModule.SampleThing");
        Assert.Contains("\n3      x ", Session.Format(new[] { made }), System.StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_shows_what_is_in_collections_and_breaks_long_text()
    {
        PSObject item = Sample(("A", null), ("B", new object?[] { 1, null, "x" }), ("C", new Hashtable { ["k"] = 1 }), ("D", new string('w', 130)), ("E", "one\ntwo"));
        Assert.Equal($"\nA : \nB : {{1, $null, x}}\nC : {{[k, 1]}}\nD : {new string('w', 116)}\n    {new string('w', 14)}\nE : one\n    two\n\n", Session.Format(new[] { item }));
    }

    [Fact]
    public void Text_and_numbers_stand_alone() => Assert.Equal("1\na\n2.5\n", Session.Format(new object[] { 1, "a", 2.5 }));

    [Fact]
    public void Text_of_objects_is_the_text_of_what_they_hold()
    {
        Assert.Equal("@{A=1; B=System.Int32[]}", Sample(("A", 1), ("B", new[] { 1, 2 })).ToString());
        Assert.Equal("1 2", new PSObject(new[] { 1, 2 }).ToString());
        Assert.Equal("1.5", new PSObject(1.5).ToString());
    }

    private PSObject[] Things(params int[] ids) => [.. Session.Run("Get-SampleThing", ("Id", ids)).Succeeded().Output.Select(static o => o!)];
}
