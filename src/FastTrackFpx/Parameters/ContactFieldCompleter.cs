using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using FastTrackFpx.Client.Contacts;

namespace FastTrackFpx.Parameters;

/// <summary>Offers the fields of a contact that may be emptied.</summary>
public sealed class ContactFieldCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionText.Offer(ContactField.All.Where(field => !field.CannotBeNull).Select(field => (field.ParameterName, field.ServiceName)), wordToComplete);
}
