using System;
using System.Diagnostics;
using System.Threading.Tasks;
using FastTrackFpx.EngineHost;

namespace FastTrackFpx.Tests.Engine;

/// <summary>Where PowerShell itself runs the tests of this folder and those of faults, the stand-in must pass the same ones.</summary>
public sealed class BothEnginesTests
{
    [FactOnPowerShell]
    public async Task The_stand_in_passes_the_tests_that_PowerShell_passes()
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { "test", typeof(BothEnginesTests).Assembly.Location, "--filter", "FullyQualifiedName~FastTrackFpx.Tests.Engine.|FullyQualifiedName~FastTrackFpx.Tests.Faults." },
            Environment = { [EngineFinder.Variable] = "standin" },
        };
        using Process run = Process.Start(start)!;
        Task<string> errors = run.StandardError.ReadToEndAsync();
        string output = await run.StandardOutput.ReadToEndAsync() + await errors;
        await run.WaitForExitAsync();
        Assert.True(run.ExitCode == 0, output);
        Assert.Contains("Engine: stand-in", output, StringComparison.Ordinal);
        Assert.Contains("Passed!", output, StringComparison.Ordinal);
    }
}

/// <summary>A test that compares with PowerShell; without one it is skipped, and the run says so.</summary>
public sealed class FactOnPowerShellAttribute : FactAttribute
{
    public FactOnPowerShellAttribute()
    {
        if (!EngineHost.Engine.Current.IsReal)
            Skip = $"There is no PowerShell to compare with. {EngineHost.Engine.Current}";
    }
}
