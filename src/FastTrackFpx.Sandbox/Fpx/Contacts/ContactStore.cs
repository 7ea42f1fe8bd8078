using System.Globalization;
using FastTrackFpx.Sandbox.Fpx.Tenants;
using FastTrackFpx.Sandbox.Storage;
using Microsoft.Data.Sqlite;

namespace FastTrackFpx.Sandbox.Fpx.Contacts;

/// <summary>Stores contacts in SQLite. The contacts of a tenant are made up when they are first read.</summary>
internal sealed class ContactStore(SandboxDatabase database, ContactMaker maker)
{
    public const string Tables = """
        CREATE TABLE contact (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            tenant INTEGER NOT NULL,
            contact_id TEXT NOT NULL UNIQUE,
            name TEXT, email TEXT, phone TEXT, manager_name TEXT, manager_email TEXT, title TEXT,
            is_engaged INTEGER, is_fasttrack INTEGER, evidence TEXT, survey_eligible INTEGER, approved_survey TEXT, note TEXT,
            time_zone INTEGER, country INTEGER, admin_type INTEGER, survey_language INTEGER, contact_type INTEGER,
            skill_types TEXT NOT NULL, services TEXT NOT NULL,
            created TEXT NOT NULL, created_by TEXT, modified TEXT NOT NULL, modified_by TEXT);
        CREATE INDEX contact_tenant ON contact (tenant, number);
        """;

    private const string Columns =
        "contact_id, name, email, phone, manager_name, manager_email, title, is_engaged, is_fasttrack, evidence, survey_eligible, "
        + "approved_survey, note, time_zone, country, admin_type, survey_language, contact_type, skill_types, services, "
        + "created, created_by, modified, modified_by";

    private static readonly string InsertText =
        $"INSERT INTO contact (tenant, {Columns}) VALUES ({string.Join(", ", Enumerable.Range(0, 25).Select(Parameter))})";

    private static readonly string UpdateText =
        $"UPDATE contact SET {string.Join(", ", Columns.Split(", ").Skip(1).Select((column, i) => $"{column} = {Parameter(i + 1)}"))} "
        + "WHERE contact_id = $0";

    /// <summary>A page of a tenant's contacts, oldest first, and how many there are in total.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="contactType">Only of this type; null for all.</param>
    /// <param name="skip">How many to skip.</param>
    /// <param name="take">How many to return at most.</param>
    public (int Total, IReadOnlyList<ContactRecord> Contacts) Page(TenantRecord tenant, int? contactType, int skip, int take)
    {
        EnsureMade(tenant);
        const string which = "tenant = $0 AND ($1 IS NULL OR contact_type = $1)";
        return database.Read(db => (
            (int)db.Number($"SELECT count(*) FROM contact WHERE {which}", tenant.Ordinal, contactType),
            (IReadOnlyList<ContactRecord>)db.Rows(
                $"SELECT {Columns} FROM contact WHERE {which} ORDER BY number LIMIT $2 OFFSET $3", Row, tenant.Ordinal, contactType, take,
                skip)));
    }

    /// <summary>Every contact of a tenant, oldest first.</summary>
    public IReadOnlyList<ContactRecord> All(TenantRecord tenant) => Page(tenant, null, 0, int.MaxValue).Contacts;

    /// <summary>Adds a contact and assigns its id.</summary>
    public ContactRecord Add(TenantRecord tenant, ContactRecord contact) => database.Write(db =>
    {
        EnsureMade(tenant);
        long number = db.Number("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'contact'");
        ContactRecord added = contact with { ContactId = maker.NewId(number) };
        Insert(db, tenant, added);
        return added;
    });

    /// <summary>Changes a contact in one step; null if it does not exist.</summary>
    /// <param name="contactId">Its id.</param>
    /// <param name="change">Returns the new contact from the tenant's ordinal and the current contact; may throw a rejection.</param>
    public (int Tenant, ContactRecord Contact)? Change(string contactId, Func<int, ContactRecord, ContactRecord> change) =>
        database.Write(db =>
    {
        if (Find(db, contactId) is not var (tenant, now)) return ((int, ContactRecord)?)null;
        ContactRecord after = change(tenant, now);
        db.Execute(UpdateText, [contactId, .. Values(after)]);
        return (tenant, after);
    });

    /// <summary>Removes a contact; false if it does not exist.</summary>
    /// <param name="contactId">Its id.</param>
    /// <param name="admit">Gets the tenant's ordinal; may throw a rejection.</param>
    public bool Delete(string contactId, Action<int> admit) => database.Write(db =>
    {
        if (Find(db, contactId) is not var (tenant, _)) return false;
        admit(tenant);
        return db.Execute("DELETE FROM contact WHERE contact_id = $0", contactId) == 1;
    });

    private (int Tenant, ContactRecord Contact)? Find(SandboxDatabase db, string contactId)
    {
        List<(int, ContactRecord)> found = Look();
        if (found.Count > 0) return found[0];
        // An earlier run with the same data may have shown this id, while this run has not made up its tenant's contacts yet.
        foreach (TenantRecord tenant in TenantStore.Unmade(db, MadeChildren.Contacts)) EnsureMade(tenant);
        found = Look();
        return found.Count > 0 ? found[0] : null;

        List<(int, ContactRecord)> Look() =>
            db.Rows($"SELECT {Columns}, tenant FROM contact WHERE contact_id = $0", row => (row.GetInt32(24), Row(row)), contactId);
    }

    private void EnsureMade(TenantRecord tenant)
    {
        if ((tenant.Made & MadeChildren.Contacts) != 0) return;
        database.Write(db =>
        {
            if (!TenantStore.MarkMade(db, tenant, MadeChildren.Contacts)) return false;
            foreach (ContactRecord contact in maker.Contacts(tenant)) Insert(db, tenant, contact);
            return true;
        });
    }

    private static void Insert(SandboxDatabase db, TenantRecord tenant, ContactRecord contact) =>
        db.Execute(InsertText, [tenant.Ordinal, contact.ContactId, .. Values(contact)]);

    private static object?[] Values(ContactRecord c) =>
    [
        c.Name, c.Email, c.Phone, c.ManagerName, c.ManagerEmail, c.Title, c.IsEngaged, c.IsFastTrackContact, c.Evidence, c.SurveyEligible,
        c.ApprovedSurvey, c.Note, c.TimeZone, c.CountryRegion, c.AdminType, c.SurveyLanguage, c.ContactType, Text(c.SkillTypes),
        Text(c.Services), c.Created, c.CreatedBy, c.Modified, c.ModifiedBy,
    ];

    private static ContactRecord Row(SqliteDataReader row) => new()
    {
        ContactId = row.GetString(0),
        Name = row.TextOrNull(1),
        Email = row.TextOrNull(2),
        Phone = row.TextOrNull(3),
        ManagerName = row.TextOrNull(4),
        ManagerEmail = row.TextOrNull(5),
        Title = row.TextOrNull(6),
        IsEngaged = row.FlagOrNull(7),
        IsFastTrackContact = row.FlagOrNull(8),
        Evidence = row.TextOrNull(9),
        SurveyEligible = row.FlagOrNull(10),
        ApprovedSurvey = row.TextOrNull(11),
        Note = row.TextOrNull(12),
        TimeZone = row.NumberOrNull(13),
        CountryRegion = row.NumberOrNull(14),
        AdminType = row.NumberOrNull(15),
        SurveyLanguage = row.NumberOrNull(16),
        ContactType = row.NumberOrNull(17),
        SkillTypes = Numbers(row.GetString(18)),
        Services = Numbers(row.GetString(19)),
        Created = row.GetString(20),
        CreatedBy = row.TextOrNull(21),
        Modified = row.GetString(22),
        ModifiedBy = row.TextOrNull(23),
    };

    private static string Text(int[] numbers) => string.Join(',', numbers.Select(n => n.ToString(CultureInfo.InvariantCulture)));

    private static string Parameter(int index) => "$" + index.ToString(CultureInfo.InvariantCulture);

    private static int[] Numbers(string text) =>
        text.Length == 0 ? [] : Array.ConvertAll(text.Split(','), n => int.Parse(n, CultureInfo.InvariantCulture));
}
