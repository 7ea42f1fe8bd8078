using System.Collections.Immutable;
using System.Globalization;
using FastTrackFpx.Sandbox.Storage;
using Microsoft.Data.Sqlite;

namespace FastTrackFpx.Sandbox.Fpx.Referrals;

/// <summary>The inputs of a search for referrals.</summary>
/// <param name="WithDeclined">True to include declined ones.</param>
/// <param name="Sources">Only of these sources; none for all.</param>
/// <param name="Term">A part of the customer's name, its domain or the referral's number; null for any.</param>
/// <param name="SortColumn">One of <see cref="ReferralStore.SortColumns"/>.</param>
/// <param name="Descending">True for descending order.</param>
internal sealed record ReferralSearch(bool WithDeclined, IReadOnlyList<int> Sources, string? Term, string SortColumn, bool Descending);

/// <summary>Stores referrals in SQLite.</summary>
internal sealed class ReferralStore(SandboxDatabase database)
{
    public const string Tables = """
        CREATE TABLE referral (
            id INTEGER PRIMARY KEY,
            partner_referral_id TEXT NOT NULL UNIQUE,
            number TEXT, created TEXT NOT NULL,
            tenant_id TEXT, tenant_name TEXT, tenant_domain TEXT,
            workloads TEXT NOT NULL, claimed INTEGER NOT NULL, source INTEGER NOT NULL,
            acceptance INTEGER NOT NULL, decline_reason INTEGER, status INTEGER, estimated_value INTEGER, sold INTEGER,
            searched TEXT NOT NULL);
        CREATE INDEX referral_tenant ON referral (tenant_id);
        """;

    private const string Columns =
        "id, partner_referral_id, number, created, tenant_id, tenant_name, tenant_domain, workloads, claimed, source, "
        + "acceptance, decline_reason, status, estimated_value, sold";

    /// <summary>What referrals can be sorted by: property names of responses, and columns.</summary>
    public static ImmutableDictionary<string, string> SortColumns { get; } = new Dictionary<string, string>
    {
        ["created"] = "created",
        ["id"] = "id",
        ["tenantName"] = "tenant_name",
        ["tenantDomain"] = "tenant_domain",
        ["partnerReferralNumber"] = "number",
        ["claimed"] = "claimed",
        ["acceptance"] = "acceptance",
        ["referralStatus"] = "status",
    }.ToImmutableDictionary(StringComparer.OrdinalIgnoreCase);

    public void Fill(IEnumerable<ReferralRecord> referrals) => database.Write(db =>
    {
        foreach (ReferralRecord r in referrals)
        {
            db.Execute(
                $"INSERT INTO referral ({Columns}, searched) VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
                r.Id, r.PartnerReferralId, r.Number, r.Created, r.TenantId, r.TenantName, r.TenantDomain, Text(r.Workloads), r.Claimed,
                r.Source,
                (int)r.Acceptance, r.DeclineReason, r.Status, r.EstimatedValue, r.ValueAddedServicesSold,
                $"{r.TenantName}\n{r.TenantDomain}\n{r.Number}".ToUpperInvariant());
        }

        return true;
    });

    public ReferralRecord? Find(int id) =>
        database.Read(db => db.Rows($"SELECT {Columns} FROM referral WHERE id = $0", Row, id)).FirstOrDefault();

    public ReferralRecord? Find(string partnerReferralId) =>
        database.Read(db => db.Rows($"SELECT {Columns} FROM referral WHERE partner_referral_id = $0", Row, partnerReferralId))
            .FirstOrDefault();

    /// <summary>Every referral in the order of ids.</summary>
    public IReadOnlyList<ReferralRecord> All() => database.Read(db => db.Rows($"SELECT {Columns} FROM referral ORDER BY id", Row));

    /// <summary>True if the tenant has a referral that has not been declined.</summary>
    public bool AnyOpen(string tenantId) => database.Read(db =>
        db.Number("SELECT count(*) FROM referral WHERE tenant_id = $0 AND acceptance <> $1", tenantId, (int)Acceptance.Declined) > 0);

    public (int Total, IReadOnlyList<ReferralRecord> Referrals) Page(ReferralSearch search, int skip, int take)
    {
        // Only our own numbers and names are part of the SQL text; what a caller sent is a parameter.
        string list = string.Join(',', search.Sources.Select(source => source.ToString(CultureInfo.InvariantCulture)));
        string sources = list.Length == 0 ? "" : $" AND source IN ({list})";
        string which = $"($0 OR acceptance <> {(int)Acceptance.Declined}) AND instr(searched, $1) > 0{sources}";
        string order = $"{SortColumns[search.SortColumn]} {(search.Descending ? "DESC" : "ASC")}, id";
        string term = search.Term?.ToUpperInvariant() ?? "";
        return database.Read(db => (
            (int)db.Number($"SELECT count(*) FROM referral WHERE {which}", search.WithDeclined, term),
            (IReadOnlyList<ReferralRecord>)db.Rows(
                $"SELECT {Columns} FROM referral WHERE {which} ORDER BY {order} LIMIT $2 OFFSET $3", Row, search.WithDeclined, term, take,
                skip)));
    }

    /// <summary>Changes a referral in one step; null if it does not exist.</summary>
    public ReferralRecord? Change(string partnerReferralId, Func<ReferralRecord, ReferralRecord> change) => database.Write(db =>
    {
        if (Find(partnerReferralId) is not { } now) return null;
        ReferralRecord after = change(now);
        db.Execute(
            "UPDATE referral SET acceptance = $1, decline_reason = $2, status = $3, estimated_value = $4, sold = $5 WHERE id = $0",
            after.Id, (int)after.Acceptance, after.DeclineReason, after.Status, after.EstimatedValue, after.ValueAddedServicesSold);
        return after;
    });

    private static ReferralRecord Row(SqliteDataReader row) => new()
    {
        Id = row.GetInt32(0),
        PartnerReferralId = row.GetString(1),
        Number = row.TextOrNull(2),
        Created = row.GetString(3),
        TenantId = row.TextOrNull(4),
        TenantName = row.TextOrNull(5),
        TenantDomain = row.TextOrNull(6),
        Workloads = Workloads(row.GetString(7)),
        Claimed = row.GetInt32(8) == 1,
        Source = row.GetInt32(9),
        Acceptance = (Acceptance)row.GetInt32(10),
        DeclineReason = row.NumberOrNull(11),
        Status = row.NumberOrNull(12),
        EstimatedValue = row.NumberOrNull(13),
        ValueAddedServicesSold = row.FlagOrNull(14),
    };

    private static string Text(ImmutableArray<ReferralWorkload> workloads) =>
        string.Join(',', workloads.Select(w => (w.Claimed ? w.ServiceId : -w.ServiceId).ToString(CultureInfo.InvariantCulture)));

    private static ImmutableArray<ReferralWorkload> Workloads(string text) =>
    [
        .. text.Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => int.Parse(part, CultureInfo.InvariantCulture))
            .Select(id => new ReferralWorkload(Math.Abs(id), id > 0)),
    ];
}
