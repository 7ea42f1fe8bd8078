using System.Collections.Generic;
using System.Linq;
using System.Reflection.Metadata;

namespace FastTrackFpx.Tests.Packaging;

/// <summary>Says which types and members an assembly calls for that nothing on the shelf has: what would be a MissingMethodException at run time.</summary>
internal sealed class MemberReferences(AssemblyShelf shelf)
{
    public IEnumerable<string> Missing(AssemblyImage image)
    {
        IEnumerable<string> types = image.Reader.TypeReferences
            .Where(handle => shelf.Find(image, handle) is null)
            .Select(handle => $"{image.Name}: type {TypeNames.Of(image.Reader, handle)}");
        IEnumerable<string> members = image.Reader.MemberReferences
            .Where(handle => !IsThere(image, image.Reader.GetMemberReference(handle)))
            .Select(handle => $"{image.Name}: member {Text(image, image.Reader.GetMemberReference(handle))}");
        return types.Concat(members);
    }

    private static string Text(AssemblyImage image, MemberReference member) => $"{Owner(image, member)?.Name ?? "?"}.{image.Reader.GetString(member.Name)}";

    private bool IsThere(AssemblyImage image, MemberReference member)
    {
        // No owner that can be named: the constructors and accessors of arrays, which the runtime itself makes.
        if (Owner(image, member) is not { } owner) return true;
        if (Resolve(image, owner.Handle) is not { } type) return false;
        string name = image.Reader.GetString(member.Name);
        if (member.GetKind() == MemberReferenceKind.Field) return HasField(type, name);

        MethodSignature<string> signature = member.DecodeMethodSignature(TypeNames.Instance, null);
        return HasMethod(type, name, signature);
    }

    private static (EntityHandle Handle, string Name)? Owner(AssemblyImage image, MemberReference member) => OwnerOf(image, member.Parent);

    private static (EntityHandle Handle, string Name)? OwnerOf(AssemblyImage image, EntityHandle handle) => handle.Kind switch
    {
        HandleKind.TypeReference => (handle, TypeNames.Of(image.Reader, (TypeReferenceHandle)handle)),
        HandleKind.TypeDefinition => (handle, TypeNames.Of(image.Reader, (TypeDefinitionHandle)handle)),
        HandleKind.TypeSpecification => GenericDefinition(image, (TypeSpecificationHandle)handle) is { } generic ? OwnerOf(image, generic) : null,
        _ => null,
    };

    // GENERICINST (CLASS | VALUETYPE) TypeDefOrRef ...: the definition is all that is asked for.
    private static EntityHandle? GenericDefinition(AssemblyImage image, TypeSpecificationHandle handle)
    {
        BlobReader blob = image.Reader.GetBlobReader(image.Reader.GetTypeSpecification(handle).Signature);
        if (blob.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance) return null;
        blob.ReadCompressedInteger();
        return blob.ReadTypeHandle();
    }

    private (AssemblyImage Image, TypeDefinitionHandle Type)? Resolve(AssemblyImage image, EntityHandle handle) => handle.Kind switch
    {
        HandleKind.TypeDefinition => (image, (TypeDefinitionHandle)handle),
        HandleKind.TypeReference => shelf.Find(image, (TypeReferenceHandle)handle),
        _ => null,
    };

    private bool HasField((AssemblyImage Image, TypeDefinitionHandle Type) type, string name)
    {
        MetadataReader reader = type.Image.Reader;
        return reader.GetTypeDefinition(type.Type).GetFields().Any(handle => reader.StringComparer.Equals(reader.GetFieldDefinition(handle).Name, name));
    }

    private bool HasMethod((AssemblyImage Image, TypeDefinitionHandle Type) type, string name, MethodSignature<string> wanted)
    {
        MetadataReader reader = type.Image.Reader;
        TypeDefinition definition = reader.GetTypeDefinition(type.Type);
        foreach (MethodDefinitionHandle handle in definition.GetMethods())
        {
            MethodDefinition method = reader.GetMethodDefinition(handle);
            if (!reader.StringComparer.Equals(method.Name, name)) continue;
            if (TypeNames.Of(method.DecodeSignature(TypeNames.Instance, null)) == TypeNames.Of(wanted)) return true;
        }

        return !definition.BaseType.IsNil && InheritedHas(type.Image, definition.BaseType, name, wanted);
    }

    private bool InheritedHas(AssemblyImage image, EntityHandle baseType, string name, MethodSignature<string> wanted)
    {
        if (OwnerOf(image, baseType) is not { } owner || Resolve(image, owner.Handle) is not { } type) return false;
        if (baseType.Kind != HandleKind.TypeSpecification) return HasMethod(type, name, wanted);

        // Below a generic base its parameters have other names: the count of a method's parameters has to do.
        MetadataReader reader = type.Image.Reader;
        return reader.GetTypeDefinition(type.Type).GetMethods()
            .Select(reader.GetMethodDefinition)
            .Any(method => reader.StringComparer.Equals(method.Name, name)
                && method.DecodeSignature(TypeNames.Instance, null).ParameterTypes.Length == wanted.ParameterTypes.Length)
            || HasMethod(type, name, wanted);
    }
}
