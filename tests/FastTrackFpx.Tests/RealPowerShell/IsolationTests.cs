namespace FastTrackFpx.Tests.RealPowerShell;

/// <summary>
/// Beside a module that brings other versions of Polly.Core, the limiter and System.Text.Json, loaded before and after ours: both get their own, and neither
/// leaves anything behind.
/// </summary>
[Trait("Category", "Slow")]
public sealed class IsolationTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_module_that_came_first_with_other_versions_does_no_harm() => await RunAsync("First");

    [Fact]
    public async Task A_module_that_comes_later_with_other_versions_gets_its_own() => await RunAsync("Later");

    private async Task RunAsync(string order)
    {
        using var ending = new CancellationTokenSource(Limit);
        await using PracticeSandbox sandbox = await PracticeSandbox.StartAsync(new SandboxOptions(), ending.Token);
        string other = Path.Combine(sandbox.Folder, "OtherModule");
        PlantedAssembly.Write(other, "Polly.Core", new Version(7, 9, 0, 0));
        PlantedAssembly.Write(other, "System.Threading.RateLimiting", new Version(99, 0, 0, 0));
        PlantedAssembly.Write(other, "System.Text.Json", new Version(99, 0, 0, 0));
        string script = Path.Combine(StagedModule.RepositoryRoot, "tests", "FastTrackFpx.Tests", "RealPowerShell", "Isolation.ps1");
        ProgramResult ended = await PowerShellProgram.Core.RunFileAsync(
            script, ["-ModulePath", StagedModule.Folder, "-OtherPath", other, "-Order", order], sandbox.Variables, ending.Token);
        output.WriteLine(ended.ToString());
        Assert.Equal(0, ended.ExitCode);
        Assert.Equal("isolated", ended.Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).LastOrDefault());
    }
}
