using FastTrackFpx.Hosting;

namespace FastTrackFpx.Tour.Tests;

[Trait("Category", "Slow")]
public partial class TourTests
{
    [Fact]
    public async Task The_whole_tour_goes_as_its_script_says()
    {
        using var paper = new StringWriter(CultureInfo.InvariantCulture);
        int outcome = await Program.TakeTourAsync(paper);
        string text = paper.ToString();
        Assert.True(outcome == 0, text);
        Assert.DoesNotContain("NOT AS EXPECTED", text, System.StringComparison.Ordinal);
        Assert.Contains($"{PowerShellEngine.Name}\n", text.ReplaceLineEndings("\n"), System.StringComparison.Ordinal);
        Assert.Contains("PS> Get-FpxTenant | Select-Object -First 5", text, System.StringComparison.Ordinal);
        foreach (string example in ExamplesOfTheReadme()) Assert.Contains(Folded(example), Folded(text), System.StringComparison.Ordinal);
        Assert.Contains("200 ResponseTruncated in", text, System.StringComparison.Ordinal);
        Assert.Contains("Id: NotConnected,", text, System.StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_is_shown_as_a_person_would_type_it()
    {
        TourCommand command = new TourCommand("Get-FpxTenant").With("Name", "O'Hara Ltd").With("Basic").With("First", 3).With("Id", new[] { "a b", "c" });
        Assert.Equal("Get-FpxTenant -Name 'O''Hara Ltd' -Basic -First 3 -Id 'a b', c", command.ToString());
    }

    /// <summary>The README shows nothing that the tour did not.</summary>
    private static string[] ExamplesOfTheReadme()
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md")).ReplaceLineEndings("\n");
        string[] examples = [.. ExampleBlock().Matches(readme).Select(match => match.Groups[1].Value)];
        Assert.True(examples.Length >= 5, "The README has lost its examples.");
        return examples;
    }

    /// <summary>
    /// How many blanks follow East Asian letters depends on how wide the terminal takes them to be. The sandbox gives new records their
    /// ids in the order of arrival, and the rows of a file are sent side by side.
    /// </summary>
    private static string Folded(string text) =>
        Ids().Replace(Blanks().Replace(text.ReplaceLineEndings("\n"), " ").Replace(" \n", "\n"), "an id");

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", RegexOptions.CultureInvariant)]
    private static partial Regex Ids();

    [GeneratedRegex(" +", RegexOptions.CultureInvariant)]
    private static partial Regex Blanks();

    [GeneratedRegex("```text\n(PS> .*?)\n```", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex ExampleBlock();
}
