using FastTrackFpx.Rest.Data;
using FastTrackFpx.Store.Tables;

namespace FastTrackFpx.Store.Tests.Reports;

/// <summary>A database in memory with made-up customers.</summary>
internal static class SampleDatabase
{
    private static readonly string[] Statuses = ["Completed", "In Progress", "Not Started", "Blocked", "Not Using"];

    internal static Database Create(int tenants, string name = "Customer", string parts = "Tenant,Referral,IncentiveStatement,Usage,MaxEntitlement,Entitlement,Contact")
    {
        var database = new SqliteDatabase(null, mustExist: false, TimeProvider.System);
        Schema.Migrate(database);
        database.Begin();
        var writer = new RowWriter(database) { Now = database.Now };
        for (int i = 0; i < tenants; i++) Add(writer, new FpxTenant { TenantId = Id(i), Name = $"{name} {i}", Tpid = i }, i, name);
        Put(writer, FpxTables.Statements, new FpxIncentiveStatement { ProgramMembershipId = "m", YearPeriod = Period, PartnerName = name });
        database.Execute("INSERT INTO sync_run (run_id, started, finished, parts, added, changed, removed, failed) VALUES (1, $1, $1, $2, 0, 0, 0, 0)", database.Now, parts);
        database.Commit();
        return database;
    }

    private static FpxIncentivePeriod Period => new() { Id = "1", YearPeriod = 202601, YearPeriodRange = "January 2026 - June 2026" };

    private static void Add(RowWriter writer, FpxTenant tenant, int number, string name)
    {
        Put(writer, FpxTables.Tenants, tenant);
        for (int service = 1; service <= 3; service++)
        {
            Put(writer, FpxTables.TenantWorkloads, new(tenant, Entry(service, $"{name} service {service}")));
            Put(writer, FpxTables.MaxEntitlements, new FpxMaxEntitlement { TenantId = tenant.TenantId, ServiceId = $"{service}", ServiceName = $"{name} service {service}", MaxEntitlementSeatCount = 100 * service });
            Put(writer, FpxTables.Entitlements, new FpxEntitlement
            {
                TenantId = tenant.TenantId,
                ServiceId = $"{service}",
                ServiceName = $"{name} service {service}",
                ServiceIntentId = Id((number * 10) + service),
                L1 = Entry(number % 5, Statuses[(number + service) % 5]),
                L2 = Entry(1, name),
                EntitlementCount = 50 * service,
                NextActionDate = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero),
                Owner = name,
            });
            Put(writer, FpxTables.Usages, new FpxWorkloadUsage { TenantId = tenant.TenantId, WorkloadId = $"{name}{service}", DomainName = $"customer{number}.example.com", ActiveEntitlements = 50, QualifiedEntitlements = 100 });
        }

        for (int i = 0; i < 2; i++)
            Put(writer, FpxTables.Contacts, new FpxContact { TenantId = tenant.TenantId, ContactId = Id((number * 10) + i), Name = name, Email = $"a{i}@customer{number}.example.com", ContactType = Entry(i, i == number % 8 ? "Executive Sponsor" : "Customer") });
        if (number % 10 == 0) Put(writer, FpxTables.Referrals, new FpxReferral { ReferralId = number, TenantId = tenant.TenantId, TenantName = name, ReferralStatus = Entry(1, name) });
        if (number % 4 == 0)
        {
            var payment = new FpxIncentiveTransaction { ProgramMembershipId = "m", YearPeriod = Period, TenantId = tenant.TenantId, PaymentUSD = 12.5m, PaymentLocal = 10m, LocalCurrency = name.Length > 9 ? name : "EUR" };
            Put(writer, FpxTables.Transactions, new(payment, $"{number}"));
        }
    }

    private static void Put<T>(RowWriter writer, Table<T> table, T record)
        where T : notnull
    {
        writer.Rows.Clear();
        long hash = writer.Rows.Append(table, record);
        writer.Insert(table, record, writer.Rows[0], hash);
        // What is inserted here is nobody's news.
        if (writer.Pending > 5000) writer.Take();
    }

    private static FpxLookup Entry(int id, string name) => new() { Id = $"{id}", Name = name };

    private static Guid Id(int number) => new(number + 1, 0, 0, new byte[8]);
}
