using System.Collections;
using System.Management.Automation.Language;

namespace FastTrackFpx.LongJump.Tenants;

internal static class TenantSearch
{
    /// <summary>A filter for a part of a value. The document does not say how a quote is written, so the longest part without one is searched.</summary>
    internal static IReadOnlyList<KeyValuePair<string, string>> Contains(string field, string text)
    {
        string part = text.Split('\'', '*', '?', '[', ']', '`').OrderByDescending(piece => piece.Length).First();
        return part.Trim().Length == 0 ? [] : [new("filter", $"{field} contains '{part}'")];
    }

    /// <summary>The service's name of a field that a user typed.</summary>
    internal static string Field(string name, string parameter) => TenantField.Find(name.Trim())?.Name ?? throw new InputException(
        ErrorCode.UnknownName, $"-{parameter}: '{ParameterText.Shown(name)}' is not a field of a tenant.", parameter, "Use the name of a property of a tenant, such as Company. Press Tab for the list.");
}

/// <summary>Completes the fields of a tenant.</summary>
public sealed class TenantFieldCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) => CompletionText.Offer(
        TenantField.All.Where(field => parameterName != "Clear" || TenantInput.IsUpdatable(field)).Select(field => (field.Property.Name, field.Name)), wordToComplete);
}
