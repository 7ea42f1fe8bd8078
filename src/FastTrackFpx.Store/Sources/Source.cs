using FastTrackFpx.Rest.Batching;
using FastTrackFpx.Rest.Data;
using FastTrackFpx.Store.Databases;

namespace FastTrackFpx.Store.Sources;

/// <summary>Data that is read together and compared together. A service is a class that returns its parts.</summary>
/// <param name="name">Its name in the work list of the database, and in progress messages.</param>
/// <param name="tables">The tables that its rows go to.</param>
internal abstract class SourcePart(string name, params Table[] tables)
{
    internal string Name { get; } = name;

    internal IReadOnlyList<Table> Tables { get; } = tables;
}

/// <summary>A list that is read from its beginning to its end.</summary>
internal sealed class ListPart(
    string name, Func<Func<IEnumerable<TableRow>, Task>, CancellationToken, Task> read, params Table[] tables) : SourcePart(name, tables)
{
    /// <summary>Reads the list, and hands over its rows as they come.</summary>
    internal Task ReadAsync(Func<IEnumerable<TableRow>, Task> rows, CancellationToken cancellationToken) => read(rows, cancellationToken);

    /// <summary>A list of another service, read with its own connection.</summary>
    internal static ListPart Of(ServiceList list, RestConnection connection, CmdletRun run) =>
        new(list.Name, (rows, _) => list.ReadAsync(connection, run, rows), [.. list.Tables]);

    /// <summary>True for the list of the tenants by which other parts are read.</summary>
    internal bool IsTenantList { get; init; }
}

/// <summary>Data that is read tenant by tenant.</summary>
internal abstract class TenantPart(string name, Table table) : SourcePart(name, table)
{
    /// <summary>How many tenants a worker leases at a time at most: some seconds of work.</summary>
    internal int MostTenantsPerItem { get; init; } = 250;

    /// <summary>Reads tenants that are named while it reads. Results come in the order of the tenants.</summary>
    internal abstract Task ReadAsync(Database database, IEnumerable<Guid> tenants, Func<TenantRecords, Task> emit, CancellationToken cancellationToken);
}

/// <summary>What was read of a tenant.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Records">Records of the part's table; a tenant with many has several results.</param>
/// <param name="Error">Why the tenant could not be read completely; null if it could.</param>
/// <param name="IsComplete">True for the last result of the tenant.</param>
/// <param name="EndsGroup">True if the next result has to be waited for.</param>
internal readonly record struct TenantRecords(Guid Tenant, IReadOnlyList<object> Records, RestException? Error, bool IsComplete, bool EndsGroup);

/// <summary>A part whose records the engine's batches read.</summary>
/// <typeparam name="TKey">What a request names: a tenant, or a tenant with something else.</typeparam>
/// <typeparam name="T">The record.</typeparam>
internal sealed class TenantPart<TKey, T>(string name, Table table) : TenantPart(name, table)
    where TKey : notnull
    where T : class
{
    /// <summary>What has to be read for a tenant.</summary>
    internal required Func<Guid, IReadOnlyList<TKey>> Keys { get; init; }

    /// <summary>Starts the engine's batch.</summary>
    internal required Func<Func<ParentResult<TKey, T>, Task>, CancellationToken, ParentBatch<TKey, T>> Start { get; init; }

    /// <summary>The records of the table, unless they are those of the service. The dictionary lasts as long as the tenant.</summary>
    internal Func<IReadOnlyList<T>, Dictionary<string, int>, IReadOnlyList<object>>? Records { get; init; }

    /// <summary>Completes records before they become rows.</summary>
    internal Func<Database, Guid, IReadOnlyList<T>, CancellationToken, Task>? Complete { get; init; }

    internal override async Task ReadAsync(Database database, IEnumerable<Guid> tenants, Func<TenantRecords, Task> emit, CancellationToken cancellationToken)
    {
        var open = new Queue<(Guid Tenant, int Keys)>();
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        int done = 0;
        RestException? failure = null;
        using ParentBatch<TKey, T> batch = Start(TakeAsync, cancellationToken);
        foreach (Guid tenant in tenants)
        {
            IReadOnlyList<TKey> keys = Keys(tenant);
            open.Enqueue((tenant, keys.Count));
            foreach (TKey key in keys) await batch.AddAsync(key).ConfigureAwait(false);
        }

        await batch.CompleteAsync().ConfigureAwait(false);

        async Task TakeAsync(ParentResult<TKey, T> result)
        {
            (Guid tenant, int keys) = open.Peek();
            failure ??= result.Error;
            if (Complete is { } complete && result.Items.Count > 0) await complete(database, tenant, result.Items, cancellationToken).ConfigureAwait(false);
            bool isComplete = result.IsComplete && ++done == keys;
            IReadOnlyList<object> records = Records is { } convert ? convert(result.Items, counts) : result.Items;
            await emit(new TenantRecords(tenant, records, isComplete ? failure : null, isComplete, result.EndsGroup)).ConfigureAwait(false);
            if (!isComplete) return;
            open.Dequeue();
            counts.Clear();
            (done, failure) = (0, null);
        }
    }
}
