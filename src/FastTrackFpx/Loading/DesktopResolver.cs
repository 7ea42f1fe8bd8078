using System;
using System.IO;
using System.Reflection;

namespace FastTrackFpx.Loading;

/// <summary>
/// Windows PowerShell: .NET Framework has one context for all, so the client's assemblies are only kept apart in a folder, and given out to
/// this module's own assemblies alone. Another module's question for another version is left to that module.
/// </summary>
internal sealed class DesktopResolver : IClientResolver
{
    private readonly string _moduleFolder;
    private readonly string _libraryFolder;

    public DesktopResolver(string moduleFolder)
    {
        _moduleFolder = moduleFolder + Path.DirectorySeparatorChar;
        _libraryFolder = Path.Combine(moduleFolder, "lib", "netstandard2.0");
    }

    public void Subscribe() => AppDomain.CurrentDomain.AssemblyResolve += Answer;

    public void Unsubscribe() => AppDomain.CurrentDomain.AssemblyResolve -= Answer;

    private Assembly? Answer(object? sender, ResolveEventArgs question)
    {
        string name = new AssemblyName(question.Name).Name ?? string.Empty;
        bool isClient = string.Equals(name, ModuleLoader.ClientName, StringComparison.OrdinalIgnoreCase);
        if (!isClient && !IsOurs(question.RequestingAssembly)) return null;

        // .NET Framework looks beside the file that refers to it, and no further. The records lie one folder up and are loaded already.
        Assembly records = typeof(FpxTenant).Assembly;
        if (string.Equals(name, records.GetName().Name, StringComparison.OrdinalIgnoreCase)) return records;

        string path = Path.Combine(_libraryFolder, name + ".dll");
        return File.Exists(path) ? Assembly.LoadFrom(path) : null;
    }

    private bool IsOurs(Assembly? assembly) =>
        assembly is { IsDynamic: false } && assembly.Location.StartsWith(_moduleFolder, StringComparison.OrdinalIgnoreCase);
}
