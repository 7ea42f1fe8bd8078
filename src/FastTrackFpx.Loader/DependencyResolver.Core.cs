#if NET
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace FastTrackFpx.Loader;

/// <summary>
/// PowerShell 7: the engine and the libraries it uses are loaded into an AssemblyLoadContext of their own, so other modules can bring other versions
/// of Polly. The records are loaded into the default context, where scripts can name them. System.Text.Json comes from the platform.
/// </summary>
internal sealed class DependencyResolver(string moduleFolder)
{
    private readonly IsolatedContext _isolated = new(Path.Combine(moduleFolder, "lib", "net8.0"));

    internal void Subscribe() => AssemblyLoadContext.Default.Resolving += Resolve;

    internal void Unsubscribe() => AssemblyLoadContext.Default.Resolving -= Resolve;

    private Assembly? Resolve(AssemblyLoadContext context, AssemblyName name)
    {
        if (name.Name is not { } wanted || !wanted.StartsWith("FastTrackFpx.", StringComparison.OrdinalIgnoreCase)) return null;
        string records = Path.Combine(moduleFolder, wanted + ".dll");
        return File.Exists(records) ? context.LoadFromAssemblyPath(records) : _isolated.Find(name);
    }

    private sealed class IsolatedContext(string folder) : AssemblyLoadContext("FastTrackFpx")
    {
        internal Assembly? Find(AssemblyName name) => Load(name);

        protected override Assembly? Load(AssemblyName assemblyName)
        {
            string file = Path.Combine(folder, assemblyName.Name + ".dll");
            return File.Exists(file) ? LoadFromAssemblyPath(file) : null;
        }

        protected override IntPtr LoadUnmanagedDll(string unmanagedDllName)
        {
            (string system, string pattern) = OperatingSystem.IsWindows() ? ("win", "{0}.dll")
                : OperatingSystem.IsMacOS() ? ("osx", "lib{0}.dylib")
                : ("linux", "lib{0}.so");
            string platform = $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
            string file = Path.Combine(folder, platform, string.Format(CultureInfo.InvariantCulture, pattern, unmanagedDllName));
            return File.Exists(file) ? LoadUnmanagedDllFromPath(file) : IntPtr.Zero;
        }
    }
}
#endif
