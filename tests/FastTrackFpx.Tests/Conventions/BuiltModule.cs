using System.Runtime.Loader;

namespace FastTrackFpx.Tests.Conventions;

/// <summary>The built module as reflection sees it: its cmdlets and the types that a script can name.</summary>
internal static class BuiltModule
{
    private const string GeneratedFile = "FastTrackFpx.AppDirect.dll";

    public static IReadOnlyList<Assembly> Services { get; } = Load();
    public static Assembly Cmdlets { get; } = Services.Single(assembly => assembly.GetName().Name == "FastTrackFpx");
    public static Assembly Records { get; } = Assembly.LoadFrom(Path.Combine(StagedModule.Folder, "FastTrackFpx.Models.dll"));

    /// <summary>The service whose cmdlets and records are generated.</summary>
    public static Assembly Generated { get; } = Assembly.LoadFrom(Path.Combine(StagedModule.CoreCmdlets, GeneratedFile));

    public static IReadOnlyList<CmdletType> All { get; } = CmdletsOf(Services);
    public static IReadOnlyList<CmdletType> WithGenerated { get; } = CmdletsOf([.. Services, Generated]);

    /// <summary>True for a type that scripts name: its namespace is that of its service, and not one of the folders below.</summary>
    public static bool IsNamed(Type type) => type.Namespace == "FastTrackFpx" || (type.Namespace == type.Assembly.GetName().Name && Services.Contains(type.Assembly));

    public static IReadOnlyList<CmdletType> CmdletsOf(IEnumerable<Assembly> assemblies) => assemblies.SelectMany(assembly => assembly.GetExportedTypes())
        .Where(type => type.GetCustomAttribute<CmdletAttribute>() is not null)
        .Select(type => new CmdletType(type)).OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal).ToArray();

    private static Assembly[] Load()
    {
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            Path.Combine(StagedModule.CoreFolder, name.Name + ".dll") is var path && File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
        return [.. StagedModule.CmdletAssemblies.Where(path => Path.GetFileName(path) != GeneratedFile).Select(Assembly.LoadFrom)];
    }

    public static CmdletType Cmdlet(string name) => All.Single(cmdlet => cmdlet.Name == name);

    /// <summary>Checks every cmdlet, and names all that fail.</summary>
    public static void Each(Action<string> check) => Assert.All(All.Select(cmdlet => cmdlet.Name), check);

    /// <summary>Checks generated cmdlets as well.</summary>
    public static void EachWithGenerated(Action<CmdletType> check) => Assert.All(WithGenerated, check);
}

/// <summary>A cmdlet's class.</summary>
internal sealed class CmdletType(Type type)
{
    public Type Type => type;
    public CmdletAttribute Attribute { get; } = type.GetCustomAttribute<CmdletAttribute>()!;
    public string Name => $"{Attribute.VerbName}-{Attribute.NounName}";

    public IReadOnlyList<Type> OutputTypes { get; } =
        type.GetCustomAttributes<OutputTypeAttribute>().SelectMany(attribute => attribute.Type).Select(output => output.Type).Distinct().ToArray();

    /// <summary>The parameters that the class declares, those of its base classes included.</summary>
    public IReadOnlyList<CmdletParameter> Parameters { get; } = type
        .GetProperties(BindingFlags.Instance | BindingFlags.Public)
        .Where(property => property.IsDefined(typeof(ParameterAttribute), inherit: true))
        .Select(property => new CmdletParameter(property)).OrderBy(parameter => parameter.Name, StringComparer.Ordinal).ToArray();

    public override string ToString() => Name;
}

/// <summary>A parameter's property.</summary>
internal sealed class CmdletParameter(PropertyInfo property)
{
    public PropertyInfo Property => property;
    public string Name => property.Name;
    public IReadOnlyList<ParameterAttribute> Sets { get; } = property.GetCustomAttributes<ParameterAttribute>(inherit: true).ToArray();

    /// <summary>The type of a value that is given; a number that may be left out is a number.</summary>
    public Type ValueType { get; } = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;

    /// <summary>The value without being given, as text; empty where there is none.</summary>
    public string Default => Sets.Any(set => set.Mandatory) ? string.Empty : property.GetValue(Activator.CreateInstance(property.ReflectedType!)) switch
    {
        SwitchParameter => "False",
        Enum value => Enum.IsDefined(property.PropertyType, value) ? value.ToString() : string.Empty,
        0 or 0L => string.Empty,
        int value => value.ToString(),
        long value => value.ToString(),
        string value => value,
        _ => string.Empty,
    };

    public IReadOnlyList<string> AcceptedValues => property.GetCustomAttribute<ValidateSetAttribute>(inherit: true) is { } list
        ? list.ValidValues.ToArray() : (ValueType.GetElementType() ?? ValueType) is { IsEnum: true } type ? Enum.GetNames(type) : [];

    public IReadOnlyList<string> Aliases { get; } = property.GetCustomAttribute<AliasAttribute>(inherit: true)?.AliasNames.ToArray() ?? [];

    public bool Has<T>() where T : Attribute => property.IsDefined(typeof(T), inherit: true);

    public override string ToString() => $"-{Name}";
}
