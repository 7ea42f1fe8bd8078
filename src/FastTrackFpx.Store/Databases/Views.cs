namespace FastTrackFpx.Store.Databases;

/// <summary>What people look at first, for Power BI and for the report.</summary>
internal static class Views
{
    /// <summary>Statuses in which nothing is left to do: their dates are not overdue.</summary>
    private const string IsOpen = "coalesce(l1_name, '') NOT IN ('Completed', 'Not Using')";

    /// <summary>Names and queries. A view may use those before it.</summary>
    internal static IEnumerable<(string Name, string Query)> All(Database database)
    {
        yield return ("entitlement_blocked", "SELECT e.*, t.name AS tenant_name FROM entitlement e LEFT JOIN tenant t ON t.tenant_id = e.tenant_id WHERE e.l1_name = 'Blocked'");
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
            SELECT workload_id, claim, count(*) AS tenants, sum(active_entitlements) AS active_entitlements, sum(qualified_entitlements) AS qualified_entitlements,
              100.0 * sum(active_entitlements) / nullif(sum(qualified_entitlements), 0) AS usage_percent
            FROM workload_usage GROUP BY workload_id, claim
            """);
        yield return ("customer_overview", $"""
            SELECT t.tenant_id, t.name, t.tpid, u.domain_name, w.workloads, m.seats AS max_seats,
              e.seats AS status_seats, e.completed_seats, e.blocked_seats, e.overdue_records,
              c.contacts, c.executive_contacts, n.notes, n.last_note, r.referrals, r.pending_referrals,
              p.payment_usd, u.active_entitlements, u.qualified_entitlements,
              100.0 * u.active_entitlements / nullif(u.qualified_entitlements, 0) AS usage_percent
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
            LEFT JOIN (SELECT tenant_id, count(*) AS referrals, sum(CASE WHEN coalesce(acceptance_name, 'Pending') = 'Pending' THEN 1 ELSE 0 END) AS pending_referrals
              FROM referral GROUP BY tenant_id) r ON r.tenant_id = t.tenant_id
            LEFT JOIN (SELECT tenant_id, sum(payment_usd) AS payment_usd FROM incentive_transaction GROUP BY tenant_id) p ON p.tenant_id = t.tenant_id
            LEFT JOIN (SELECT tenant_id, max(domain_name) AS domain_name, sum(active_entitlements) AS active_entitlements,
                sum(qualified_entitlements) AS qualified_entitlements
              FROM workload_usage GROUP BY tenant_id) u ON u.tenant_id = t.tenant_id
            """);
    }
}
