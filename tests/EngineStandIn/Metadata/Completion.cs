using System.Collections;
using System.Collections.Generic;

namespace System.Management.Automation.Language
{
    /// <summary>There is no script language here: the syntax tree exists so that signatures that mention it can be loaded.</summary>
    public abstract class Ast
    {
        internal Ast() { }
    }

    public abstract class CommandBaseAst : Ast
    {
        internal CommandBaseAst() { }
    }

    public class CommandAst : CommandBaseAst
    {
        internal CommandAst() { }
    }
}

namespace System.Management.Automation
{

    public enum CompletionResultType
    {
        Text, History, Command, ProviderItem, ProviderContainer, Property, Method, ParameterName, ParameterValue, Variable, Namespace, Type, Keyword, DynamicKeyword,
    }

    public class CompletionResult
    {
        public CompletionResult(string completionText, string listItemText, CompletionResultType resultType, string toolTip)
        {
            ArgumentException.ThrowIfNullOrEmpty(completionText);
            ArgumentException.ThrowIfNullOrEmpty(listItemText);
            ArgumentException.ThrowIfNullOrEmpty(toolTip);
            (CompletionText, ListItemText, ResultType, ToolTip) = (completionText, listItemText, resultType, toolTip);
        }

        public CompletionResult(string completionText) : this(completionText, completionText, CompletionResultType.Text, completionText) { }

        public string CompletionText { get; }
        public string ListItemText { get; }
        public CompletionResultType ResultType { get; }
        public string ToolTip { get; }
    }

    public interface IArgumentCompleter
    {
        IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, Language.CommandAst commandAst, IDictionary fakeBoundParameters);
    }

    [AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
    public class ArgumentCompleterAttribute : Attribute
    {
        public ArgumentCompleterAttribute(Type type) => Type = type;

        public ArgumentCompleterAttribute(ScriptBlock scriptBlock) => ScriptBlock = scriptBlock;

        public Type? Type { get; }
        public ScriptBlock? ScriptBlock { get; }
    }
}
