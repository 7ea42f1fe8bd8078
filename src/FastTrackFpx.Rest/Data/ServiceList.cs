namespace FastTrackFpx.Rest.Data;

/// <summary>A list of a service that can be written to a database beside other data.</summary>
/// <param name="Name">The name by which users choose it: the noun of the cmdlet that gets its records.</param>
/// <param name="Connection">The type of the connection that it is read with.</param>
/// <param name="ReadAsync">Reads the list, and hands over its rows as they come.</param>
/// <param name="Tables">The tables that its rows go to.</param>
internal sealed record ServiceList(
    string Name, Type Connection, Func<RestConnection, CmdletRun, Func<IEnumerable<TableRow>, Task>, Task> ReadAsync, IReadOnlyList<Table> Tables)
{
    internal static IReadOnlyList<ServiceList> All() =>
    [
        .. AppDomain.CurrentDomain.GetAssemblies()
            .Where(assembly => !assembly.IsDynamic && assembly.FullName!.StartsWith("FastTrackFpx", StringComparison.Ordinal))
            .SelectMany(assembly => assembly.GetCustomAttributes(typeof(ServiceListsAttribute), inherit: false))
            .SelectMany(attribute => ((ServiceListsAttribute)attribute).Source.Lists)
            .OrderBy(list => list.Name, StringComparer.Ordinal),
    ];

    internal static ServiceList Of<TConnection>(string name, Func<TConnection, CmdletRun, Func<IEnumerable<TableRow>, Task>, Task> read, params Table[] tables)
        where TConnection : RestConnection => new(name, typeof(TConnection), (connection, run, rows) => read((TConnection)connection, run, rows), tables);
}

/// <summary>Lists of a service. The service's assembly names the class in <see cref="ServiceListsAttribute"/>.</summary>
internal interface IServiceLists
{
    IReadOnlyList<ServiceList> Lists { get; }
}

/// <summary>Registers the lists of the service in this assembly. Nothing is loaded or created before the lists are read.</summary>
/// <param name="type">A class that implements <see cref="IServiceLists"/>.</param>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class ServiceListsAttribute(Type type) : Attribute
{
    internal IServiceLists Source => (IServiceLists)Activator.CreateInstance(type, nonPublic: true)!;
}
