namespace FastTrackFpx.Client.Tests.Notes;

public class NoteRulesTests
{
    [Fact]
    public void A_text_counts_in_whole_characters_and_goes_out_as_it_is()
    {
        Assert.Empty(NoteRules.Check(string.Concat(Enumerable.Repeat("\U0001F600", NoteRules.MaxLength))));
        Assert.Equal([NoteRules.TextLength], NoteRules.Check(string.Concat(Enumerable.Repeat("\U0001F600", NoteRules.MaxLength + 1))).Select(finding => finding.RuleId));
        var finding = Assert.Single(NoteRules.Check("ok \uD83D then"));
        Assert.Equal(NoteRules.TextWhole, finding.RuleId);
        Assert.Contains("position 4", finding.Message);
        var body = NoteChanges.Body(new FpxNote { Text = "one\r\ntwo\nthree\tZażółć \"q\"", NoteCategory = new FpxLookup { Id = "1" } });
        Assert.Equal("""{"text":"one\r\ntwo\nthree\tZażółć \"q\"","noteCategoryId":1}""", body);
    }
}
