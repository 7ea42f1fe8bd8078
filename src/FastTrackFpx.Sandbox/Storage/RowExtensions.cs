using Microsoft.Data.Sqlite;

namespace FastTrackFpx.Sandbox.Storage;

/// <summary>Reads columns that may be null.</summary>
internal static class RowExtensions
{
    public static string? TextOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static int? NumberOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    public static bool? FlagOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column) == 1;
}
