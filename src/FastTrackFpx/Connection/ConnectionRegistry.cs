using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace FastTrackFpx.Connection;

/// <summary>
/// The connections of each runspace, newest last. Jobs that share a process share no session by accident; a runspace that is gone takes its list with it.
/// </summary>
internal static class ConnectionRegistry
{
    private static readonly ConditionalWeakTable<object, List<FpxConnection>> Lists = new();

    // Stands for the runspace where a host has none for the thread.
    private static readonly object NoRunspace = new();

    /// <summary>This runspace's connections, newest last.</summary>
    public static IReadOnlyList<FpxConnection> All()
    {
        List<FpxConnection> list = Mine();
        lock (list) return list.ToArray();
    }

    /// <summary>The connection that is meant: the one given, or this runspace's newest.</summary>
    /// <exception cref="RestException">There is none that can be used.</exception>
    public static FpxConnection Choose(FpxConnection? given)
    {
        FpxConnection connection = given ?? All().LastOrDefault() ?? throw ConnectionFaults.None();
        _ = connection.Client;
        return connection;
    }

    /// <summary>The connection of that name, in any case; null when there is none.</summary>
    public static FpxConnection? Find(string name) =>
        All().LastOrDefault(connection => NamePattern.Same(connection.Name, name));

    /// <summary>Makes a connection the newest one. An older one of the same name makes room, once what it has begun is done.</summary>
    public static void Add(FpxConnection connection)
    {
        FpxConnection? older = Find(connection.Name);
        List<FpxConnection> list = Mine();
        lock (list)
        {
            list.Add(connection);
            if (older is not null) list.Remove(older);
        }

        older?.Retire();
    }

    /// <summary>Ends a connection, wherever it was made.</summary>
    public static void Remove(FpxConnection connection)
    {
        List<FpxConnection> list = Mine();
        lock (list) list.Remove(connection);
        connection.End();
    }

    /// <summary>Ends all connections of this runspace.</summary>
    public static void EndAll()
    {
        foreach (FpxConnection connection in All()) Remove(connection);
    }

    /// <summary>A name that no connection of this runspace has: the one wished for, or the same with a number.</summary>
    public static string FreeName(string wish)
    {
        string name = wish;
        for (int number = 2; Find(name) is not null; number++) name = $"{wish} {number}";
        return name;
    }

    private static List<FpxConnection> Mine()
    {
        List<FpxConnection> list = Lists.GetOrCreateValue((object?)Runspace.DefaultRunspace ?? NoRunspace);

        // A connection that another runspace has ended is no longer anybody's default.
        lock (list) list.RemoveAll(connection => !connection.IsConnected);
        return list;
    }
}
