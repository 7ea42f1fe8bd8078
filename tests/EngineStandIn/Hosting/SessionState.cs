using System.Collections;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.IO;
using System.Linq;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;

namespace System.Management.Automation;

/// <summary>What transformation and validation attributes may ask of the session.</summary>
public class EngineIntrinsics
{
    private readonly LocalRunspace _runspace;
    internal EngineIntrinsics(LocalRunspace runspace) => _runspace = runspace;
    public SessionState SessionState => _runspace.Session;
    public PSHost Host => _runspace.Host;
}

public sealed class SessionState
{
    public PathIntrinsics Path { get; } = new();
    public PSVariableIntrinsics PSVariable { get; } = new();
}

public class PSVariable(string name, object? value)
{
    public PSVariable(string name) : this(name, null) { }
    public string Name { get; } = name;
    public virtual object? Value { get; set; } = value;
}

public sealed class PSVariableIntrinsics
{
    private readonly Dictionary<string, PSVariable> _variables = new(StringComparer.OrdinalIgnoreCase);

    internal PSVariableIntrinsics()
    {
        foreach (string shown in new[] { "ErrorActionPreference", "WarningPreference", "ProgressPreference" })
            Set(shown, ActionPreference.Continue);
        foreach (string hidden in new[] { "VerbosePreference", "DebugPreference", "InformationPreference" })
            Set(hidden, ActionPreference.SilentlyContinue);
        Set("ConfirmPreference", ConfirmImpact.High);
        Set("WhatIfPreference", false);
        Set("Error", new ArrayList());
    }

    public PSVariable? Get(string name) => _variables.GetValueOrDefault(name.Split(':')[^1]);
    public object? GetValue(string name) => Get(name)?.Value;
    public object? GetValue(string name, object? defaultValue) => Get(name) is { } variable ? variable.Value : defaultValue;
    public void Set(string name, object? value) => _variables[name.Split(':')[^1]] = new PSVariable(name, value);
    public void Set(PSVariable variable) => _variables[variable.Name] = variable;
    public void Remove(string name) => _variables.Remove(name);
    internal void AddError(ErrorRecord record) => ((ArrayList)GetValue("Error")!).Insert(0, record);
}

public class ProviderInfo
{
    internal static readonly ProviderInfo FileSystem = new();
    internal ProviderInfo() { }
    public string Name => "FileSystem";
    public override string ToString() => "Microsoft.PowerShell.Core\\FileSystem";
}

public class PSDriveInfo
{
    internal PSDriveInfo(string name) => Name = name;

    public string Name { get; }
    public ProviderInfo Provider => ProviderInfo.FileSystem;
}

/// <summary>Paths of the file system, the one provider there is here, from the session's own current folder.</summary>
public sealed class PathIntrinsics
{
    private readonly string _current = Environment.CurrentDirectory;
    internal PathIntrinsics() { }
    public string GetUnresolvedProviderPathFromPSPath(string path) => GetUnresolvedProviderPathFromPSPath(path, out _, out _);

    public string GetUnresolvedProviderPathFromPSPath(string path, out ProviderInfo provider, out PSDriveInfo? drive)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        (provider, drive) = (ProviderInfo.FileSystem, new PSDriveInfo("/"));
        path = path.Contains("::", StringComparison.Ordinal) ? path[(path.IndexOf("::", StringComparison.Ordinal) + 2)..] : path;
        if (path.IndexOf(':') is > 1 and int colon)
            throw new DriveNotFoundException($"Cannot find drive. A drive with the name '{path[..colon]}' does not exist.");
        if (path == "~" || path.StartsWith("~/", StringComparison.Ordinal) || path.StartsWith("~\\", StringComparison.Ordinal))
            path = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + path[1..];
        // PowerShell leaves a path that no file system has to whoever opens it.
        return path.Contains('\0', StringComparison.Ordinal) ? Path.Combine(_current, path) : Path.GetFullPath(path, _current);
    }

    public Collection<string> GetResolvedProviderPathFromPSPath(string path, out ProviderInfo provider)
    {
        string full = GetUnresolvedProviderPathFromPSPath(path, out provider, out _);
        string[] found = WildcardPattern.ContainsWildcardCharacters(Path.GetFileName(full))
            ? [.. Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(full)!).Where(e => new WildcardPattern(Path.GetFileName(full), WildcardOptions.IgnoreCase).IsMatch(Path.GetFileName(e))).Order()]
            : Path.Exists(full) ? [full] : throw new ItemNotFoundException($"Cannot find path '{full}' because it does not exist.");
        return new Collection<string>(found);
    }
}
