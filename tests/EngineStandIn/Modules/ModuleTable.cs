using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.PowerShell.Commands;
using System.Management.Automation.Formatting;
using System.Reflection;

namespace System.Management.Automation.Modules;

/// <summary>The modules of a session and the commands that they brought.</summary>
internal sealed class ModuleTable
{
    private static readonly HashSet<Assembly> Initialised = [];
    private readonly Dictionary<string, CommandInfo> _commands = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, PSModuleInfo> _modules = new(StringComparer.OrdinalIgnoreCase);

    public ModuleTable()
    {
        foreach (Type type in BuiltInCommands.All)
            Add(Describe(type));
    }

    public ViewTable Views { get; } = new();

    public IEnumerable<PSModuleInfo> All => _modules.Values;

    public CmdletInfo Find(string name)
    {
        string bare = name[(name.LastIndexOf('\\') + 1)..];
        CommandInfo? found = _commands.GetValueOrDefault(bare);
        if (found is AliasInfo alias)
            found = alias.ResolvedCommand;
        if (found is CmdletInfo cmdlet)
            return cmdlet;
        CommandNotFoundException notFound = new($"The term '{name}' is not recognized as a name of a cmdlet, function, script file, or executable program.{Environment.NewLine}Check the spelling of the name, or if a path was included, verify that the path is correct and try again.") { CommandName = name };
        notFound.Identify("CommandNotFoundException", ErrorCategory.ObjectNotFound, name);
        throw notFound;
    }

    public PSModuleInfo Import(string path)
    {
        string manifest = Locate(path);
        string name = Path.GetFileNameWithoutExtension(manifest);
        if (_modules.TryGetValue(name, out PSModuleInfo? known) && known.Path == manifest)
            return known;
        bool isManifest = Path.GetExtension(manifest).Equals(".psd1", StringComparison.OrdinalIgnoreCase);
        Hashtable data = isManifest ? ManifestReader.Read(manifest) : new Hashtable { ["RootModule"] = Path.GetFileName(manifest), ["CmdletsToExport"] = "*", ["AliasesToExport"] = "*" };
        PSModuleInfo module = new(name, manifest)
        {
            Version = Version.Parse(data["ModuleVersion"] as string ?? "0.0"),
            Guid = Guid.TryParse(data["GUID"] as string, out Guid guid) ? guid : Guid.Empty,
            Description = data["Description"] as string,
        };
        foreach (string format in Names(data["FormatsToProcess"]))
            Views.Add(Path.Combine(module.ModuleBase, format));
        if (data["RootModule"] is string { Length: > 0 } root)
            ImportAssembly(module, Path.Combine(module.ModuleBase, root), [.. Names(data["CmdletsToExport"])], [.. Names(data["AliasesToExport"])]);
        return _modules[name] = module;
    }

    public void Remove(PSModuleInfo module)
    {
        _modules.Remove(module.Name);
        foreach (string command in module.ExportedCmdlets.Keys.Concat(module.ExportedAliases.Keys))
            _commands.Remove(command);
        if (module.Assembly is { } assembly)
        {
            foreach (IModuleAssemblyCleanup cleanup in Implementers<IModuleAssemblyCleanup>(assembly))
                cleanup.OnRemove(module);
            lock (Initialised)
                Initialised.Remove(assembly);
        }
    }

    private void ImportAssembly(PSModuleInfo module, string path, string[] cmdlets, string[] aliases)
    {
        // LoadFrom, as PowerShell does: what lies beside the module's assembly is found there.
        Assembly assembly = module.Assembly = Assembly.LoadFrom(Path.GetFullPath(path));
        lock (Initialised)
        {
            if (Initialised.Add(assembly))
            {
                foreach (IModuleAssemblyInitializer initializer in Implementers<IModuleAssemblyInitializer>(assembly))
                    initializer.OnImport();
            }
        }

        foreach (Type type in assembly.GetTypes().Where(static t => t is { IsPublic: true, IsAbstract: false } && t.IsDefined(typeof(CmdletAttribute), inherit: false)))
        {
            CmdletInfo cmdlet = Describe(type);
            if (!Matches(cmdlet.Name, cmdlets))
                continue;
            cmdlet.Module = module;
            Add(module.ExportedCmdlets[cmdlet.Name] = cmdlet);
            foreach (string alias in type.GetCustomAttributes<AliasAttribute>().SelectMany(static a => a.AliasNames).Where(a => Matches(a, aliases)))
                Add(module.ExportedAliases[alias] = new AliasInfo(alias, cmdlet) { Module = module });
        }
    }

    private static IEnumerable<T> Implementers<T>(Assembly assembly) =>
        assembly.GetExportedTypes().Where(static t => typeof(T).IsAssignableFrom(t) && !t.IsAbstract).Select(static t => (T)Activator.CreateInstance(t)!);

    private static CmdletInfo Describe(Type type)
    {
        CmdletAttribute declaration = type.GetCustomAttribute<CmdletAttribute>()!;
        return new CmdletInfo($"{declaration.VerbName}-{declaration.NounName}", type);
    }

    private void Add(CommandInfo command) => _commands[command.Name] = command;

    private static bool Matches(string name, string[] patterns) => patterns.Any(p => new WildcardPattern(p, WildcardOptions.IgnoreCase).IsMatch(name));

    private static IEnumerable<string> Names(object? value) => value switch
    {
        null => [],
        object?[] many => many.Select(PSObject.AsText),
        _ => [PSObject.AsText(value)],
    };

    private static string Locate(string path)
    {
        path = Path.GetFullPath(path);
        if (Directory.Exists(path))
            path = Path.Combine(path, Path.GetFileName(path.TrimEnd(Path.DirectorySeparatorChar)) + ".psd1");
        if (File.Exists(path))
            return path;
        throw new FileNotFoundException($"The specified module '{path}' was not loaded because no valid module file was found in any module directory.", path);
    }
}
