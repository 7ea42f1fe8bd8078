using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using FastTrackFpx.Sandbox.Hosting;
using FastTrackFpx.Sandbox.MadeUp;
using FastTrackFpx.Sandbox.Storage;
using Microsoft.Data.Sqlite;

namespace FastTrackFpx.Sandbox.LongJump;

/// <summary>A tenant: its fields by name. A field without a value is missing.</summary>
internal sealed record PlatformTenant(int Number, ImmutableSortedDictionary<string, string> Fields)
{
    public string Id => this["id"] ?? "";

    public string? this[string name] => Fields.GetValueOrDefault(name);
}

/// <summary>Stores tenants in SQLite, each as one JSON object.</summary>
internal sealed class PlatformStore(SandboxDatabase database, int seed)
{
    public const string Tables = """
        CREATE TABLE longjump_tenant (
            number INTEGER PRIMARY KEY AUTOINCREMENT, tenant_id TEXT NOT NULL UNIQUE, company TEXT NOT NULL, fields TEXT NOT NULL);
        """;

    /// <summary>The fixed object id of tenants.</summary>
    public const string ObjectId = "8c5b349851c041a28d19277a12dee8f0";

    private const int MspEvery = 10;

    public static PlatformStore Open(ServiceContext context)
    {
        var store = new PlatformStore(context.Database, context.Origin.Seed);
        if (context.IsNew) store.Fill(context.Origin.Tenants);
        return store;
    }

    public PlatformTenant? Find(string id) =>
        database.Read(db => db.Rows("SELECT number, fields FROM longjump_tenant WHERE tenant_id = $0", Row, id)).FirstOrDefault();

    public List<PlatformTenant> All() => database.Read(db => db.Rows("SELECT number, fields FROM longjump_tenant ORDER BY number", Row));

    /// <summary>Adds a tenant and assigns its id and numbers.</summary>
    public PlatformTenant Add(ImmutableSortedDictionary<string, string> fields) => database.Write(db =>
    {
        int number = 1 + (int)db.Number("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'longjump_tenant'");
        var dice = new Dice(seed, "platform tenant", number);
        // Leading digits differ, so the number makes ids unique.
        string id = string.Create(CultureInfo.InvariantCulture, $"{dice.Between(1, 9)}{number:D9}");
        var added = new PlatformTenant(number, fields
            .SetItem("id", id)
            .SetItem("object_id", ObjectId)
            .SetItem("number", (1_700_000_000 + number).ToString(CultureInfo.InvariantCulture))
            .SetItem("partner_id", dice.Between(100_000_000, 999_999_999).ToString(CultureInfo.InvariantCulture)));
        db.Execute(
            "INSERT INTO longjump_tenant VALUES ($0, $1, $2, $3)", number, id, added["company"] ?? "",
                JsonSerializer.Serialize(added.Fields));
        return added;
    });

    /// <summary>Changes a tenant in one step; null if it does not exist.</summary>
    public PlatformTenant? Change(string id, Func<PlatformTenant, ImmutableSortedDictionary<string, string>> change) => database.Write(db =>
    {
        if (Find(id) is not { } now) return null;
        var after = new PlatformTenant(now.Number, change(now));
        db.Execute(
            "UPDATE longjump_tenant SET company = $1, fields = $2 WHERE tenant_id = $0", id, after["company"] ?? "",
            JsonSerializer.Serialize(after.Fields));
        return after;
    });

    /// <summary>Removes a tenant; false if it does not exist.</summary>
    public bool Remove(string id) => database.Write(db => db.Execute("DELETE FROM longjump_tenant WHERE tenant_id = $0", id) == 1);

    private void Fill(int count) => database.Write(db =>
    {
        string? msp = null;
        for (int i = 0; i < count; i++)
        {
            ImmutableSortedDictionary<string, string> fields = Make(i, i % MspEvery == 0 ? null : msp);
            PlatformTenant added = Add(fields);
            if (i % MspEvery == 0) msp = added.Id;
        }

        return true;
    });

    private ImmutableSortedDictionary<string, string> Make(int ordinal, string? msp)
    {
        var dice = new Dice(seed, "platform company", ordinal);
        Company company = Company.Make(seed, 4_000_037 + ordinal);
        Place place = WorldPlaces.All[company.Place];
        Person person = Person.From(place, ref dice);
        DateTimeOffset started = MadeUpTime.At(ref dice, -900, -60);
        var fields = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        fields["company"] = fields["name"] = company.Name;
        fields["email"] = $"{person.MailName}@{company.Domain}";
        fields["first_name"] = person.Given;
        fields["last_name"] = person.Family;
        fields["phone"] = Person.Phone(place, ref dice);
        fields["country"] = place.Country;
        fields["city"] = place.Cities[dice.Below(place.Cities.Length)];
        fields["street"] = $"{dice.Between(1, 200)} {place.Names[dice.Below(place.Names.Length)].Written}";
        fields["zip"] = dice.Between(10_000, 99_999).ToString(CultureInfo.InvariantCulture);
        fields["number_of_users"] = dice.Between(1, 500).ToString(CultureInfo.InvariantCulture);
        fields["document_space"] = fields["data_space"] = (dice.Between(1, 20) * 100).ToString(CultureInfo.InvariantCulture);
        fields["time_zone"] = dice.Between(1, 40).ToString(CultureInfo.InvariantCulture);
        fields["date_format"] = dice.Of<string>(["mm/dd/yyyy", "dd.mm.yyyy", "yyyy-mm-dd"]);
        if (dice.Chance(30)) fields["discount"] = dice.Between(1, 25).ToString(CultureInfo.InvariantCulture);
        if (dice.Chance(40)) fields["base_subscriber_plan"] = dice.Between(1, 4).ToString(CultureInfo.InvariantCulture);
        if (dice.Chance(40)) fields["classification"] = dice.Of<string>(["Gold", "Silver", "Standard"]);
        if (msp is not null) fields["partner"] = msp;
        fields["is_partner"] = fields["msp"] = msp is null ? "1" : "0";
        fields["deleted"] = dice.Chance(5) ? "1" : "0";
        fields["active"] = dice.Chance(90) ? "1" : "0";
        fields["created_id"] = "1";
        fields["owner_id"] = fields["modified_id"] = "5";
        fields["start_date"] = MadeUpTime.Text(started);
        fields["date_modified"] = MadeUpTime.Text(started.AddDays(dice.Below(50)));
        return fields.ToImmutable();
    }

    private static PlatformTenant Row(SqliteDataReader row) => new(
        row.GetInt32(0), JsonSerializer.Deserialize<ImmutableSortedDictionary<string, string>>(row.GetString(1))!);
}
