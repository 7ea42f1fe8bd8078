using Mono.Cecil;
using Mono.Cecil.Cil;

namespace FastTrackFpx.Services.Tests;

/// <summary>The folders of a project refer to each other in one direction, which is read from the compiled assembly.</summary>
public sealed class FolderTests
{
    [Theory]
    [InlineData("FastTrackFpx", "cmdlets/Core")]
    [InlineData("FastTrackFpx.Models", "")]
    [InlineData("FastTrackFpx.Rest", "lib/net8.0")]
    public void Folders_refer_to_each_other_in_one_direction(string project, string stagedFolder)
    {
        string file = Path.Combine(Path.GetDirectoryName(Repository.StagedModule)!, stagedFolder, project + ".dll");
        using var module = ModuleDefinition.ReadModule(file, new ReaderParameters { ReadSymbols = true });
        string sources = Path.Combine(Repository.Root, "src", project);
        Dictionary<string, string> folders = module.Types.Where(IsOurs).ToDictionary(type => type.FullName, type => FolderOf(type, sources));

        // For each arrow from one folder to another the first reference that makes it.
        var arrows = new Dictionary<(string From, string To), string>();
        foreach (TypeDefinition type in module.Types.Where(IsOurs))
        {
            foreach (string other in References(type).Where(name => folders.ContainsKey(name) && folders[name] != folders[type.FullName]))
                arrows.TryAdd((folders[type.FullName], folders[other]), $"{type.Name} refers to {other[(other.LastIndexOf('.') + 1)..]}");
        }

        Assert.NotEmpty(folders);
        IReadOnlyList<string> cycle = ShortestCycle(arrows.Keys);
        Assert.True(cycle.Count == 0, string.Join(Environment.NewLine, cycle.Zip(cycle.Skip(1), (from, to) => $"{from} -> {to}: {arrows[(from, to)]}")));
    }

    private static bool IsOurs(TypeDefinition type) => type.Namespace.StartsWith("FastTrackFpx", StringComparison.Ordinal);

    // By the file that its code is in. An enum or an interface has no code: it is in the file of its name.
    private static string FolderOf(TypeDefinition type, string sources)
    {
        string project = $"/src/{Path.GetFileName(sources)}/";
        string? file = WithNested(type).SelectMany(own => own.Methods).SelectMany(method => method.DebugInformation.SequencePoints)
            .Select(point => point.Document.Url.Replace('\\', '/')).FirstOrDefault(url => url.Contains(project, StringComparison.Ordinal) && !url.Contains("/obj/", StringComparison.Ordinal));
        if (file is not null) return file[(file.IndexOf(project, StringComparison.Ordinal) + project.Length)..].Split('/')[0];
        file = Directory.EnumerateFiles(sources, type.Name.Split('`')[0] + ".cs", SearchOption.AllDirectories).FirstOrDefault();
        return file is null ? type.Namespace.Split('.')[^1] : Path.GetRelativePath(sources, file).Split(Path.DirectorySeparatorChar)[0];
    }

    private static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) => type.NestedTypes.SelectMany(WithNested).Prepend(type);

    /// <summary>The full names of the outermost types that a type, or one nested in it, mentions.</summary>
    private static IEnumerable<string> References(TypeDefinition type) => WithNested(type).SelectMany(Mentioned).SelectMany(Parts).Select(Outermost).Distinct();

    private static IEnumerable<TypeReference?> Mentioned(TypeDefinition type) =>
    [
        type.BaseType,
        .. type.Interfaces.Select(implemented => implemented.InterfaceType),
        .. type.GenericParameters.SelectMany(parameter => parameter.Constraints).Select(constraint => constraint.ConstraintType),
        .. type.Fields.Select(field => field.FieldType),
        .. type.Properties.Select(property => property.PropertyType),
        .. type.Methods.SelectMany(Mentioned),
        .. new Mono.Cecil.ICustomAttributeProvider[] { type }.Concat(type.Properties).Concat(type.Fields).Concat(type.Methods)
            .SelectMany(provider => provider.CustomAttributes)
            .SelectMany(attribute => attribute.ConstructorArguments.Select(argument => argument.Value as TypeReference).Prepend(attribute.AttributeType)),
    ];

    private static IEnumerable<TypeReference?> Mentioned(MethodDefinition method) =>
    [
        method.ReturnType,
        .. method.Parameters.Select(parameter => parameter.ParameterType),
        .. method.HasBody ? method.Body.Variables.Select(variable => variable.VariableType) : [],
        .. method.HasBody ? method.Body.Instructions.SelectMany(Mentioned) : [],
    ];

    private static IEnumerable<TypeReference?> Mentioned(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        GenericInstanceMethod method => [method.DeclaringType, .. method.GenericArguments],
        MemberReference member => [member.DeclaringType],
        _ => [],
    };

    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null => [],
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Prepend(generic.ElementType),
        TypeSpecification specification => Parts(specification.ElementType),
        _ => [type],
    };

    private static string Outermost(TypeReference type) => type.DeclaringType is { } outer ? Outermost(outer) : type.FullName;

    private static IReadOnlyList<string> ShortestCycle(IEnumerable<(string From, string To)> arrows)
    {
        ILookup<string, string> next = arrows.ToLookup(arrow => arrow.From, arrow => arrow.To);
        return next.Select(start => PathBack(start.Key, next)).Where(path => path.Count > 0).MinBy(path => path.Count) ?? [];
    }

    private static IReadOnlyList<string> PathBack(string start, ILookup<string, string> next)
    {
        var paths = new Queue<string[]>([[start]]);
        var seen = new HashSet<string>();
        while (paths.TryDequeue(out string[]? path))
        {
            foreach (string folder in next[path[^1]])
            {
                if (folder == start) return [.. path, folder];
                if (seen.Add(folder)) paths.Enqueue([.. path, folder]);
            }
        }

        return [];
    }
}
