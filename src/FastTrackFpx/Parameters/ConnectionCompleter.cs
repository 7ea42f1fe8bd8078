using System.Collections;
using System.Management.Automation.Language;
using FastTrackFpx.Connection;

namespace FastTrackFpx.Parameters;

/// <summary>Offers the names of this runspace's connections.</summary>
public sealed class ConnectionCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionText.Offer(ConnectionRegistry.All().Select(connection => (connection.Name, connection.BaseUri?.Host ?? connection.Name)), wordToComplete);
}
