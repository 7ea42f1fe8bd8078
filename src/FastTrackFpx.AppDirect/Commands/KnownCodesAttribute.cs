using System.Collections;
using System.Management.Automation.Language;
using System.Reflection;

namespace FastTrackFpx.AppDirect.Commands;

/// <summary>Known and observed values of a parameter. Other values are accepted: the service may have more.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class KnownCodesAttribute(params string[] codes) : Attribute
{
    internal IReadOnlyList<string> Codes { get; } = codes;
}

/// <summary>Completes the known values of a parameter.</summary>
public sealed class KnownCodeCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        const BindingFlags Flags = BindingFlags.Instance | BindingFlags.Public | BindingFlags.IgnoreCase;
        PropertyInfo? parameter = CmdletOf(commandName)?.GetProperty(parameterName, Flags);
        IReadOnlyList<string> codes = parameter?.GetCustomAttribute<KnownCodesAttribute>()?.Codes ?? [];
        return CompletionText.Offer(codes.Select(code => (code, code)), wordToComplete);
    }

    internal static Type? CmdletOf(string commandName) => typeof(KnownCodeCompleter).Assembly.GetType(
        $"{typeof(KnownCodeCompleter).Namespace}.{commandName.Replace("-", string.Empty)}Command", throwOnError: false, ignoreCase: true);
}

/// <summary>Completes the parameters whose properties can be cleared: those that take null.</summary>
public sealed class ClearableCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        PropertyInfo[] parameters = KnownCodeCompleter.CmdletOf(commandName)?.GetProperties() ?? [];
        IEnumerable<string> names = parameters
            .Where(static parameter => parameter.IsDefined(typeof(AllowNullAttribute)) && parameter.Name != "InputObject")
            .Select(static parameter => parameter.Name);
        return CompletionText.Offer(names.Select(name => (name, name)), wordToComplete);
    }
}
