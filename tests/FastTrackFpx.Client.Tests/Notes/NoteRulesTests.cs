namespace FastTrackFpx.Client.Tests.Notes;

public class NoteRulesTests
{
    [Fact]
    public void An_emoji_counts_as_one_character_as_the_document_says()
    {
        Assert.Empty(NoteRules.Check(string.Concat(Enumerable.Repeat("\U0001F600", NoteRules.MaxLength))));
        Assert.Equal([NoteRules.TextLength], NoteRules.Check(string.Concat(Enumerable.Repeat("\U0001F600", NoteRules.MaxLength + 1))).Select(finding => finding.RuleId));
    }

    [Fact]
    public void Half_a_character_is_refused_because_it_would_arrive_as_another_one()
    {
        var finding = Assert.Single(NoteRules.Check("ok \uD83D then"));
        Assert.Equal(NoteRules.TextWhole, finding.RuleId);
        Assert.Contains("position 4", finding.Message);
        Assert.Empty(NoteRules.Check("fine \U0001F600"));
    }

    [Fact]
    public void Line_endings_and_other_scripts_go_out_as_they_are()
    {
        var body = NoteChanges.Body(new FpxNote { Text = "one\r\ntwo\nthree\tZażółć \"q\"", NoteCategory = new FpxLookup { Id = "1" } });
        Assert.Equal("""{"text":"one\r\ntwo\nthree\tZażółć \"q\"","noteCategoryId":1}""", body);
    }
}
