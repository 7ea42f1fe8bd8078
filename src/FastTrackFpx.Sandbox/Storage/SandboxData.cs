using System;
using FastTrackFpx.Sandbox.Contacts;
using FastTrackFpx.Sandbox.Entitlements;
using FastTrackFpx.Sandbox.Notes;
using FastTrackFpx.Sandbox.Referrals;
using FastTrackFpx.Sandbox.Tenants;
using Microsoft.Data.Sqlite;

namespace FastTrackFpx.Sandbox.Storage;

/// <summary>The stores of one database, filled with made-up data when it was empty.</summary>
internal sealed class SandboxData
{
    private readonly SandboxDatabase _database;

    private SandboxData(SandboxDatabase database, DataOrigin origin, SandboxOptions options)
    {
        _database = database;
        Origin = origin;
        Seats = new EntitlementMaker(origin.Seed);
        Tenants = new TenantStore(database, new TenantMaker(origin));
        Entitlements = new EntitlementStore(database, Seats);
        Contacts = new ContactStore(database, new ContactMaker(origin.Seed, options.ContactsPerTenant));
        Notes = new NoteStore(database, new NoteMaker(origin.Seed));
        Referrals = new ReferralStore(database);
    }

    public DataOrigin Origin { get; }

    /// <summary>What seats are made up by; other made-up figures have to fit them.</summary>
    public EntitlementMaker Seats { get; }

    public ITenantStore Tenants { get; }

    public IEntitlementStore Entitlements { get; }

    public IContactStore Contacts { get; }

    public INoteStore Notes { get; }

    public IReferralStore Referrals { get; }

    /// <summary>Does several things with the stores that no other call gets between.</summary>
    public void Alone(Action work) => _database.Read(_ =>
    {
        work();
        return true;
    });

    public static SandboxData Open(SandboxDatabase database, SandboxOptions options)
    {
        try
        {
            var wanted = new DataOrigin(options.Tenants, options.Seed);
            if (Schema.Stored(database) is { } stored)
            {
                CheckSame(stored, options);
                return new SandboxData(database, stored, options);
            }

            Schema.Create(database, wanted);
            var maker = new TenantMaker(wanted);
            new TenantStore(database, maker).Fill(maker.All());
            new ReferralStore(database).Fill(new ReferralMaker(wanted, maker).All());
            return new SandboxData(database, wanted, options);
        }
        catch (SqliteException e)
        {
            throw new SandboxStartException(
                $"The database is damaged or not one of ours ({e.Message}). Start with --reset to have a new one made.", e);
        }
    }

    // Data that someone has practised on is not thrown away because of a number on the command line.
    private static void CheckSame(DataOrigin stored, SandboxOptions options)
    {
        if ((!options.TenantsChosen || options.Tenants == stored.Tenants) && (!options.SeedChosen || options.Seed == stored.Seed)) return;
        throw new SandboxStartException(
            $"The state folder holds {stored.Tenants} tenants made from seed {stored.Seed}. "
            + "Start with --reset to replace them, or name another folder with --state.");
    }
}
