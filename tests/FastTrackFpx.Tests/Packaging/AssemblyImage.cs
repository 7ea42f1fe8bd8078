using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace FastTrackFpx.Tests.Packaging;

/// <summary>An assembly file's metadata, read without loading the assembly.</summary>
internal sealed class AssemblyImage : IDisposable
{
    private readonly PEReader _file;
    private readonly Lazy<Dictionary<string, TypeDefinitionHandle>> _types;
    private readonly Lazy<Dictionary<string, ExportedTypeHandle>> _forwards;

    private AssemblyImage(string path, PEReader file)
    {
        _file = file;
        Path = path;
        Reader = file.GetMetadataReader();
        AssemblyName name = Reader.GetAssemblyDefinition().GetAssemblyName();
        Name = name.Name!;
        Version = name.Version!;
        _types = new(() => Reader.TypeDefinitions.ToDictionary(handle => TypeNames.Of(Reader, handle), StringComparer.Ordinal));
        _forwards = new(() => Reader.ExportedTypes
            .Where(handle => Reader.GetExportedType(handle).Implementation.Kind == HandleKind.AssemblyReference)
            .ToDictionary(handle => TypeNames.Of(Reader, handle), StringComparer.Ordinal));
    }

    public string Path { get; }

    public string Name { get; }

    public Version Version { get; }

    public MetadataReader Reader { get; }

    /// <summary>The assemblies it was compiled against.</summary>
    public IEnumerable<AssemblyName> References => Reader.AssemblyReferences.Select(handle => Reader.GetAssemblyReference(handle).GetAssemblyName());

    /// <summary>Opens a file, or gives null when it is no managed assembly.</summary>
    public static AssemblyImage? TryOpen(string path)
    {
        var file = new PEReader(File.OpenRead(path));
        if (file.HasMetadata && file.GetMetadataReader().IsAssembly) return new AssemblyImage(path, file);
        file.Dispose();
        return null;
    }

    /// <summary>The type that this assembly itself has, nested ones as <c>Outer+Inner</c>.</summary>
    public TypeDefinitionHandle? Type(string fullName) => _types.Value.TryGetValue(fullName, out TypeDefinitionHandle handle) ? handle : null;

    /// <summary>The assembly that this one sends those to who ask for the type.</summary>
    public AssemblyName? Forward(string fullName)
    {
        if (!_forwards.Value.TryGetValue(fullName, out ExportedTypeHandle handle)) return null;
        var assembly = (AssemblyReferenceHandle)Reader.GetExportedType(handle).Implementation;
        return Reader.GetAssemblyReference(assembly).GetAssemblyName();
    }

    public void Dispose() => _file.Dispose();

    public override string ToString() => $"{Name} {Version}";
}
