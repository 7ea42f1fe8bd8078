namespace FastTrackFpx.Tests.Conventions;

/// <summary>An error id is declared, documented and tested, or none of these.</summary>
public sealed partial class ErrorIdTests
{
    /// <summary>Raised in Windows PowerShell 5.1 only, where no test project runs.</summary>
    private static readonly string[] OfWindowsPowerShell = ["EditionNotSupported"];

    private static readonly string[] Declared =
        [.. BuiltModule.Records.GetType("FastTrackFpx.FpxErrorCode", throwOnError: true)!.GetFields().Select(field => (string)field.GetRawConstantValue()!)];

    [Fact]
    public void Every_documented_error_id_exists()
    {
        string[] documented = [.. Documented("Errors", Entry()), .. Documented("Authentication", CertificateEntry())];
        Assert.Empty(documented.Except(Declared));
        Assert.Empty(Declared.Except(documented));
    }

    [Fact]
    public void Every_error_id_occurs_in_a_test_and_every_one_that_a_test_expects_exists()
    {
        Assert.Empty(Declared.Except(OfWindowsPowerShell).Except(Tests().SelectMany(text => Word().Matches(text).Select(match => match.Value))));
        // PowerShell's own ids are those of its binder.
        string[] expected = [.. Tests().SelectMany(text => Expected().Matches(text).Select(match => match.Groups["id"].Value)).Where(id => !id.StartsWith("Parameter", StringComparison.Ordinal)).Distinct()];

        Assert.True(expected.Length > 30, string.Join(", ", expected));
        Assert.Empty(expected.Except(Declared));
    }

    /// <summary>What a test does not need is in obj and bin.</summary>
    private static IEnumerable<string> Tests() => Directory.EnumerateFiles(Path.Combine(StagedModule.RepositoryRoot, "tests"), "*.*", SearchOption.AllDirectories)
        .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".ps1", StringComparison.Ordinal))
        .Where(file => !new[] { "Conventions", "obj", "bin" }.Any(folder => file.Contains($"{Path.DirectorySeparatorChar}{folder}{Path.DirectorySeparatorChar}", StringComparison.Ordinal)))
        .Select(File.ReadAllText);

    private static IEnumerable<string> Documented(string topic, Regex entry) =>
        entry.Matches(File.ReadAllText(Path.Combine(HelpPage.Folder, $"about_Fpx_{topic}.help.txt"))).Select(match => match.Groups[1].Value).Distinct();

    // An id at the beginning of a line, before its explanation.
    [GeneratedRegex(@"(?m)^ {8}([A-Z][A-Za-z]+) +[^ ]")]
    private static partial Regex Entry();

    [GeneratedRegex("(?m)^ {4}((?:Certificate|Client)[A-Za-z]+) {2,}")]
    private static partial Regex CertificateEntry();

    // An id beside its category, as a constant, or before the cmdlet in FullyQualifiedErrorId.
    [GeneratedRegex("""
        "(?<id>[A-Z][A-Za-z]+)", ErrorCategory\.|\b(?:Fpx)?ErrorCode\.(?<id>[A-Z][A-Za-z]+)\b(?!\()|'(?<id>[A-Z][A-Za-z]+),FastTrackFpx
        """)]
    private static partial Regex Expected();

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex Word();
}
