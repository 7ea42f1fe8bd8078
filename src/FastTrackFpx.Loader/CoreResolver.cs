using System.Reflection;

namespace FastTrackFpx.Loader;

/// <summary>
/// PowerShell 7: the engine and the libraries it uses are loaded into an AssemblyLoadContext of their own, so other modules can bring other versions
/// of Polly. The records are loaded into the default context, where scripts can name them. System.Text.Json comes from the platform.
/// </summary>
/// <remarks>AssemblyLoadContext is not part of netstandard2.0, so it is used through reflection.</remarks>
internal sealed class CoreResolver : IDependencyResolver
{
    private const string Records = "FastTrackFpx.Models";

    private readonly Type _contextType;
    private readonly object _defaultContext;
    private readonly MethodInfo _load;
    private readonly EventInfo _resolving;
    private readonly Delegate _handler;
    private readonly string _moduleFolder;
    private readonly string _libraryFolder;
    private readonly object _gate = new();
    private Dictionary<string, Assembly>? _isolated;

    private CoreResolver(Type contextType, string moduleFolder)
    {
        _contextType = contextType;
        _moduleFolder = moduleFolder;
        _libraryFolder = Path.Combine(moduleFolder, "lib", "net8.0");
        _defaultContext = contextType.GetProperty("Default")!.GetValue(null)!;
        _load = contextType.GetMethod("LoadFromAssemblyPath", [typeof(string)])!;
        _resolving = contextType.GetEvent("Resolving")!;
        // The event's first parameter cannot be named here. A delegate can be bound to a method with less specific parameters.
        _handler = Delegate.CreateDelegate(
            _resolving.EventHandlerType!, this, typeof(CoreResolver).GetMethod(nameof(Resolve), BindingFlags.Instance | BindingFlags.NonPublic)!);
    }

    /// <summary>A resolver, or null if the runtime has no load contexts (.NET Framework).</summary>
    internal static CoreResolver? TryCreate(string moduleFolder) =>
        Type.GetType("System.Runtime.Loader.AssemblyLoadContext, System.Runtime.Loader") is { } type ? new CoreResolver(type, moduleFolder) : null;

    public void Subscribe() => _resolving.AddEventHandler(_defaultContext, _handler);

    public void Unsubscribe() => _resolving.RemoveEventHandler(_defaultContext, _handler);

    private Assembly? Resolve(object context, AssemblyName name)
    {
        if (name.Name is not { } wanted || !wanted.StartsWith("FastTrackFpx.", StringComparison.OrdinalIgnoreCase)) return null;
        if (string.Equals(wanted, Records, StringComparison.OrdinalIgnoreCase)) return Load(_defaultContext, Path.Combine(_moduleFolder, Records + ".dll"));
        lock (_gate)
        {
            return (_isolated ??= LoadIsolated()).TryGetValue(wanted, out Assembly? assembly) ? assembly : null;
        }
    }

    private Dictionary<string, Assembly> LoadIsolated()
    {
        object context = Activator.CreateInstance(_contextType, "FastTrackFpx", false)!;
        return Directory.GetFiles(_libraryFolder, "*.dll")
            .Select(path => Load(context, path))
            .ToDictionary(assembly => assembly.GetName().Name!, StringComparer.OrdinalIgnoreCase);
    }

    private Assembly Load(object context, string path) => (Assembly)_load.Invoke(context, [path])!;
}
