using Xunit.Sdk;

namespace FastTrackFpx.Tests.RealPowerShell;

/// <summary>
/// The Pester suite of tests/Pester, run in a PowerShell of its own against a sandbox of its own. The counts go to out/test-results/pester-counts
/// (passed, failed, skipped on one line), for who adds up the whole run.
/// </summary>
[Trait("Category", "Slow")]
public sealed class PesterSuiteTests(ITestOutputHelper output, PesterSuiteTests.RunMessages messages) : IClassFixture<PesterSuiteTests.RunMessages>
{
    // Far beyond what the suite takes: it only turns a hang into a failure.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    [Fact]
    public async Task The_Pester_suite_passes_on_PowerShell_7() => await RunAsync(PowerShellProgram.Core, "pester-counts");

    [DesktopFact]
    public async Task The_Pester_suite_passes_on_Windows_PowerShell() => await RunAsync(PowerShellProgram.Desktop!, "pester-desktop-counts");

    private async Task RunAsync(PowerShellProgram program, string countsFile)
    {
        using var ending = new CancellationTokenSource(Limit);
        await using PracticeSandbox sandbox = await PracticeSandbox.StartAsync(new SandboxOptions { RequestsPerMinute = 0, Services = { "cloudCockpit", "longJump", "appDirect" } }, ending.Token);
        string resultPath = Path.Combine(sandbox.Folder, "pester.json");
        string[] arguments = ["-ModulePath", StagedModule.Folder, "-PesterPath", PowerShellProgram.PesterManifest, "-ResultPath", resultPath];

        ProgramResult ended = await program.RunFileAsync(Path.Combine(StagedModule.RepositoryRoot, "tests", "Pester", "Invoke-Suite.ps1"), arguments, sandbox.Variables, ending.Token);
        Assert.True(File.Exists(resultPath), $"The suite gave no result: {ended}");

        PesterResult result = JsonSerializer.Deserialize<PesterResult>(await File.ReadAllTextAsync(resultPath, ending.Token))!;
        string summary = $"PowerShell {result.PowerShell}, Pester {result.Pester}: {result.Passed} passed, {result.Failed} failed, {result.Skipped} skipped";
        output.WriteLine(summary);
        messages.Write(summary);
        foreach (string test in result.LeftOut) output.WriteLine("left out: " + test);
        foreach (string test in result.Slowest) output.WriteLine("slowest: " + test);
        await CountAsync(countsFile, result);

        Assert.True(result.Failed == 0, string.Join(Environment.NewLine, result.Failures));
        Assert.NotEqual(0, result.Passed);
    }

    private static async Task CountAsync(string file, PesterResult result)
    {
        string folder = Path.Combine(StagedModule.RepositoryRoot, "out", "test-results");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, file), $"{result.Passed} {result.Failed} {result.Skipped}\n");
    }

    /// <summary>Lines that a run shows even if every test passes.</summary>
    public sealed class RunMessages(IMessageSink sink)
    {
        public void Write(string line) => sink.OnMessage(new DiagnosticMessage(line));
    }

    // As Invoke-Suite.ps1 writes it.
    private sealed record PesterResult(
        string PowerShell,
        string Pester,
        int Passed,
        int Failed,
        int Skipped,
        IReadOnlyList<string> Failures,
        IReadOnlyList<string> LeftOut,
        IReadOnlyList<string> Slowest);
}
