using System.Globalization;
using FastTrackFpx.Sandbox.Hosting;
using Microsoft.Data.Sqlite;

namespace FastTrackFpx.Sandbox.Storage;

/// <summary>What made-up data is made from: the same two numbers make the same data.</summary>
internal sealed record DataOrigin(int Tenants, int Seed);

/// <summary>What the database was made from, and which services have their tables in it.</summary>
internal static class Schema
{
    private const int Layout = 2;

    /// <summary>What the stored data was made from; the options decide for an empty database.</summary>
    /// <exception cref="SandboxStartException">The database is another program's, or was made from other numbers than the options ask
    /// for.</exception>
    public static DataOrigin Open(SandboxDatabase database, SandboxOptions options)
    {
        try
        {
            return database.Write(db => db.Number("SELECT count(*) FROM sqlite_master") == 0
                ? Create(db, new DataOrigin(options.Tenants, options.Seed))
                : Read(db, options));
        }
        catch (SqliteException e)
        {
            throw new SandboxStartException(
                $"The database is damaged or not a sandbox database ({e.Message}). Start with --reset to create a new one.", e);
        }
    }

    /// <summary>Creates the tables of a service; false if they exist.</summary>
    /// <exception cref="SandboxStartException">They are those of another version of the sandbox.</exception>
    public static bool Create(SandboxDatabase database, ServiceKind kind) => database.Write(db =>
    {
        string? version = Value(db, kind.Name);
        if (version == Text(kind.Version)) return false;
        if (version is not null)
        {
            throw new SandboxStartException(
                $"The data of {kind.Name} has version {version}, and this program needs {kind.Version}. "
                + "Start with --reset to replace it.");
        }

        if (kind.Tables.Length > 0) db.Execute(kind.Tables);
        db.Execute("INSERT INTO meta VALUES ($0, $1)", kind.Name, Text(kind.Version));
        return true;
    });

    private static DataOrigin Create(SandboxDatabase db, DataOrigin origin)
    {
        db.Execute("CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID");
        db.Execute(
            "INSERT INTO meta VALUES ('layout', $0), ('tenants', $1), ('seed', $2)", Text(Layout), Text(origin.Tenants), Text(origin.Seed));
        return origin;
    }

    // Data that someone has practised on is not deleted because of a number on the command line.
    private static DataOrigin Read(SandboxDatabase db, SandboxOptions options)
    {
        string? layout = Value(db, "layout");
        if (layout != Text(Layout)) throw new SqliteException($"layout {layout ?? "1"}, this program needs {Layout}", 1);
        var stored = new DataOrigin(
            int.Parse(Value(db, "tenants")!, CultureInfo.InvariantCulture), int.Parse(Value(db, "seed")!, CultureInfo.InvariantCulture));
        bool isSame = (!options.TenantsChosen || options.Tenants == stored.Tenants) && (!options.SeedChosen || options.Seed == stored.Seed);
        return isSame ? stored : throw new SandboxStartException(
            $"The state folder contains {stored.Tenants} tenants made from seed {stored.Seed}. "
            + "Start with --reset to replace them, or choose another folder with --state.");
    }

    private static string? Value(SandboxDatabase db, string name) => db.Text("SELECT value FROM meta WHERE name = $0", name);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
