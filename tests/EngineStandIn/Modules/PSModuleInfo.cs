using System.Collections.Generic;

namespace System.Management.Automation;

/// <summary>Runs once, before the cmdlets of an assembly are looked at.</summary>
public interface IModuleAssemblyInitializer
{
    void OnImport();
}

public interface IModuleAssemblyCleanup
{
    void OnRemove(PSModuleInfo psModuleInfo);
}

public enum ModuleType { Script, Binary, Manifest, Cim }

public sealed class PSModuleInfo
{
    internal PSModuleInfo(string name, string path) => (Name, Path) = (name, path);

    public string Name { get; }
    public string Path { get; }
    public string ModuleBase => IO.Path.GetDirectoryName(Path)!;
    public ModuleType ModuleType { get; internal set; } = ModuleType.Binary;
    public Version Version { get; internal set; } = new(0, 0);
    public Guid Guid { get; internal set; }
    public string? Description { get; internal set; }
    public Dictionary<string, CmdletInfo> ExportedCmdlets { get; } = new(StringComparer.OrdinalIgnoreCase);
    public Dictionary<string, AliasInfo> ExportedAliases { get; } = new(StringComparer.OrdinalIgnoreCase);

    internal Reflection.Assembly? Assembly { get; set; }

    public override string ToString() => Name;
}
