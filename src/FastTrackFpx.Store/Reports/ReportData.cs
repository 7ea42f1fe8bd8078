using FastTrackFpx.Rest.Data;
using FastTrackFpx.Store.Databases;
using static FastTrackFpx.Rest.Data.ColumnType;

namespace FastTrackFpx.Store.Reports;

/// <summary>A table of the report: what a chart shows, what a page lists, and what a CSV file holds.</summary>
/// <param name="Name">Part of the name of the CSV file and of the ids on the page.</param>
/// <param name="Title">The heading.</param>
/// <param name="Columns">The headings of the columns.</param>
/// <param name="Types">What the columns hold.</param>
/// <param name="Rows">The rows.</param>
internal sealed record ReportTable(string Name, string Title, IReadOnlyList<string> Columns, IReadOnlyList<ColumnType> Types, IReadOnlyList<object?[]> Rows)
{
    internal decimal Sum(int column) => Rows.Sum(row => Convert.ToDecimal(row[column] ?? 0, System.Globalization.CultureInfo.InvariantCulture));
}

/// <summary>What the report shows, read from a database.</summary>
internal sealed class ReportData
{
    private readonly Database _database;
    private readonly HashSet<string> _read;

    internal ReportData(Database database)
    {
        _database = database;
        AsOf = (DateTimeOffset?)database.Query([Time], "SELECT max(finished) FROM sync_run").Single()[0];
        _read = [.. database.Query([Text], "SELECT DISTINCT parts FROM sync_run").SelectMany(row => ((string)row[0]!).Split(','))];
        Customers = Table(
            "customers",
            "Customers",
            """
            SELECT coalesce(name, CAST(tenant_id AS TEXT)), domain_name, workloads, max_seats, completed_seats, blocked_seats, overdue_records, contacts,
              executive_contacts, pending_referrals, payment_usd, usage_percent, tenant_id FROM customer_overview ORDER BY lower(name), tenant_id
            """,
            ("Customer", Text), ("Domain", Text), ("Workloads", Integer), ("Seats", Integer), ("Completed", Integer), ("Blocked", Integer),
            ("Overdue", Integer), ("Contacts", Integer), ("Executive", Integer), ("Pending referrals", Integer),
            ("Paid USD", ColumnType.Decimal), ("Usage %", Real), ("Tenant id", Id));
        SeatsByService = Table(
            "seats-by-service",
            "Seats by service",
            "SELECT coalesce(service_name, service_id), sum(seats), count(*) FROM max_entitlement GROUP BY 1 ORDER BY 2 DESC",
            ("Service", Text), ("Seats", Integer), ("Customers", Integer));
        SeatsByStatus = Table(
            "seats-by-status",
            "Seats by status and service",
            """
            SELECT coalesce(service_name, service_id, 'Service not resolved'), coalesce(l1_name, 'No status'), sum(seats), count(*) FROM entitlement
            GROUP BY coalesce(service_name, service_id, 'Service not resolved'), coalesce(l1_name, 'No status') ORDER BY 1, 3 DESC
            """,
            ("Service", Text), ("Status", Text), ("Seats", Integer), ("Records", Integer));
        Blocked = Table(
            "blocked",
            "Blocked seats by reason",
            "SELECT coalesce(l3_name, l2_name, 'No reason'), sum(seats), count(DISTINCT tenant_id) FROM entitlement_blocked GROUP BY 1 ORDER BY 2 DESC",
            ("Reason", Text), ("Seats", Integer), ("Customers", Integer));
        Overdue = Table(
            "overdue",
            "Overdue",
            """
            SELECT coalesce(tenant_name, CAST(tenant_id AS TEXT)), service_name, l1_name, l2_name, seats, next_action_date, target_date, owner, tenant_id
            FROM entitlement_overdue ORDER BY coalesce(next_action_date, target_date), lower(tenant_name), entitlement_id
            """,
            ("Customer", Text), ("Service", Text), ("Status", Text), ("Step", Text), ("Seats", Integer),
            ("Next action", Time), ("Target", Time), ("Owner", Text), ("Tenant id", Id));
        WithoutExecutive = Table(
            "without-executive-contact",
            "Customers without an executive contact",
            "SELECT coalesce(name, CAST(tenant_id AS TEXT)), tenant_id FROM tenant_without_executive_contact ORDER BY lower(name), tenant_id",
            ("Customer", Text), ("Tenant id", Id));
        Referrals = Table(
            "referrals",
            "Referrals",
            """
            SELECT coalesce(acceptance_name, 'Pending'), coalesce(referral_status_name, 'No status'), count(*) FROM referral
            GROUP BY coalesce(acceptance_name, 'Pending'), coalesce(referral_status_name, 'No status') ORDER BY 1, 3 DESC
            """,
            ("Acceptance", Text), ("Status", Text), ("Referrals", Integer));
        Payments = Table(
            "payments",
            "Payments in USD by period and currency",
            """
            SELECT coalesce(max(period_name), CAST(year_period AS TEXT)), CAST(year_period AS TEXT), coalesce(local_currency, 'No currency'),
              sum(payments), sum(payment_local), sum(payment_usd)
            FROM payment_by_period GROUP BY year_period, coalesce(local_currency, 'No currency') ORDER BY year_period, 3
            """,
            ("Period", Text), ("Period code", Text), ("Currency", Text), ("Payments", Integer), ("Paid", ColumnType.Decimal),
            ("Paid USD", ColumnType.Decimal));
        Usage = Table(
            "usage",
            "Usage against seats",
            """
            SELECT workload_id, sum(active_entitlements), sum(qualified_entitlements), 100.0 * sum(active_entitlements) / nullif(sum(qualified_entitlements), 0)
            FROM usage_against_seats WHERE claim <> 'Excluded' GROUP BY workload_id ORDER BY sum(qualified_entitlements) DESC
            """,
            ("Workload", Text), ("Seats in use", Integer), ("Seats entitled", Integer), ("Usage %", Real));
    }

    /// <summary>When the last sync ended.</summary>
    internal DateTimeOffset? AsOf { get; }

    /// <summary>True if a sync has read this data: what was not read is not the same as none.</summary>
    internal bool HasRead(FpxDataPart part) => _read.Contains(part.ToString());

    internal ReportTable Customers { get; }

    internal ReportTable SeatsByService { get; }

    internal ReportTable SeatsByStatus { get; }

    internal ReportTable Blocked { get; }

    internal ReportTable Overdue { get; }

    internal ReportTable WithoutExecutive { get; }

    internal ReportTable Referrals { get; }

    internal ReportTable Payments { get; }

    internal ReportTable Usage { get; }

    /// <summary>What a CSV file is written of.</summary>
    internal IEnumerable<ReportTable> All => [Customers, SeatsByService, SeatsByStatus, Blocked, Overdue, WithoutExecutive, Referrals, Payments, Usage];

    private ReportTable Table(string name, string title, string sql, params (string Name, ColumnType Type)[] columns)
    {
        ColumnType[] types = [.. columns.Select(column => column.Type)];
        return new ReportTable(name, title, [.. columns.Select(column => column.Name)], types, _database.Query(types, sql));
    }
}
