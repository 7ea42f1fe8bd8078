using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace FastTrackFpx.Tests.Engine;

/// <summary>The members of an assembly, and those that it calls on another, read from its metadata without loading it.</summary>
internal sealed class Surface : IDisposable
{
    private readonly PEReader _file;
    private readonly MetadataReader _metadata;
    private readonly Dictionary<string, (HashSet<string> Members, string? Base)> _types;

    public Surface(string path)
    {
        _file = new PEReader(File.OpenRead(path));
        _metadata = _file.GetMetadataReader();
        _types = _metadata.TypeDefinitions.ToDictionary(NameOf, h => (new HashSet<string>(Members(h).Select(static m => m.Text)), BaseOf(h)));
    }

    public void Dispose() => _file.Dispose();

    public bool Has(string type, string member)
    {
        for (string? name = type; name is not null && _types.TryGetValue(name, out (HashSet<string> Members, string? Base) found); name = found.Base)
        {
            if (member.Length == 0 || found.Members.Contains(member))
                return true;
        }

        return false;
    }

    /// <summary>Types and members of the other assembly that this one mentions; a type alone has an empty member.</summary>
    public IReadOnlyList<(string Type, string Member)> CalledOn(string assembly)
    {
        List<(string, string)> called = [];
        foreach (TypeReferenceHandle handle in _metadata.TypeReferences)
        {
            if (IsFrom(handle, assembly))
                called.Add((SignatureText.NameOf(_metadata, handle), string.Empty));
        }

        foreach (MemberReference member in _metadata.MemberReferences.Select(_metadata.GetMemberReference))
        {
            EntityHandle parent = member.Parent.Kind == HandleKind.TypeSpecification ? GenericOf((TypeSpecificationHandle)member.Parent) : member.Parent;
            if (parent.Kind == HandleKind.TypeReference && IsFrom((TypeReferenceHandle)parent, assembly))
                called.Add((SignatureText.NameOf(_metadata, (TypeReferenceHandle)parent), TextOf(member)));
        }

        return called;
    }

    /// <summary>What code outside the assembly can call or override.</summary>
    public IEnumerable<(string Type, string Member)> PublicMembers() =>
        from handle in _metadata.TypeDefinitions
        where (_metadata.GetTypeDefinition(handle).Attributes & TypeAttributes.VisibilityMask) == TypeAttributes.Public
        from member in Members(handle)
        where member.IsPublic
        select (NameOf(handle), member.Text);

    private IEnumerable<(string Text, bool IsPublic)> Members(TypeDefinitionHandle handle)
    {
        TypeDefinition type = _metadata.GetTypeDefinition(handle);
        foreach (MethodDefinition method in type.GetMethods().Select(_metadata.GetMethodDefinition))
        {
            MethodAttributes access = method.Attributes & MethodAttributes.MemberAccessMask;
            string text = SignatureText.Of(_metadata.GetString(method.Name), method.DecodeSignature(SignatureText.Provider, null));
            yield return (text, access is MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem);
        }

        foreach (FieldDefinition field in type.GetFields().Select(_metadata.GetFieldDefinition))
        {
            string text = $"{_metadata.GetString(field.Name)} {field.DecodeSignature(SignatureText.Provider, null)}{ValueOf(field)}";
            yield return (text, (field.Attributes & FieldAttributes.FieldAccessMask) == FieldAttributes.Public);
        }
    }

    // The compiler writes the value of a constant into whoever uses it: it is as much a part of the contract as the name.
    private string ValueOf(FieldDefinition field)
    {
        if (field.GetDefaultValue() is not { IsNil: false } handle)
            return string.Empty;
        Constant constant = _metadata.GetConstant(handle);
        return $" = {_metadata.GetBlobReader(constant.Value).ReadConstant(constant.TypeCode)}";
    }

    private string TextOf(MemberReference member)
    {
        string name = _metadata.GetString(member.Name);
        return member.GetKind() == MemberReferenceKind.Method
            ? SignatureText.Of(name, member.DecodeMethodSignature(SignatureText.Provider, null))
            : $"{name} {member.DecodeFieldSignature(SignatureText.Provider, null)}";
    }

    private bool IsFrom(TypeReferenceHandle handle, string assembly)
    {
        EntityHandle scope = _metadata.GetTypeReference(handle).ResolutionScope;
        return scope.Kind switch
        {
            HandleKind.AssemblyReference => _metadata.GetString(_metadata.GetAssemblyReference((AssemblyReferenceHandle)scope).Name) == assembly,
            HandleKind.TypeReference => IsFrom((TypeReferenceHandle)scope, assembly),
            _ => false,
        };
    }

    private EntityHandle GenericOf(TypeSpecificationHandle handle)
    {
        BlobReader blob = _metadata.GetBlobReader(_metadata.GetTypeSpecification(handle).Signature);
        if (blob.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
            return default;
        _ = blob.ReadCompressedInteger();
        return blob.ReadTypeHandle();
    }

    private string NameOf(TypeDefinitionHandle handle) => SignatureText.NameOf(_metadata, handle);

    private string? BaseOf(TypeDefinitionHandle handle)
    {
        EntityHandle parent = _metadata.GetTypeDefinition(handle).BaseType;
        if (parent.IsNil)
            return null;
        if (parent.Kind == HandleKind.TypeSpecification)
            parent = GenericOf((TypeSpecificationHandle)parent);
        return parent.Kind == HandleKind.TypeDefinition ? NameOf((TypeDefinitionHandle)parent) : null;
    }
}
