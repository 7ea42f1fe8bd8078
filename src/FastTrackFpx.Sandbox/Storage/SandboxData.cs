using FastTrackFpx.Sandbox.Tenants;
using Microsoft.Data.Sqlite;

namespace FastTrackFpx.Sandbox.Storage;

/// <summary>The stores of one database, filled with made-up data when it was empty.</summary>
internal sealed class SandboxData
{
    private SandboxData(SandboxDatabase database, DataOrigin origin)
    {
        Origin = origin;
        Tenants = new TenantStore(database);
    }

    public DataOrigin Origin { get; }

    public ITenantStore Tenants { get; }

    public static SandboxData Open(SandboxDatabase database, SandboxOptions options)
    {
        try
        {
            var wanted = new DataOrigin(options.Tenants, options.Seed);
            if (Schema.Stored(database) is { } stored)
            {
                CheckSame(stored, options);
                return new SandboxData(database, stored);
            }

            Schema.Create(database, wanted);
            new TenantStore(database).Fill(new TenantMaker(wanted).All());
            return new SandboxData(database, wanted);
        }
        catch (SqliteException e)
        {
            throw new SandboxStartException($"The database is damaged or not one of ours ({e.Message}). Start with --reset to have a new one made.", e);
        }
    }

    // Data that someone has practised on is not thrown away because of a number on the command line.
    private static void CheckSame(DataOrigin stored, SandboxOptions options)
    {
        if ((!options.TenantsChosen || options.Tenants == stored.Tenants) && (!options.SeedChosen || options.Seed == stored.Seed)) return;
        throw new SandboxStartException(
            $"The state folder holds {stored.Tenants} tenants made from seed {stored.Seed}. Start with --reset to replace them, or name another folder with --state.");
    }
}
