using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;
using System.Reflection;

namespace System.Management.Automation;

[Flags]
public enum CommandTypes { Alias = 1, Cmdlet = 8 }

public abstract class CommandInfo
{
    internal CommandInfo(string name, CommandTypes type) => (Name, CommandType) = (name, type);

    public string Name { get; }
    public CommandTypes CommandType { get; }
    public PSModuleInfo? Module { get; internal set; }
    public string ModuleName => Module?.Name ?? string.Empty;
    public virtual string Source => ModuleName;
    public virtual Version? Version => Module?.Version;
    public abstract string Definition { get; }
    public abstract ReadOnlyCollection<PSTypeName> OutputType { get; }
    public virtual Dictionary<string, ParameterMetadata> Parameters => [];
    public override string ToString() => Name;
}

public class CmdletInfo : CommandInfo
{
    private readonly Lazy<Dictionary<string, ParameterMetadata>> _parameters;

    public CmdletInfo(string name, Type implementingType) : base(name, CommandTypes.Cmdlet)
    {
        ImplementingType = implementingType;
        Metadata = implementingType.GetCustomAttribute<CmdletAttribute>() ?? throw new ArgumentException("The type is no cmdlet.", nameof(implementingType));
        _parameters = new(() => ParameterMetadata.Of(implementingType, Metadata));
    }

    public Type ImplementingType { get; }
    public string Verb => Metadata.VerbName;
    public string Noun => Metadata.NounName;
    public string? DefaultParameterSet => Metadata.DefaultParameterSetName;
    public override string Definition => ImplementingType.AssemblyQualifiedName!;
    public override Dictionary<string, ParameterMetadata> Parameters => _parameters.Value;

    public override ReadOnlyCollection<PSTypeName> OutputType =>
        new(ImplementingType.GetCustomAttributes<OutputTypeAttribute>().SelectMany(static o => o.Type).ToList());

    internal CmdletAttribute Metadata { get; }
}

public class AliasInfo : CommandInfo
{
    internal AliasInfo(string name, CommandInfo target) : base(name, CommandTypes.Alias) => ResolvedCommand = target;

    public CommandInfo ResolvedCommand { get; }
    public override string Definition => ResolvedCommand.Name;
    public override ReadOnlyCollection<PSTypeName> OutputType => ResolvedCommand.OutputType;
}

/// <summary>One parameter: where it may stand, what it takes, and in which parameter sets it is.</summary>
public sealed class ParameterMetadata
{
    private readonly Func<object, object> _holder;
    private readonly PropertyInfo _property;

    internal ParameterMetadata(PropertyInfo property, Func<object, object> holder)
    {
        (_property, _holder) = (property, holder);
        Name = property.Name;
        ParameterType = property.PropertyType;
        Attributes = new(property.GetCustomAttributes().ToList());
        Aliases = new(Attributes.OfType<AliasAttribute>().SelectMany(static a => a.AliasNames).ToList());
        foreach (ParameterAttribute declaration in Attributes.OfType<ParameterAttribute>())
            Declarations[declaration.ParameterSetName] = declaration;
    }

    public string Name { get; set; }
    public Type ParameterType { get; set; }
    public bool SwitchParameter => ParameterType == typeof(SwitchParameter);
    public Collection<string> Aliases { get; }
    public Collection<Attribute> Attributes { get; }

    internal Dictionary<string, ParameterAttribute> Declarations { get; } = new(StringComparer.OrdinalIgnoreCase);
    internal bool IsInEverySet => Declarations.ContainsKey(ParameterAttribute.AllParameterSets);
    internal ParameterAttribute? In(string set) => Declarations.GetValueOrDefault(set) ?? Declarations.GetValueOrDefault(ParameterAttribute.AllParameterSets);
    internal object? Read(object cmdlet) => _property.GetValue(_holder(cmdlet));

    internal void Write(object cmdlet, object? value)
    {
        try
        {
            _property.SetValue(_holder(cmdlet), value);
        }
        catch (TargetInvocationException e)
        {
            throw e.InnerException!;
        }
    }

    internal static Dictionary<string, ParameterMetadata> Of(Type cmdlet, CmdletAttribute metadata)
    {
        Dictionary<string, ParameterMetadata> all = new(StringComparer.OrdinalIgnoreCase);
        // What a base class declares comes first, as reflection does not promise any order of its own.
        foreach (PropertyInfo property in Declared(cmdlet))
            all[property.Name] = new ParameterMetadata(property, static owner => owner);
        foreach ((PropertyInfo property, Func<object, object> holder) in Binding.CommonParameters.For(metadata))
            all.TryAdd(property.Name, new ParameterMetadata(property, holder));
        return all;
    }

    private static IEnumerable<PropertyInfo> Declared(Type cmdlet) =>
        cmdlet.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(static p => p.IsDefined(typeof(ParameterAttribute), inherit: true));
}

public class InvocationInfo
{
    internal InvocationInfo(CommandInfo command, string invocationName) => (MyCommand, InvocationName) = (command, invocationName);

    public CommandInfo MyCommand { get; }
    public string InvocationName { get; }
    public Dictionary<string, object?> BoundParameters { get; } = new(StringComparer.OrdinalIgnoreCase);
    public bool ExpectingInput { get; internal set; }
    public int PipelineLength { get; internal set; }
    public int PipelinePosition { get; internal set; }
    public string Line => string.Empty;
}
