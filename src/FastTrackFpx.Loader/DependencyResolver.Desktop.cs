#if !NET
using System.Reflection;

namespace FastTrackFpx.Loader;

/// <summary>
/// Windows PowerShell 5.1: .NET Framework has no load contexts, so the dependencies are kept in a folder of their own and are handed to this module's
/// assemblies only. A request of another module for another version is left to that module.
/// </summary>
internal sealed class DependencyResolver(string moduleFolder)
{
    private readonly string _prefix = moduleFolder + Path.DirectorySeparatorChar;

    internal void Subscribe() => AppDomain.CurrentDomain.AssemblyResolve += Resolve;

    internal void Unsubscribe() => AppDomain.CurrentDomain.AssemblyResolve -= Resolve;

    private Assembly? Resolve(object? sender, ResolveEventArgs request)
    {
        if (request.RequestingAssembly is not { IsDynamic: false } requester) return null;
        if (!requester.Location.StartsWith(_prefix, StringComparison.OrdinalIgnoreCase)) return null;
        string file = new AssemblyName(request.Name).Name + ".dll";
        string[] places = [Path.Combine(moduleFolder, file), Path.Combine(moduleFolder, "lib", "netstandard2.0", file)];
        return places.FirstOrDefault(File.Exists) is { } path ? Assembly.LoadFrom(path) : null;
    }
}
#endif
