using System.Collections;
using System.Management.Automation.Language;

namespace FastTrackFpx.Lookups;

/// <summary>Offers the names of one of the service's lists, as the connection keeps it.</summary>
/// <remarks>
/// A list that has not been read yet is asked for, and Tab waits a quarter of a second at most for it: what comes later is there at the next Tab.
/// Without a connection there is nothing to offer and nothing is sent.
/// </remarks>
public abstract class LookupCompleter : IArgumentCompleter
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        if (ConnectionFor(fakeBoundParameters) is not { IsConnected: true } connection) return CompletionText.Nothing(wordToComplete);

        FpxClient client = connection.Client;
        Task<IReadOnlyList<FpxLookup>> reading = Task.Run(() => ReadAsync(client, commandName, fakeBoundParameters));
        Task.WaitAny(new Task[] { reading }, Patience);
        if (reading.Status != TaskStatus.RanToCompletion) return CompletionText.Nothing(wordToComplete);
        return CompletionText.Offer(reading.Result.Select(entry => (entry.Name ?? entry.Id ?? string.Empty, $"{entry.Name} ({entry.Id})")), wordToComplete);
    }

    /// <summary>The list, as far as it fits the command and what the command line has given already.</summary>
    private protected abstract Task<IReadOnlyList<FpxLookup>> ReadAsync(FpxClient client, string command, IDictionary? given);

    /// <summary>The text of a parameter that is given already; null where it is not, or is more than one value.</summary>
    private protected static string? GivenText(IDictionary? given, string parameter) => ParameterText.Unwrap(given?[parameter]) switch
    {
        FpxLookup entry => entry.Name ?? entry.Id,
        string text => text,
        IConvertible number => Convert.ToString(number, CultureInfo.InvariantCulture),
        _ => null,
    };

    private static FpxConnection? ConnectionFor(IDictionary? given) => ParameterText.Unwrap(given?["Connection"]) switch
    {
        FpxConnection connection => connection,
        string name => (FpxConnection?)ConnectionRegistry.Find(typeof(FpxConnection), name),
        _ => ConnectionRegistry.All<FpxConnection>().LastOrDefault(),
    };
}

/// <summary>Offers the names of a lookup.</summary>
/// <typeparam name="T">The lookup's record.</typeparam>
public sealed class LookupCompleter<T> : LookupCompleter
    where T : class
{
    private protected override Task<IReadOnlyList<FpxLookup>> ReadAsync(FpxClient client, string command, IDictionary? given) =>
        Lookup.Of<T>().EntriesAsync(new LookupsEndpoint(client), CancellationToken.None);
}

/// <summary>Offers, to a cmdlet that gets a lookup, the names in that lookup.</summary>
public sealed class OwnListCompleter : LookupCompleter
{
    private protected override Task<IReadOnlyList<FpxLookup>> ReadAsync(FpxClient client, string command, IDictionary? given) =>
        // The name may come with the module's before it.
        Lookup.OfCmdlet(command.Substring(command.LastIndexOf('\\') + 1))?.EntriesAsync(new LookupsEndpoint(client), CancellationToken.None)
            ?? Task.FromResult<IReadOnlyList<FpxLookup>>([]);
}
