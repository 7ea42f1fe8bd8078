using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;

namespace FastTrackFpx.Tests.Packaging;

/// <summary>
/// All assemblies that a process can bind to: the platform's, and the module's behind them. A reference is met by the platform's assembly of that name if it
/// is new enough (platforms unify their own upwards), else by the module's.
/// </summary>
internal sealed class AssemblyShelf : IDisposable
{
    private readonly Dictionary<string, AssemblyImage> _platform;
    private readonly Dictionary<string, AssemblyImage> _module;

    public AssemblyShelf(IEnumerable<string> platformFiles, IEnumerable<string> moduleFiles)
    {
        _platform = Open(platformFiles);
        _module = Open(moduleFiles);
    }

    /// <summary>The module's own assemblies.</summary>
    public IReadOnlyCollection<AssemblyImage> Module => _module.Values;

    /// <summary>The assembly that a reference binds to, or null.</summary>
    public AssemblyImage? Find(AssemblyName reference)
    {
        if (_platform.TryGetValue(reference.Name!, out AssemblyImage? found) && found.Version >= reference.Version) return found;
        return _module.TryGetValue(reference.Name!, out found) && found.Version >= reference.Version ? found : null;
    }

    /// <summary>Whether the platform alone meets the reference.</summary>
    public bool PlatformHas(AssemblyName reference) =>
        _platform.TryGetValue(reference.Name!, out AssemblyImage? found) && found.Version >= reference.Version;

    /// <summary>The type that a reference leads to, through every forward on the way, or null.</summary>
    public (AssemblyImage Image, TypeDefinitionHandle Type)? Find(AssemblyImage from, TypeReferenceHandle handle)
    {
        TypeReference reference = from.Reader.GetTypeReference(handle);
        if (reference.ResolutionScope.Kind == HandleKind.TypeReference)
        {
            // An inner type lives where its outer one does.
            if (Find(from, (TypeReferenceHandle)reference.ResolutionScope) is not { } outer) return null;
            return outer.Image.Type(TypeNames.Of(from.Reader, handle)) is { } inner ? (outer.Image, inner) : null;
        }

        if (reference.ResolutionScope.Kind != HandleKind.AssemblyReference) return null;
        AssemblyName assembly = from.Reader.GetAssemblyReference((AssemblyReferenceHandle)reference.ResolutionScope).GetAssemblyName();
        string name = TypeNames.Of(from.Reader, handle);
        for (AssemblyImage? image = Find(assembly); image is not null; image = image.Forward(name) is { } next ? Find(next) : null)
        {
            if (image.Type(name) is { } type) return (image, type);
        }

        return null;
    }

    public void Dispose()
    {
        foreach (AssemblyImage image in _platform.Values.Concat(_module.Values)) image.Dispose();
    }

    private static Dictionary<string, AssemblyImage> Open(IEnumerable<string> files)
    {
        var images = new Dictionary<string, AssemblyImage>(StringComparer.OrdinalIgnoreCase);
        foreach (string file in files)
        {
            if (AssemblyImage.TryOpen(file) is not { } image) continue;
            if (!images.TryAdd(image.Name, image)) throw new InvalidOperationException($"{Path.GetFileName(file)} is there twice: {file}, {images[image.Name].Path}");
        }

        return images;
    }
}
