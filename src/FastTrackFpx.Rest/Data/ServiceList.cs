using FastTrackFpx.Rest.Commands;

namespace FastTrackFpx.Rest.Data;

/// <summary>A list of a service that can be written to a database beside other data.</summary>
internal sealed class ServiceList
{
    private readonly Func<RestConnection, CmdletRun, Func<IEnumerable<TableRow>, Task>, Task> _read;

    private ServiceList(string name, Type connection, Func<RestConnection, CmdletRun, Func<IEnumerable<TableRow>, Task>, Task> read, Table[] tables) =>
        (Name, Connection, _read, Tables) = (name, connection, read, tables);

    /// <summary>The name by which users choose it: the noun of the cmdlet that gets its records.</summary>
    internal string Name { get; }

    /// <summary>The type of the connection that it is read with.</summary>
    internal Type Connection { get; }

    /// <summary>The tables that its rows go to.</summary>
    internal IReadOnlyList<Table> Tables { get; }

    /// <summary>The lists of all services, by name.</summary>
    internal static IReadOnlyList<ServiceList> All() =>
    [
        .. AppDomain.CurrentDomain.GetAssemblies()
            .Where(assembly => !assembly.IsDynamic && assembly.FullName!.StartsWith("FastTrackFpx", StringComparison.Ordinal))
            .SelectMany(assembly => assembly.GetCustomAttributes(typeof(ServiceListsAttribute), inherit: false))
            .SelectMany(attribute => ((ServiceListsAttribute)attribute).Source.Lists)
            .OrderBy(list => list.Name, StringComparer.Ordinal),
    ];

    /// <param name="name">Its name.</param>
    /// <param name="read">Reads the list with a connection, and hands over its rows as they come.</param>
    /// <param name="tables">The tables that its rows go to.</param>
    internal static ServiceList Of<TConnection>(string name, Func<TConnection, CmdletRun, Func<IEnumerable<TableRow>, Task>, Task> read, params Table[] tables)
        where TConnection : RestConnection => new(name, typeof(TConnection), (connection, run, rows) => read((TConnection)connection, run, rows), tables);

    /// <summary>Reads the list, and hands over its rows as they come.</summary>
    internal Task ReadAsync(RestConnection connection, CmdletRun run, Func<IEnumerable<TableRow>, Task> rows) => _read(connection, run, rows);
}

/// <summary>Lists of a service. The service's assembly names the class in <see cref="ServiceListsAttribute"/>.</summary>
internal interface IServiceLists
{
    /// <summary>The lists.</summary>
    IReadOnlyList<ServiceList> Lists { get; }
}

/// <summary>Registers the lists of the service in this assembly. Nothing is loaded or created before the lists are read.</summary>
/// <param name="type">A class that implements <see cref="IServiceLists"/>.</param>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class ServiceListsAttribute(Type type) : Attribute
{
    internal IServiceLists Source => (IServiceLists)Activator.CreateInstance(type, nonPublic: true)!;
}
