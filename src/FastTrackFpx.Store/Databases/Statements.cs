using System.Collections.Concurrent;
using FastTrackFpx.Rest.Data;

namespace FastTrackFpx.Store.Databases;

/// <summary>The SQL statements for the rows of a table, each built once.</summary>
internal static class Statements
{
    private static readonly ConcurrentDictionary<(string, Table), string> Built = new();

    /// <summary>Parameters: the values, the hash, since when.</summary>
    internal static string Insert(Table table) => Once(nameof(Insert), table, () =>
        $"INSERT INTO {table.Name} ({Names(table)}, {Table.HashColumn}, {Table.FromColumn}) VALUES ({Numbers(1, table.Columns.Count + 2)})");

    /// <summary>Parameters: the values, the hash, since when, the key.</summary>
    internal static string Update(Table table, Database database) => Once($"{nameof(Update)} {database.GetType().Name}", table, () =>
    {
        string columns = string.Join(", ", table.Columns.Select((column, index) => $"{column.Name} = {database.Parameter(column.Type, index + 1)}"));
        int count = table.Columns.Count;
        return $"UPDATE {table.Name} SET {columns}, {Table.HashColumn} = ${count + 1}, {Table.FromColumn} = ${count + 2} WHERE {KeyIs(table, count + 3)}";
    });

    /// <summary>Copies a row to the history. Parameters: the end of its time, the key.</summary>
    internal static string Archive(Table table) => Once(nameof(Archive), table, () =>
        $"INSERT INTO {table.History} ({Names(table)}, {Table.FromColumn}, {Table.ToColumn}) "
        + $"SELECT {Names(table)}, {Table.FromColumn}, $1 FROM {table.Name} WHERE {KeyIs(table, 2)}");

    /// <summary>Parameters: the key.</summary>
    internal static string Delete(Table table) => Once(nameof(Delete), table, () => $"DELETE FROM {table.Name} WHERE {KeyIs(table, 1)}");

    /// <summary>All rows, each followed by its hash.</summary>
    internal static string SelectAll(Table table) => Once(nameof(SelectAll), table, () => $"SELECT {Names(table)}, {Table.HashColumn} FROM {table.Name}");

    /// <summary>One row, followed by its hash. Parameters: the key.</summary>
    internal static string Select(Table table) => Once(nameof(Select), table, () => $"{SelectAll(table)} WHERE {KeyIs(table, 1)}");

    internal static string Hashes(Table table) => Once(nameof(Hashes), table, () => $"SELECT {Table.HashColumn} FROM {table.Name}");

    /// <summary>Parameters: the tenant.</summary>
    internal static string HashesOfTenant(Table table) => Once(nameof(HashesOfTenant), table, () => $"{Hashes(table)} WHERE {Table.TenantColumn} = $1");

    /// <summary>Tenants, and the parts of their digests: sums of halves, since a sum of whole hashes is too large. Parameters: first and last tenant.</summary>
    internal static string Digests(Table table) => Once(nameof(Digests), table, () => $"""
        SELECT {Table.TenantColumn}, count(*), sum({Table.HashColumn} & {uint.MaxValue}), sum({Table.HashColumn} >> 32)
        FROM {table.Name} WHERE {Table.TenantColumn} BETWEEN $1 AND $2 GROUP BY {Table.TenantColumn}
        """);

    internal static string Names(Table table) => Once(nameof(Names), table, () => string.Join(", ", table.ColumnNames));

    private static string KeyIs(Table table, int first) =>
        string.Join(" AND ", table.KeyColumns.Select((index, part) => $"{table.ColumnNames[index]} = ${first + part}"));

    private static string Numbers(int first, int count) => string.Join(", ", Enumerable.Range(first, count).Select(number => $"${number}"));

    private static string Once(string kind, Table table, Func<string> build) => Built.GetOrAdd((kind, table), _ => build());
}
