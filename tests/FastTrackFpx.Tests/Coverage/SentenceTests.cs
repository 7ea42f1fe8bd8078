namespace FastTrackFpx.Tests.Coverage;

/// <summary>What a user is told and asked before something changes, and what a log keeps of it, word by word.</summary>
public sealed class SentenceTests : WriteCases
{
    [Fact]
    public void Every_sentence_is_the_one_that_was_agreed_on()
    {
        var text = new StringBuilder();
        foreach (Attempt write in EveryWrite())
        {
            string told = Assert.Single(write.With(("WhatIf", true)).RunIn(Session).Succeeded().HostLines);
            string asked = Assert.Single(write.With(("Confirm", true)).RunIn(Session.Answering("No")).Succeeded().Prompts).Message;
            SessionResult done = write.With(("Confirm", false), ("Verbose", true)).RunIn(Session).Succeeded();
            text.Append(write.Command).Append('\n');
            foreach (string line in new[] { told, asked, Kept(told, done.Verbose) }) text.Append("    ").Append(Settled(line)).Append('\n');
        }

        string agreedPath = Path.Combine(StagedModule.RepositoryRoot, "tests", "FastTrackFpx.Tests", "Coverage", "Sentences.txt");
        string builtPath = Path.Combine(StagedModule.RepositoryRoot, "out", "Sentences.txt");
        File.WriteAllText(builtPath, text.ToString());
        Assert.True(
            File.ReadAllText(agreedPath).ReplaceLineEndings("\n") == text.ToString(),
            $"A sentence has changed. Compare {agreedPath} with {builtPath}; if the change is meant, copy the second over the first.");
    }

    // Ports and the ids of changes are other ones with each run.
    private string Settled(string line) => Regex.Replace(line.Replace(Service.BaseUri.Host, "localhost"), "(?<= change) [0-9a-f-]{36}", " {id}");

    // Of the lines of a run, the one that begins as the question does.
    private static string Kept(string told, IEnumerable<string> verbose)
    {
        string verb = told["What if: ".Length..].Split(' ')[0];
        return verbose.Single(line => line.StartsWith(verb + " ", System.StringComparison.Ordinal));
    }
}
