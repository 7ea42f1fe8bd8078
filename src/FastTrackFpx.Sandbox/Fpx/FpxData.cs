using FastTrackFpx.Sandbox.Fpx.Contacts;
using FastTrackFpx.Sandbox.Fpx.Entitlements;
using FastTrackFpx.Sandbox.Fpx.Notes;
using FastTrackFpx.Sandbox.Fpx.Referrals;
using FastTrackFpx.Sandbox.Fpx.Tenants;
using FastTrackFpx.Sandbox.Hosting;
using FastTrackFpx.Sandbox.Storage;

namespace FastTrackFpx.Sandbox.Fpx;

/// <summary>The stores of FPX, filled with made-up data if the database has none.</summary>
internal sealed class FpxData
{
    public const string Tables = TenantStore.Tables + EntitlementStore.Tables + ContactStore.Tables + NoteStore.Tables
        + ReferralStore.Tables;

    private readonly SandboxDatabase _database;

    private FpxData(ServiceContext context)
    {
        _database = context.Database;
        Seats = new EntitlementMaker(context.Origin.Seed);
        Tenants = new TenantStore(_database, new TenantMaker(context.Origin));
        Entitlements = new EntitlementStore(_database, Seats);
        Contacts = new ContactStore(_database, new ContactMaker(context.Origin.Seed, context.Options.ContactsPerTenant));
        Notes = new NoteStore(_database, new NoteMaker(context.Origin.Seed));
        Referrals = new ReferralStore(_database);
    }

    /// <summary>Makes up seats; other made-up figures have to match them.</summary>
    public EntitlementMaker Seats { get; }

    public TenantStore Tenants { get; }

    public EntitlementStore Entitlements { get; }

    public ContactStore Contacts { get; }

    public NoteStore Notes { get; }

    public ReferralStore Referrals { get; }

    public static FpxData Open(ServiceContext context)
    {
        var data = new FpxData(context);
        if (!context.IsNew) return data;
        var maker = new TenantMaker(context.Origin);
        data.Tenants.Fill(maker.All());
        data.Referrals.Fill(new ReferralMaker(context.Origin, maker).All());
        return data;
    }

    /// <summary>Uses the stores exclusively.</summary>
    public void Exclusively(Action work) => _database.Read(_ =>
    {
        work();
        return true;
    });
}
