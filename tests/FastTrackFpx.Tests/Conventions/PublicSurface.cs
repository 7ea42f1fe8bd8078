namespace FastTrackFpx.Tests.Conventions;

/// <summary>Everything of the module that a script can name, as text: cmdlets with parameters, and public types with their members.</summary>
internal static class PublicSurface
{
    public static string Describe(IReadOnlyList<Assembly> assemblies)
    {
        var text = new StringBuilder();
        foreach (CmdletType cmdlet in BuiltModule.CmdletsOf(assemblies)) Describe(text, cmdlet);
        IEnumerable<Type> types = assemblies.SelectMany(assembly => assembly.GetExportedTypes())
            .Where(type => BuiltModule.IsNamed(type) && type.GetCustomAttribute<CmdletAttribute>() is null)
            .OrderBy(type => type.FullName, StringComparer.Ordinal);
        foreach (Type type in types) Describe(text, type);
        return text.ToString();
    }

    private static void Describe(StringBuilder text, CmdletType cmdlet)
    {
        text.Append(cmdlet.Name);
        if (cmdlet.Attribute.SupportsShouldProcess) text.Append($" [ShouldProcess, {cmdlet.Attribute.ConfirmImpact}]");
        if (cmdlet.Attribute.SupportsPaging) text.Append(" [Paging]");
        text.Append(" -> ").AppendJoin(", ", cmdlet.OutputTypes.Select(Name)).Append('\n');
        foreach (CmdletParameter parameter in cmdlet.Parameters)
        {
            text.Append($"    -{parameter.Name} {Name(parameter.Property.PropertyType)}");
            if (parameter.Aliases.Count > 0) text.Append(" aliases ").AppendJoin(", ", parameter.Aliases);
            text.Append(": ").AppendJoin("; ", parameter.Sets.Select(Describe).Order(StringComparer.Ordinal)).Append('\n');
        }

        text.Append('\n');
    }

    private static string Describe(ParameterAttribute set)
    {
        IEnumerable<string> parts = new[]
        {
            set.ParameterSetName == ParameterAttribute.AllParameterSets ? "all" : set.ParameterSetName,
            set.Mandatory ? "mandatory" : string.Empty,
            set.Position >= 0 ? $"position {set.Position}" : string.Empty,
            set.ValueFromPipeline ? "pipeline" : string.Empty,
            set.ValueFromPipelineByPropertyName ? "property" : string.Empty,
        }.Where(part => part.Length > 0);
        return string.Join(' ', parts);
    }

    private static void Describe(StringBuilder text, Type type)
    {
        text.Append(type.IsEnum ? "enum " : type.IsInterface ? "interface " : "class ").Append(Name(type));
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(Enum)) text.Append(" : ").Append(Name(parent));
        text.Append('\n');
        // What a type of the module inherits from the engine is as public as its own members.
        BindingFlags own = type.BaseType?.Namespace?.StartsWith("FastTrackFpx.Rest", StringComparison.Ordinal) == true ? BindingFlags.Default : BindingFlags.DeclaredOnly;
        IEnumerable<string> members = type.IsEnum
            ? Enum.GetNames(type)
            : type.GetProperties(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | own)
                .Select(property => $"{property.Name} {Name(property.PropertyType)}{(property.SetMethod?.IsPublic == true ? string.Empty : " (read only)")}")
                .Concat(type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly).Select(field => $"{field.Name} = {field.GetRawConstantValue()}"));
        foreach (string member in members) text.Append("    ").Append(member).Append('\n');
        text.Append('\n');
    }

    private static string Name(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) return Name(inner) + "?";
        if (type.IsArray) return Name(type.GetElementType()!) + "[]";
        if (!type.IsGenericType) return type.Name;
        return $"{type.Name[..type.Name.IndexOf('`')]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }
}
