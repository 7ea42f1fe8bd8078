using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using FastTrackFpx.Tests.Packaging;

namespace FastTrackFpx.Tests.Conventions;

/// <summary>An error id is declared, documented and tested, or none of these.</summary>
public sealed partial class ErrorIdTests
{
    /// <summary>The first two are raised in Windows PowerShell 5.1 only, where no test project runs; the third needs a server that breaks TLS off in its first record.</summary>
    private static readonly string[] WithoutTest = ["CertificateFormNotSupported", "EditionNotSupported", "ResponseNotHttp"];

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
    public void Every_error_id_occurs_in_a_test()
    {
        string tests = Path.Combine(StagedModule.RepositoryRoot, "tests");
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (string file in Directory.EnumerateFiles(tests, "*.*", SearchOption.AllDirectories).Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".ps1", StringComparison.Ordinal)))
        {
            if (!file.Contains("Conventions", StringComparison.Ordinal)) words.UnionWith(Word().Matches(File.ReadAllText(file)).Select(match => match.Value));
        }

        Assert.Empty(Declared.Except(words).Except(WithoutTest));
    }

    private static IEnumerable<string> Documented(string topic, Regex entry) =>
        entry.Matches(File.ReadAllText(Path.Combine(HelpPage.Folder, $"about_Fpx_{topic}.help.txt"))).Select(match => match.Groups[1].Value).Distinct();

    // An id at the beginning of a line, before its explanation.
    [GeneratedRegex(@"(?m)^ {8}([A-Z][A-Za-z]+) +[^ ]")]
    private static partial Regex Entry();

    [GeneratedRegex("(?m)^ {4}((?:Certificate|Client)[A-Za-z]+) {2,}")]
    private static partial Regex CertificateEntry();

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex Word();
}
