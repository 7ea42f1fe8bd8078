using System;
using System.IO;
using System.Reflection;

namespace FastTrackFpx.Loading;

/// <summary>
/// PowerShell 7: the client and what it brings live in an AssemblyLoadContext of their own, so that other modules may carry other versions
/// of Polly. What the platform has (System.Text.Json) comes from the platform.
/// </summary>
/// <remarks>AssemblyLoadContext is not part of netstandard2.0, which is why it is reached by reflection.</remarks>
internal sealed class CoreResolver : IClientResolver
{
    private readonly Type _contextType;
    private readonly object _defaultContext;
    private readonly EventInfo _resolving;
    private readonly Delegate _handler;
    private readonly string _folder;
    private readonly object _gate = new();
    private Assembly? _client;

    private CoreResolver(Type contextType, string moduleFolder)
    {
        _contextType = contextType;
        _folder = Path.Combine(moduleFolder, "lib", "net8.0");
        _defaultContext = contextType.GetProperty("Default")!.GetValue(null)!;
        _resolving = contextType.GetEvent("Resolving")!;
        _handler = HandlerFor(_resolving.EventHandlerType!);
    }

    /// <summary>A resolver, or null where the runtime has no load contexts (.NET Framework).</summary>
    public static CoreResolver? TryCreate(string moduleFolder) =>
        Type.GetType("System.Runtime.Loader.AssemblyLoadContext, System.Runtime.Loader") is { } type ? new CoreResolver(type, moduleFolder) : null;

    public void Subscribe() => _resolving.AddEventHandler(_defaultContext, _handler);

    public void Unsubscribe() => _resolving.RemoveEventHandler(_defaultContext, _handler);

    // Func<AssemblyLoadContext, AssemblyName, Assembly?>, whose first parameter cannot be named here: a delegate may be bound to a method that takes less
    // specific parameters. An expression tree would do as well, and cost every import its compiler.
    private Delegate HandlerFor(Type handlerType) =>
        Delegate.CreateDelegate(handlerType, this, typeof(CoreResolver).GetMethod(nameof(Answer), BindingFlags.Instance | BindingFlags.NonPublic)!);

    private Assembly? Answer(object context, AssemblyName name) =>
        string.Equals(name.Name, ModuleLoader.ClientName, StringComparison.OrdinalIgnoreCase) ? Client() : null;

    private Assembly Client()
    {
        lock (_gate)
        {
            return _client ??= LoadFolder();
        }
    }

    private Assembly LoadFolder()
    {
        // The records are shared with scripts: loaded here first, by the default context, so that the private one finds them there.
        _ = typeof(FpxTenant).Assembly;

        object context = Activator.CreateInstance(_contextType, "FastTrackFpx", false)!;
        MethodInfo load = _contextType.GetMethod("LoadFromAssemblyPath", new[] { typeof(string) })!;
        Assembly? client = null;
        foreach (string path in Directory.GetFiles(_folder, "*.dll"))
        {
            var assembly = (Assembly)load.Invoke(context, new object[] { path })!;
            if (string.Equals(assembly.GetName().Name, ModuleLoader.ClientName, StringComparison.Ordinal)) client = assembly;
        }

        return client ?? throw new FileNotFoundException($"The module is incomplete: {ModuleLoader.ClientName}.dll is missing from '{_folder}'.");
    }
}
