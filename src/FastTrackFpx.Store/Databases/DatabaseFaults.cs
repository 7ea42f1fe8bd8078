namespace FastTrackFpx.Store.Databases;

/// <summary>What can be wrong with a database.</summary>
internal static class DatabaseFaults
{
    internal static (string Id, string What, string Action) NotADatabase { get; } = (
        ErrorCode.DatabaseInvalid, "is not a database of Sync-FpxData, or is damaged",
        "Use a new database, or one that Sync-FpxData has created.");

    internal static RestException Create(string id, string name, string what, string action, Exception? cause = null) =>
        new(id, $"The database {name} {what}.", action, cause);

    internal static RestException Newer(string name, int version, int known) => Create(
        ErrorCode.DatabaseNewer,
        name,
        FormattableString.Invariant($"has schema version {version}, and this version of the module knows up to {known}"),
        "Update the module: Update-PSResource FastTrackFpx. Nothing was changed.");

    internal static RestException Older(string name) => Create(
        ErrorCode.DatabaseInvalid, name, "is empty, or was written by an older version of the module",
        "Run Sync-FpxData once. It brings the database up to date.");
}
