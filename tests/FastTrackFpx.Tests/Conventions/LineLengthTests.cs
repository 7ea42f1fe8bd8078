namespace FastTrackFpx.Tests.Conventions;

/// <summary>Source fits the width that .editorconfig states.</summary>
public sealed partial class LineLengthTests
{
    // A manifest (.psd1) is data: its texts cannot be broken.
    private static readonly string[] Source = [".cs", ".ps1", ".psm1", ".csproj", ".props", ".targets"];

    [Fact]
    public void No_line_is_too_long()
    {
        string settings = File.ReadAllText(Path.Combine(Repository.Root, ".editorconfig"));
        int most = int.Parse(Setting().Match(settings).Groups[1].Value, CultureInfo.InvariantCulture);
        string[] files = [.. Directory.EnumerateFiles(Repository.Root), .. new[] { "src", "tests", ".build", ".ci" }.SelectMany(Written)];
        Assert.Contains(files, file => Path.GetFileNameWithoutExtension(file) == nameof(LineLengthTests));

        string[] faults =
        [
            .. from file in files
               where Source.Contains(Path.GetExtension(file))
               from line in File.ReadLines(file).Index()
               where line.Item.Length > most && !RawLiteral().IsMatch(line.Item)
               select $"{Path.GetRelativePath(Repository.Root, file)}:{line.Index + 1}: {line.Item.Length} columns",
        ];
        Assert.True(faults.Length == 0, $"{faults.Length} lines are longer than {most} columns:\n{string.Join('\n', faults)}");
    }

    [Theory]
    [InlineData("""        "{ }";""", false)]
    [InlineData(""""        $$"""{ "id": {{id}} }"""),"""", true)]
    [InlineData(""""        Send("""{ "id": 1 }""");"""", false)]
    [InlineData("""""        """{ "id": 1 }""" + """{ "id": 2 }""";""""", false)]
    public void Only_a_raw_literal_that_is_alone_on_its_line_may_be_longer(string line, bool isAllowed) =>
        Assert.Equal(isAllowed, RawLiteral().IsMatch(line));

    /// <summary>The files of a folder without what a build writes.</summary>
    private static IEnumerable<string> Written(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories).Where(file => !Built().IsMatch(file));

    [GeneratedRegex(@"(?m)^max_line_length = (\d+)\r?$")]
    private static partial Regex Setting();

    [GeneratedRegex(@"[\\/](?:bin|obj)[\\/]")]
    private static partial Regex Built();

    // It is one datum, such as the JSON of a response.
    [GeneratedRegex(""""^\s*\$*"{3}(?:(?!"{3}).)*"{3}[)\]},;]*$"""")]
    private static partial Regex RawLiteral();
}
