using System;
using System.Collections.Generic;
using System.IO;
using FastTrackFpx.EngineHost;

namespace FastTrackFpx.Tests.Engine;

/// <summary>Which engine is taken, of those that there are.</summary>
public sealed class EngineFinderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fpx-finder-").FullName;
    private readonly Dictionary<string, string> _environment = [];

    public EngineFinderTests()
    {
        // Any assembly will do for one that is only found and not loaded.
        Directory.CreateDirectory(Path.Combine(_folder, "engine"));
        File.Copy(typeof(EngineFinderTests).Assembly.Location, Path.Combine(_folder, "engine", "System.Management.Automation.dll"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Without_a_PowerShell_it_is_the_stand_in()
    {
        EngineChoice engine = Find();
        Assert.False(engine.IsReal);
        Assert.Equal(Path.Combine(_folder, "engine"), engine.Folder);
    }

    [Fact]
    public void The_variable_forces_the_stand_in()
    {
        _environment["FPX_ENGINE"] = "standin";
        _environment["POWERSHELL_HOME"] = PowerShell("home");
        Assert.False(Find().IsReal);
    }

    [Fact]
    public void The_variable_names_a_folder_and_takes_no_other()
    {
        _environment["FPX_ENGINE"] = PowerShell("named");
        Assert.Equal(Path.Combine(_folder, "named"), Find().Folder);
        _environment["FPX_ENGINE"] = Path.Combine(_folder, "nowhere");
        Assert.Contains("it holds no System.Management.Automation.dll", Assert.Throws<InvalidOperationException>(Find).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_home_of_PowerShell_comes_before_the_path()
    {
        _environment["POWERSHELL_HOME"] = PowerShell("home");
        _environment["PATH"] = PowerShell("path");
        Assert.Equal((Path.Combine(_folder, "home"), "POWERSHELL_HOME"), (Find().Folder, Find().FoundBy));
    }

    [Fact]
    public void A_PowerShell_that_needs_a_newer_NET_is_passed_over_and_named()
    {
        string newer = PowerShell("newer", "11.0.0-preview.1");
        _environment["PATH"] = string.Join(Path.PathSeparator, newer, PowerShell("older", "8.0.0"));
        EngineChoice engine = Find();
        Assert.Equal(Path.Combine(_folder, "older"), engine.Folder);
        Assert.Equal($"{newer} (pwsh on PATH): it needs .NET 11.0, this process runs on 10.0", Assert.Single(engine.PassedOver));
        Assert.Contains($"passed over {newer}", engine.ToString(), StringComparison.Ordinal);
    }

    [FactOnUnix]
    public void A_link_on_the_path_leads_to_the_folder_behind_it()
    {
        string home = PowerShell("home");
        string bin = Directory.CreateDirectory(Path.Combine(_folder, "bin")).FullName;
        File.CreateSymbolicLink(Path.Combine(bin, "pwsh"), Path.Combine(home, "pwsh"));
        _environment["PATH"] = bin;
        Assert.Equal(home, Find().Folder);
    }

    [Fact]
    public void A_script_on_the_path_leads_to_the_folder_that_it_names()
    {
        string home = PowerShell("home");
        string bin = Directory.CreateDirectory(Path.Combine(_folder, "bin")).FullName;
        string launcher = Path.Combine(bin, OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh");
        File.WriteAllText(launcher, $"#!/bin/sh\nexec dotnet \"{home.Replace('\\', '/')}/pwsh.dll\" \"$@\"\n");
        _environment["PATH"] = bin;
        Assert.Equal(home, Find().Folder);
    }

    [Fact]
    public void The_tool_of_the_repository_comes_after_the_path()
    {
        File.WriteAllText(Path.Combine(_folder, "FpxPowerShell.sln"), string.Empty);
        Directory.CreateDirectory(Path.Combine(_folder, ".config"));
        File.WriteAllText(Path.Combine(_folder, ".config", "dotnet-tools.json"), """{ "version": 1, "tools": { "powershell": { "version": "7.6.0", "commands": [ "pwsh" ] } } }""");
        string tool = PowerShell(Path.Combine("packages", "powershell", "7.6.0", "tools", "net10.0", "any", OperatingSystem.IsWindows() ? "win" : "unix"));
        _environment["NUGET_PACKAGES"] = Path.Combine(_folder, "packages");
        Assert.Equal((tool, "the repository's .NET tool"), (Find().Folder, Find().FoundBy));
        _environment["PATH"] = PowerShell("path");
        Assert.Equal("pwsh on PATH", Find().FoundBy);
    }

    private EngineChoice Find() => new EngineFinder(name => _environment.GetValueOrDefault(name), _folder, new Version(10, 0, 3)).Find();

    private string PowerShell(string name, string runtime = "10.0.0")
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
        File.Copy(typeof(EngineFinderTests).Assembly.Location, Path.Combine(folder, "System.Management.Automation.dll"));
        File.WriteAllText(Path.Combine(folder, OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh"), string.Empty);
        File.WriteAllText(Path.Combine(folder, "pwsh.runtimeconfig.json"), $$"""{ "runtimeOptions": { "framework": { "name": "Microsoft.NETCore.App", "version": "{{runtime}}" } } }""");
        return folder;
    }
}

/// <summary>A test that makes a link, which takes a right on Windows that a test run need not have.</summary>
public sealed class FactOnUnixAttribute : FactAttribute
{
    public FactOnUnixAttribute()
    {
        if (OperatingSystem.IsWindows())
            Skip = "Making links takes a right that this run may not have.";
    }
}
