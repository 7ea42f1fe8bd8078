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
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        Type? cmdlet = typeof(KnownCodeCompleter).Assembly.GetType($"{typeof(KnownCodeCompleter).Namespace}.{commandName.Replace("-", string.Empty)}Command", throwOnError: false, ignoreCase: true);
        IReadOnlyList<string> codes = cmdlet?.GetProperty(parameterName, BindingFlags.Instance | BindingFlags.Public | BindingFlags.IgnoreCase)?.GetCustomAttribute<KnownCodesAttribute>()?.Codes ?? [];
        return CompletionText.Offer(codes.Select(code => (code, code)), wordToComplete);
    }
}
