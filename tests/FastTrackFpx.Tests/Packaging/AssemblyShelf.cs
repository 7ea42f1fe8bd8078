using Mono.Cecil;

namespace FastTrackFpx.Tests.Packaging;

/// <summary>
/// All assemblies that a process can bind to: the platform's, and the module's behind them. A reference is met by the platform's assembly of that name if it
/// is new enough (platforms unify their own upwards), else by the module's.
/// </summary>
internal sealed class AssemblyShelf(IEnumerable<string> platformFiles, IEnumerable<string> moduleFiles) : IAssemblyResolver
{
    private readonly Dictionary<string, AssemblyDefinition> _platform = [];
    private readonly Dictionary<string, AssemblyDefinition> _module = [];

    public AssemblyShelf Open()
    {
        foreach ((Dictionary<string, AssemblyDefinition> assemblies, IEnumerable<string> files) in new[] { (_platform, platformFiles), (_module, moduleFiles) })
        {
            foreach (string file in files)
            {
                if (TryRead(file) is { } assembly && !assemblies.TryAdd(assembly.Name.Name, assembly)) throw new InvalidOperationException($"{Path.GetFileName(file)} is there twice.");
            }
        }

        return this;
    }

    public IReadOnlyCollection<AssemblyDefinition> Module => _module.Values;
    public IEnumerable<AssemblyNameReference> References => Module.SelectMany(assembly => assembly.MainModule.AssemblyReferences);
    public IEnumerable<string> Unmet => Module.SelectMany(assembly => assembly.MainModule.AssemblyReferences.Where(name => Find(name) is null).Select(name => $"{assembly.Name.Name} -> {name.Name} {name.Version}"));

    /// <summary>The types and members that the module calls for and nothing has: what would be a MissingMethodException at run time.</summary>
    public IEnumerable<string> Missing => Module.SelectMany(assembly => assembly.MainModule.GetTypeReferences().Concat(assembly.MainModule.GetMemberReferences())
        .Where(member => !IsThere(member)).Select(member => $"{assembly.Name.Name}: {member.FullName}"));

    public bool PlatformHas(AssemblyNameReference reference) => Has(_platform, reference);

    public AssemblyDefinition Resolve(AssemblyNameReference name) => Find(name) ?? throw new AssemblyResolutionException(name);

    public AssemblyDefinition Resolve(AssemblyNameReference name, ReaderParameters parameters) => Resolve(name);

    public void Dispose()
    {
        foreach (AssemblyDefinition assembly in _platform.Values.Concat(_module.Values)) assembly.Dispose();
    }

    private AssemblyDefinition? Find(AssemblyNameReference reference) =>
        PlatformHas(reference) ? _platform[reference.Name] : Has(_module, reference) ? _module[reference.Name] : null;

    private static bool Has(Dictionary<string, AssemblyDefinition> assemblies, AssemblyNameReference reference) =>
        assemblies.TryGetValue(reference.Name, out AssemblyDefinition? found) && found.Name.Version >= reference.Version;

    private static bool IsThere(MemberReference member)
    {
        try
        {
            // The runtime itself makes the constructors and accessors of arrays.
            return member.DeclaringType is ArrayType || member.Resolve() is not null;
        }
        catch (AssemblyResolutionException)
        {
            return false;
        }
    }

    private AssemblyDefinition? TryRead(string file)
    {
        try
        {
            return AssemblyDefinition.ReadAssembly(file, new ReaderParameters { AssemblyResolver = this });
        }
        catch (Exception e) when (e is BadImageFormatException or ArgumentException)
        {
            // A native library, or a module without an assembly.
            return null;
        }
    }
}
