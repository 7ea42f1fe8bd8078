using FastTrackFpx.Rest.Batching;
using FastTrackFpx.Rest.Data;
using FastTrackFpx.Store.Databases;

namespace FastTrackFpx.Store.Sources;

/// <summary>Data that is read together and compared together. A service is a class that returns its parts.</summary>
/// <param name="name">Its name in the work list of the database.</param>
/// <param name="tables">The tables that its rows go to.</param>
internal abstract class SourcePart(string name, params Table[] tables)
{
    internal string Name { get; } = name;

    internal IReadOnlyList<Table> Tables { get; } = tables;

    /// <summary>What it is, in progress messages.</summary>
    internal string Text { get; init; } = name;
}

/// <summary>A list that is read from its beginning to its end.</summary>
internal sealed class ListPart(string name, Func<Func<IEnumerable<TableRow>, Task>, CancellationToken, Task> read, params Table[] tables) : SourcePart(name, tables)
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
internal abstract class TenantPart(string name, params Table[] tables) : SourcePart(name, tables)
{
    /// <summary>How many tenants a worker leases at a time: some seconds of work.</summary>
    internal int TenantsPerItem { get; init; } = 100;

    /// <summary>Starts a reading of tenants that are named one by one.</summary>
    internal abstract TenantReading Open(Database database, Func<TenantRows, Task> emit, CancellationToken cancellationToken);
}

/// <summary>What was read of a tenant.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Rows">Rows; a tenant with many has several results.</param>
/// <param name="Error">Why the tenant could not be read completely; null if it could.</param>
/// <param name="IsComplete">True for the last result of the tenant.</param>
/// <param name="EndsGroup">True if the next result has to be waited for.</param>
internal readonly record struct TenantRows(Guid Tenant, IEnumerable<TableRow> Rows, RestException? Error, bool IsComplete, bool EndsGroup);

/// <summary>A reading in progress. Results come in the order of the tenants.</summary>
internal abstract class TenantReading : IDisposable
{
    internal abstract Task AddAsync(Guid tenant);

    internal abstract Task CompleteAsync();

    public abstract void Dispose();
}

/// <summary>A part whose records the engine's batches read.</summary>
/// <typeparam name="TKey">What a request names: a tenant, or a tenant with something else.</typeparam>
/// <typeparam name="T">The record.</typeparam>
internal sealed class TenantPart<TKey, T>(string name, params Table[] tables) : TenantPart(name, tables)
    where TKey : notnull
{
    /// <summary>What has to be read for a tenant.</summary>
    internal required Func<Guid, IReadOnlyList<TKey>> Keys { get; init; }

    /// <summary>Starts the engine's batch.</summary>
    internal required Func<Func<ParentResult<TKey, T>, Task>, CancellationToken, ParentBatch<TKey, T>> Start { get; init; }

    /// <summary>The rows of records. The dictionary lasts as long as the tenant.</summary>
    internal required Func<IReadOnlyList<T>, Dictionary<string, int>, IEnumerable<TableRow>> Rows { get; init; }

    /// <summary>Completes records before they become rows.</summary>
    internal Func<Database, Guid, IReadOnlyList<T>, CancellationToken, Task>? Complete { get; init; }

    internal override TenantReading Open(Database database, Func<TenantRows, Task> emit, CancellationToken cancellationToken) =>
        new Reading(this, database, emit, cancellationToken);

    private sealed class Reading : TenantReading
    {
        private readonly TenantPart<TKey, T> _part;
        private readonly Database _database;
        private readonly Func<TenantRows, Task> _emit;
        private readonly CancellationToken _cancellationToken;
        private readonly ParentBatch<TKey, T> _batch;
        private readonly Queue<(Guid Tenant, int Keys)> _tenants = new();
        private Dictionary<string, int> _counts = new(StringComparer.Ordinal);
        private int _done;
        private RestException? _error;

        internal Reading(TenantPart<TKey, T> part, Database database, Func<TenantRows, Task> emit, CancellationToken cancellationToken)
        {
            (_part, _database, _emit, _cancellationToken) = (part, database, emit, cancellationToken);
            _batch = part.Start(TakeAsync, cancellationToken);
        }

        internal override async Task AddAsync(Guid tenant)
        {
            IReadOnlyList<TKey> keys = _part.Keys(tenant);
            _tenants.Enqueue((tenant, keys.Count));
            foreach (TKey key in keys) await _batch.AddAsync(key).ConfigureAwait(false);
        }

        internal override Task CompleteAsync() => _batch.CompleteAsync();

        public override void Dispose() => _batch.Dispose();

        private async Task TakeAsync(ParentResult<TKey, T> result)
        {
            (Guid tenant, int keys) = _tenants.Peek();
            _error ??= result.Error;
            if (_part.Complete is { } complete && result.Items.Count > 0) await complete(_database, tenant, result.Items, _cancellationToken).ConfigureAwait(false);
            bool isComplete = result.IsComplete && ++_done == keys;
            IEnumerable<TableRow> rows = _part.Rows(result.Items, _counts);
            RestException? error = isComplete ? _error : null;
            if (isComplete)
            {
                _tenants.Dequeue();
                (_done, _error, _counts) = (0, null, new Dictionary<string, int>(StringComparer.Ordinal));
            }

            await _emit(new TenantRows(tenant, rows, error, isComplete, result.EndsGroup)).ConfigureAwait(false);
        }
    }
}
