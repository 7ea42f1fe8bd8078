using System.Collections;
using System.Management.Automation.Language;
using FastTrackFpx.Contacts;

namespace FastTrackFpx.Parameters;

/// <summary>Offers the fields of a contact that may be emptied.</summary>
public sealed class ContactFieldCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionText.Offer(ContactField.All.Where(field => !field.CannotBeNull).Select(field => (field.ParameterName, field.ServiceName)), wordToComplete);
}
