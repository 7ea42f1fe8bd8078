namespace FastTrackFpx.Store.Databases;

/// <summary>What people look at first, for Power BI and for the report.</summary>
internal static class Views
{
    /// <summary>Statuses in which nothing is left to do: their dates are not overdue.</summary>
    private const string IsOpen = "coalesce(l1_name, '') NOT IN ('Completed', 'Not Using')";

    /// <summary>Names and queries. A view may use those before it.</summary>
    internal static IEnumerable<(string Name, string Query)> All(Database database)
    {
        yield return (
            "entitlement_blocked",
            "SELECT e.*, t.name AS tenant_name FROM entitlement e LEFT JOIN tenant t ON t.tenant_id = e.tenant_id WHERE e.l1_name = 'Blocked'");
        yield return ("entitlement_overdue", $"""
            SELECT e.*, t.name AS tenant_name FROM entitlement e LEFT JOIN tenant t ON t.tenant_id = e.tenant_id
            WHERE {IsOpen} AND (e.next_action_date < {database.Today} OR e.target_date < {database.Today})
            """);
        yield return ("seats_by_status", """
            SELECT service_id, service_name, l1_name, l2_name, count(DISTINCT tenant_id) AS tenants, sum(seats) AS seats
            FROM entitlement GROUP BY service_id, service_name, l1_name, l2_name
            """);
        yield return ("tenant_without_executive_contact", """
            SELECT t.tenant_id, t.name FROM tenant t
            WHERE NOT EXISTS (SELECT 1 FROM contact c WHERE c.tenant_id = t.tenant_id AND c.contact_type_name LIKE '%Executive%')
            """);
        yield return ("payment_by_period", """
            SELECT p.year_period, max(s.period_name) AS period_name, p.local_currency, p.program_name, p.workload_name,
              count(*) AS payments, sum(p.payment_local) AS payment_local, sum(p.payment_usd) AS payment_usd
            FROM incentive_transaction p
            LEFT JOIN incentive_statement s ON s.program_membership_id = p.program_membership_id AND s.year_period = p.year_period
            GROUP BY p.year_period, p.local_currency, p.program_name, p.workload_name
            """);
        yield return ("usage_against_seats", """
            SELECT workload_id, claim, count(*) AS tenants, sum(active_entitlements) AS active_entitlements,
              sum(qualified_entitlements) AS qualified_entitlements, 100.0 * sum(active_entitlements) / nullif(sum(qualified_entitlements), 0) AS usage_percent
            FROM workload_usage GROUP BY workload_id, claim
            """);
        yield return ("tenant_domain", """
            SELECT tenant_id, match_domain AS domain FROM workload_usage WHERE match_domain IS NOT NULL
            UNION SELECT r.tenant_id, r.match_domain FROM referral r JOIN tenant t ON t.tenant_id = r.tenant_id WHERE r.match_domain IS NOT NULL
            """);
        yield return ("customer_match", $"""
            SELECT service, record_id, tenant_id, matched_by FROM (
              SELECT u.*, min(u.priority) OVER (PARTITION BY u.service, u.record_id) AS best FROM (
                SELECT m.*, count(*) OVER (PARTITION BY m.service, m.record_id, m.priority) AS tenants FROM (
            {string.Join("\n    UNION ALL\n", Matches())}
                ) m
              ) u WHERE u.tenants = 1
            ) b WHERE b.priority = b.best
            """);
        yield return ("customer_overview", $"""
            SELECT t.tenant_id, t.name, t.tpid, u.domain_name, w.workloads, m.seats AS max_seats,
              e.seats AS status_seats, e.completed_seats, e.blocked_seats, e.overdue_records,
              c.contacts, c.executive_contacts, n.notes, n.last_note, r.referrals, r.pending_referrals,
              p.payment_usd, u.active_entitlements, u.qualified_entitlements,
              100.0 * u.active_entitlements / nullif(u.qualified_entitlements, 0) AS usage_percent,
              a.companies AS appdirect_companies, a.subscriptions AS appdirect_subscriptions, a.active_subscriptions AS appdirect_active_subscriptions,
              a.invoices AS appdirect_invoices, a.unpaid_invoices AS appdirect_unpaid_invoices,
              l.tenants AS longjump_tenants, l.users AS longjump_users, k.resellers AS cloudcockpit_resellers
            FROM tenant t
            LEFT JOIN (SELECT tenant_id, count(*) AS workloads FROM tenant_workload GROUP BY tenant_id) w ON w.tenant_id = t.tenant_id
            LEFT JOIN (SELECT tenant_id, sum(seats) AS seats FROM max_entitlement GROUP BY tenant_id) m ON m.tenant_id = t.tenant_id
            LEFT JOIN (SELECT tenant_id, sum(seats) AS seats,
                sum(CASE WHEN l1_name = 'Completed' THEN seats ELSE 0 END) AS completed_seats,
                sum(CASE WHEN l1_name = 'Blocked' THEN seats ELSE 0 END) AS blocked_seats,
                sum(CASE WHEN {IsOpen} AND (next_action_date < {database.Today} OR target_date < {database.Today}) THEN 1 ELSE 0 END) AS overdue_records
              FROM entitlement GROUP BY tenant_id) e ON e.tenant_id = t.tenant_id
            LEFT JOIN (SELECT tenant_id, count(*) AS contacts, sum(CASE WHEN contact_type_name LIKE '%Executive%' THEN 1 ELSE 0 END) AS executive_contacts
              FROM contact GROUP BY tenant_id) c ON c.tenant_id = t.tenant_id
            LEFT JOIN (SELECT tenant_id, count(*) AS notes, max(created) AS last_note FROM note GROUP BY tenant_id) n ON n.tenant_id = t.tenant_id
            LEFT JOIN (SELECT tenant_id, count(*) AS referrals, sum(CASE WHEN coalesce(acceptance_name, 'Pending') = 'Pending' THEN 1 ELSE 0 END)
                AS pending_referrals FROM referral GROUP BY tenant_id) r ON r.tenant_id = t.tenant_id
            LEFT JOIN (SELECT tenant_id, sum(payment_usd) AS payment_usd FROM incentive_transaction GROUP BY tenant_id) p ON p.tenant_id = t.tenant_id
            LEFT JOIN (SELECT tenant_id, max(domain_name) AS domain_name, sum(active_entitlements) AS active_entitlements,
                sum(qualified_entitlements) AS qualified_entitlements
              FROM workload_usage GROUP BY tenant_id) u ON u.tenant_id = t.tenant_id
            LEFT JOIN (SELECT m.tenant_id, count(*) AS companies, sum(s.subscriptions) AS subscriptions, sum(s.active_subscriptions) AS active_subscriptions,
                sum(i.invoices) AS invoices, sum(i.unpaid_invoices) AS unpaid_invoices
              FROM customer_match m
              LEFT JOIN (SELECT company_id, count(*) AS subscriptions, sum(CASE WHEN status = 'ACTIVE' THEN 1 ELSE 0 END) AS active_subscriptions
                FROM appdirect_subscription GROUP BY company_id) s ON s.company_id = m.record_id
              LEFT JOIN (SELECT company_id, count(*) AS invoices, sum(CASE WHEN status = 'UNPAID' THEN 1 ELSE 0 END) AS unpaid_invoices
                FROM appdirect_invoice GROUP BY company_id) i ON i.company_id = m.record_id
              WHERE m.service = 'AppDirect' GROUP BY m.tenant_id) a ON a.tenant_id = t.tenant_id
            LEFT JOIN (SELECT m.tenant_id, count(*) AS tenants, sum(j.number_of_users) AS users
              FROM customer_match m JOIN longjump_tenant j ON j.longjump_tenant_id = m.record_id
              WHERE m.service = 'LongJump' GROUP BY m.tenant_id) l ON l.tenant_id = t.tenant_id
            LEFT JOIN (SELECT tenant_id, count(*) AS resellers FROM customer_match
              WHERE service = 'CloudCockpit' GROUP BY tenant_id) k ON k.tenant_id = t.tenant_id
            """);
    }

    /// <summary>
    /// Which tenants a record of another service may belong to: by tenant id, then by domain, then by name. A domain or a name that several tenants have
    /// decides nothing.
    /// </summary>
    private static IEnumerable<string> Matches()
    {
        yield return Match("AppDirect", "appdirect_company", "company_id", "tenant id", 1, "tenant t ON t.tenant_id = r.tenant_id");
        foreach ((string service, string table, string key) in new[]
        {
            ("AppDirect", "appdirect_company", "company_id"),
            ("LongJump", "(SELECT * FROM longjump_tenant WHERE is_deleted IS NOT TRUE)", "longjump_tenant_id"),
            ("CloudCockpit", "cloudcockpit_reseller", "reseller_id"),
        })
        {
            yield return Match(service, table, key, "domain", 2, "tenant_domain t ON t.domain = r.match_domain");
            yield return Match(service, table, key, "name", 3, "tenant t ON t.match_name = r.match_name");
        }

        static string Match(string service, string table, string key, string by, int priority, string tenants) =>
            $"SELECT '{service}' AS service, r.{key} AS record_id, t.tenant_id, '{by}' AS matched_by, {priority} AS priority FROM {table} r JOIN {tenants}";
    }
}
