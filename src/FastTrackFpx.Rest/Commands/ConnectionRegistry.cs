using System.Collections;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace FastTrackFpx.Rest.Commands;

/// <summary>The connections of each runspace, newest last, of all services. A runspace that is gone takes its list with it.</summary>
internal static class ConnectionRegistry
{
    private static readonly ConditionalWeakTable<object, List<RestConnection>> Lists = new();

    /// <summary>For each list, by type of connection, the name of a default that was disconnected while the next one is to another service.</summary>
    private static readonly ConditionalWeakTable<List<RestConnection>, Dictionary<Type, string>> LostDefaults = new();

    // The key if the thread has no runspace.
    private static readonly object NoRunspace = new();

    internal static IReadOnlyList<T> All<T>()
        where T : RestConnection
    {
        List<RestConnection> list = OfThisRunspace();
        lock (list) return [.. list.OfType<T>()];
    }

    internal static T Choose<T>(T? given)
        where T : RestConnection
    {
        T connection = given ?? All<T>().LastOrDefault() ?? throw ConnectionFaults.None(typeof(T));
        connection.RequireUsable();
        return connection;
    }

    /// <summary>This runspace's newest connection of a type, for a purpose such as a parameter with its value.</summary>
    internal static RestConnection Choose(Type type, string purpose)
    {
        RestConnection connection = All<RestConnection>().LastOrDefault(type.IsInstanceOfType) ?? throw ConnectionFaults.None(type, purpose);
        connection.RequireUsable();
        return connection;
    }

    /// <summary>
    /// The same for a change, which must not reach another service than the user means: if connections to several services are open, or if the default one
    /// was disconnected and the next one is to another service, the connection has to be passed.
    /// </summary>
    internal static T ChooseForWrite<T>(T? given)
        where T : RestConnection
    {
        if (given is null && All<T>() is { Count: > 0 } open) RequireUnambiguous(open);
        return Choose(given);
    }

    /// <summary>The newest connection to each service.</summary>
    internal static IReadOnlyList<RestConnection> DefaultsForWrite() =>
        [.. All<RestConnection>().GroupBy(connection => connection.GetType()).Select(same => RequireUnambiguous([.. same]))];

    internal static RestConnection DefaultForWrite(string service) =>
        All<RestConnection>().Where(connection => connection.Service == service).ToList() is { Count: > 0 } open
            ? RequireUnambiguous(open)
            : throw ConnectionFaults.None(service);

    private static RestConnection RequireUnambiguous(IReadOnlyList<RestConnection> open)
    {
        if (open.Select(connection => connection.BaseUri).Distinct().Count() > 1) throw ConnectionFaults.Ambiguous(open);
        RestConnection newest = open[open.Count - 1];
        if (LostDefaults.GetOrCreateValue(OfThisRunspace()).TryGetValue(newest.GetType(), out string? lost)) throw ConnectionFaults.LostDefault(lost, newest);
        return newest;
    }

    internal static RestConnection? Find(Type type, string name) => All<RestConnection>()
        .LastOrDefault(connection => type.IsInstanceOfType(connection) && NamePattern.Same(connection.Name, name));

    /// <summary>Makes a connection the newest one. An older one of the same name ends when the cmdlets that use it have ended.</summary>
    internal static void Add(RestConnection connection)
    {
        RestConnection? older = Find(connection.GetType(), connection.Name);
        List<RestConnection> list = OfThisRunspace();
        lock (list)
        {
            LostDefaults.GetOrCreateValue(list).Remove(connection.GetType());
            list.Add(connection);
            if (older is not null) list.Remove(older);
        }

        older?.Disconnect(waitsForCmdlets: true);
    }

    /// <summary>Ends a connection, and returns the new default connection if that is to another service; otherwise null.</summary>
    internal static RestConnection? Remove(RestConnection connection)
    {
        List<RestConnection> list = OfThisRunspace();
        RestConnection? next;
        lock (list)
        {
            bool wasDefault = list.FindLast(other => other.GetType() == connection.GetType()) == connection;
            list.Remove(connection);
            next = wasDefault ? list.FindLast(other => other.GetType() == connection.GetType()) : null;
            if (next?.BaseUri == connection.BaseUri) next = null;
            if (next is not null) LostDefaults.GetOrCreateValue(list)[connection.GetType()] = connection.Name;
        }

        connection.Disconnect();
        return next;
    }

    internal static void DisconnectAll()
    {
        foreach (RestConnection connection in All<RestConnection>()) Remove(connection);
    }

    /// <summary>A name that no connection of that type has in this runspace: the preferred one, or the same with a number.</summary>
    internal static string FreeName(Type type, string preferred)
    {
        string name = preferred;
        for (int number = 2; Find(type, name) is not null; number++) name = $"{preferred} {number}";
        return name;
    }

    private static List<RestConnection> OfThisRunspace()
    {
        List<RestConnection> list = Lists.GetOrCreateValue((object?)Runspace.DefaultRunspace ?? NoRunspace);

        // Another runspace may have ended a connection.
        lock (list) list.RemoveAll(connection => !connection.IsConnected);
        return list;
    }
}

/// <summary>Completes the names of this runspace's connections for the service of the command; the cmdlets of the journal serve all.</summary>
public sealed class ConnectionCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string noun = commandName.Substring(commandName.IndexOf('-') + 1);
        return CompletionText.Offer(
            ConnectionRegistry.All<RestConnection>()
                .Where(connection => noun.EndsWith("Change", StringComparison.OrdinalIgnoreCase)
                    || noun.StartsWith(ConnectionFaults.Prefix(connection.GetType()), StringComparison.OrdinalIgnoreCase))
                .Select(connection => (connection.Name, connection.BaseUri?.Host ?? connection.Name)),
            wordToComplete);
    }
}
