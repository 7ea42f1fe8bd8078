using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FastTrackFpx.EngineHost;

/// <summary>
/// Finds the engine to run: the one that <c>FPX_ENGINE</c> names, an installed PowerShell, the repository's .NET tool, or the stand-in.
/// </summary>
public sealed class EngineFinder
{
    /// <summary>The variable that names an engine: <c>standin</c>, or the folder of a PowerShell.</summary>
    public const string Variable = "FPX_ENGINE";

    private const string EngineFile = "System.Management.Automation.dll";
    private readonly Func<string, string?> _environment;
    private readonly string _baseFolder;
    private readonly Version _runtime;
    private readonly List<string> _passedOver = [];

    /// <summary>A finder for this process.</summary>
    public EngineFinder() : this(Environment.GetEnvironmentVariable, AppContext.BaseDirectory, Environment.Version) { }

    /// <summary>A finder for a process with that environment, folder and .NET version.</summary>
    public EngineFinder(Func<string, string?> environment, string baseFolder, Version runtime) =>
        (_environment, _baseFolder, _runtime) = (environment, baseFolder, runtime);

    /// <summary>The engine to run.</summary>
    /// <exception cref="InvalidOperationException">The variable names a folder without a PowerShell that can run here, or the stand-in is not there.</exception>
    public EngineChoice Find()
    {
        _passedOver.Clear();
        string? named = _environment(Variable);
        if (string.Equals(named, "standin", StringComparison.OrdinalIgnoreCase))
            return StandIn($"{Variable}=standin");
        if (!string.IsNullOrEmpty(named))
            return Take(named, Variable) ?? throw new InvalidOperationException($"{Variable} names a PowerShell that cannot be used: {_passedOver[^1]}");
        foreach ((string folder, string foundBy) in Candidates())
        {
            if (Take(folder, foundBy) is { } engine)
                return engine;
        }

        return StandIn("no PowerShell found");
    }

    private IEnumerable<(string Folder, string FoundBy)> Candidates()
    {
        if (_environment("POWERSHELL_HOME") is { Length: > 0 } home)
            yield return (home, "POWERSHELL_HOME");
        string program = OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh";
        foreach (string folder in (_environment("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            string launcher = Path.Combine(folder, program);
            if (File.Exists(launcher))
                yield return (BehindLauncher(launcher), "pwsh on PATH");
        }

        if (ToolFolder() is { } tool)
            yield return (tool, "the repository's .NET tool");
    }

    private EngineChoice? Take(string folder, string foundBy)
    {
        string engine = Path.Combine(folder, EngineFile);
        if (!File.Exists(engine))
            return PassOver($"{folder} ({foundBy}): it holds no {EngineFile}");
        string config = Path.Combine(folder, "pwsh.runtimeconfig.json");
        if (!File.Exists(config))
            return PassOver($"{folder} ({foundBy}): it does not say which .NET it needs");
        Version needed = NeededRuntime(config);
        if (needed.Major > _runtime.Major || (needed.Major == _runtime.Major && needed.Minor > _runtime.Minor))
            return PassOver($"{folder} ({foundBy}): it needs .NET {needed.ToString(2)}, this process runs on {_runtime.ToString(2)}");
        string version = FileVersionInfo.GetVersionInfo(engine).ProductVersion?.Split(' ', '+')[0] ?? "of unknown version";
        return new EngineChoice("PowerShell", version, Path.GetFullPath(folder), foundBy, [.. _passedOver]);
    }

    private EngineChoice? PassOver(string reason)
    {
        _passedOver.Add(reason);
        return null;
    }

    private EngineChoice StandIn(string foundBy)
    {
        string folder = Path.Combine(_baseFolder, "engine");
        string file = Path.Combine(folder, EngineFile);
        return File.Exists(file)
            ? new EngineChoice(EngineChoice.StandIn, AssemblyName.GetAssemblyName(file).Version!.ToString(2), folder, foundBy, [.. _passedOver])
            : throw new InvalidOperationException($"The stand-in engine is not where the build puts it: {file}");
    }

    /// <summary>The folder of the PowerShell that a launcher starts: a link, a shell script, or the program itself.</summary>
    private static string BehindLauncher(string launcher)
    {
        string target = File.ResolveLinkTarget(launcher, returnFinalTarget: true)?.FullName ?? launcher;
        string folder = Path.GetDirectoryName(target)!;
        if (File.Exists(Path.Combine(folder, EngineFile)))
            return folder;
        if (IsScript(target) && Regex.Match(File.ReadAllText(target), @"(?<path>/[^\s""']*?)/pwsh(\.dll)?\b") is { Success: true } match)
            return match.Groups["path"].Value;
        // The launcher of a global .NET tool: the tool itself is kept beside it.
        string store = Path.Combine(folder, ".store", "powershell");
        return Directory.Exists(store) ? EngineUnder(store) ?? folder : folder;
    }

    private static bool IsScript(string path)
    {
        using FileStream file = File.OpenRead(path);
        return file.ReadByte() == '#' && file.ReadByte() == '!';
    }

    private string? ToolFolder()
    {
        if (Repository.Find(_baseFolder) is not { } root || Path.Combine(root, ".config", "dotnet-tools.json") is not { } manifest || !File.Exists(manifest))
            return null;
        using JsonDocument tools = JsonDocument.Parse(File.ReadAllText(manifest));
        if (!tools.RootElement.GetProperty("tools").TryGetProperty("powershell", out JsonElement tool))
            return null;
        string packages = _environment("NUGET_PACKAGES") is { Length: > 0 } set
            ? set
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        string package = Path.Combine(packages, "powershell", tool.GetProperty("version").GetString()!);
        return Directory.Exists(package) ? EngineUnder(package) : null;
    }

    private static string? EngineUnder(string folder)
    {
        string[] found = Directory.GetFiles(folder, EngineFile, SearchOption.AllDirectories);
        string platform = Path.DirectorySeparatorChar + (OperatingSystem.IsWindows() ? "win" : "unix") + Path.DirectorySeparatorChar;
        string? engine = found.FirstOrDefault(f => f.Contains(platform, StringComparison.Ordinal)) ?? found.FirstOrDefault();
        return Path.GetDirectoryName(engine);
    }

    private static Version NeededRuntime(string config)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(config));
        JsonElement options = document.RootElement.GetProperty("runtimeOptions");
        // A PowerShell that brings its own .NET names it in another place than one that uses an installed one.
        JsonElement framework = options.TryGetProperty("framework", out JsonElement one) ? one
            : options.TryGetProperty("frameworks", out JsonElement many) ? many[0] : options.GetProperty("includedFrameworks")[0];
        return Version.Parse(framework.GetProperty("version").GetString()!.Split('-')[0]);
    }
}
