using System.Collections.Generic;
using System.Management.Automation.Internal;

namespace System.Management.Automation.Internal
{
    /// <summary>The root of every attribute that says something of a command or one of its parameters.</summary>
    [AttributeUsage(AttributeTargets.All)]
    public abstract class CmdletMetadataAttribute : Attribute
    {
        internal CmdletMetadataAttribute() { }
    }

    /// <summary>The root of the attributes that the parameter binder reads by itself.</summary>
    [AttributeUsage(AttributeTargets.All)]
    public abstract class ParsingBaseAttribute : CmdletMetadataAttribute
    {
        internal ParsingBaseAttribute() { }
    }
}

namespace System.Management.Automation
{
    public enum ConfirmImpact { None, Low, Medium, High }

    public enum RemotingCapability { None, PowerShell, SupportedByCommand, OwnedByCommand }

    [AttributeUsage(AttributeTargets.Class)]
    public abstract class CmdletCommonMetadataAttribute : CmdletMetadataAttribute
    {
        public string? DefaultParameterSetName { get; set; }
        public bool SupportsShouldProcess { get; set; }
        public bool SupportsPaging { get; set; }
        public ConfirmImpact ConfirmImpact { get; set; } = ConfirmImpact.Medium;
        public string HelpUri { get; set; } = string.Empty;
        public RemotingCapability RemotingCapability { get; set; } = RemotingCapability.PowerShell;
    }

    [AttributeUsage(AttributeTargets.Class)]
    public sealed class CmdletAttribute(string verbName, string nounName) : CmdletCommonMetadataAttribute
    {
        public string VerbName { get; } = verbName;
        public string NounName { get; } = nounName;
    }

    [AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
    public sealed class OutputTypeAttribute : CmdletMetadataAttribute
    {
        public OutputTypeAttribute(params Type[] type) => Type = Array.ConvertAll(type, static t => new PSTypeName(t));
        public OutputTypeAttribute(params string[] type) => Type = Array.ConvertAll(type, static t => new PSTypeName(t));

        public PSTypeName[] Type { get; }
        public string[] ParameterSetName { get; set; } = [ParameterAttribute.AllParameterSets];
    }

    public class PSTypeName
    {
        public PSTypeName(Type type) => (Type, Name) = (type, type.FullName!);
        public PSTypeName(string name) => Name = name;

        public string Name { get; }
        public Type? Type { get; }

        public override string ToString() => Name;
    }

    [AttributeUsage(AttributeTargets.All)]
    public sealed class AliasAttribute(params string[] aliasNames) : ParsingBaseAttribute
    {
        public IList<string> AliasNames { get; } = aliasNames;
    }

    [AttributeUsage(AttributeTargets.Field | AttributeTargets.Property, AllowMultiple = true)]
    public sealed class ParameterAttribute : ParsingBaseAttribute
    {
        public const string AllParameterSets = "__AllParameterSets";
        public int Position { get; set; } = int.MinValue;
        public string ParameterSetName { get; set => field = string.IsNullOrEmpty(value) ? AllParameterSets : value; } = AllParameterSets;
        public bool Mandatory { get; set; }
        public bool ValueFromPipeline { get; set; }
        public bool ValueFromPipelineByPropertyName { get; set; }
        public bool ValueFromRemainingArguments { get; set; }
        public bool DontShow { get; set; }
        public string? HelpMessage { get; set; }
    }

    [AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
    public sealed class SupportsWildcardsAttribute : ParsingBaseAttribute;

    [AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
    public sealed class PSDefaultValueAttribute : ParsingBaseAttribute
    {
        public object? Value { get; set; }
        public string? Help { get; set; }
    }

    [AttributeUsage(AttributeTargets.All)]
    public sealed class HiddenAttribute : ParsingBaseAttribute;

    [AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
    public sealed class AllowNullAttribute : CmdletMetadataAttribute;

    [AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
    public sealed class AllowEmptyStringAttribute : CmdletMetadataAttribute;

    [AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
    public sealed class AllowEmptyCollectionAttribute : CmdletMetadataAttribute;

    /// <summary>Turns what the caller gave into what the parameter holds, before any other conversion.</summary>
    [AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
    public abstract class ArgumentTransformationAttribute : CmdletMetadataAttribute
    {
        public virtual bool TransformNullOptionalParameters => true;
        public abstract object? Transform(EngineIntrinsics engineIntrinsics, object? inputData);
    }
}
