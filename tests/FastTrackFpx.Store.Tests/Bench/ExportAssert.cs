namespace FastTrackFpx.Store.Tests.Bench;

/// <summary>Compares a database with what the sandbox stores.</summary>
internal static class ExportAssert
{
    internal static JsonElement Of(SandboxService service) => JsonDocument.Parse(service.Export(withAssigned: true)).RootElement;

    /// <summary>The database holds exactly what the sandbox exports of tenants with a claim.</summary>
    internal static void Same(SandboxService service, string path)
    {
        JsonElement export = Of(service);
        JsonElement[] tenants = [.. export.GetProperty("tenants").EnumerateArray().Where(tenant => tenant.GetProperty("claimed").GetBoolean())];
        Equal(tenants.Select(tenant => $"{tenant.GetProperty("tenantId")}|{tenant.GetProperty("name")}"), "SELECT tenant_id, name FROM tenant");
        Equal(
            tenants.SelectMany(tenant => tenant.GetProperty("services").EnumerateArray().Select(service => $"{tenant.GetProperty("tenantId")}|{service.GetProperty("serviceId")}|{service.GetProperty("seats")}")),
            "SELECT tenant_id, service_id, seats FROM max_entitlement");
        Equal(
            tenants.SelectMany(tenant => tenant.GetProperty("services").EnumerateArray()
                .SelectMany(service => service.GetProperty("entitlements").EnumerateArray())
                .Select(record => $"{tenant.GetProperty("tenantId")}|{record.GetProperty("serviceIntentId")}|{NameOf(record, "l1")}|{NameOf(record, "l2")}|{record.GetProperty("entitlementCount")}|{Day(record, "targetDate")}|{Text(record, "owner")}|{Text(record, "notes")}")),
            "SELECT tenant_id, entitlement_id, l1_name, l2_name, seats, substr(target_date, 1, 10), owner, notes FROM entitlement");
        Equal(
            tenants.SelectMany(tenant => tenant.GetProperty("contacts").EnumerateArray().Select(contact =>
                $"{tenant.GetProperty("tenantId")}|{contact.GetProperty("contactId")}|{Text(contact, "name")}|{Text(contact, "email")}|{Text(contact, "title")}|{NameOf(contact, "contactType")}|{Flag(contact, "isEngaged")}|{string.Join(',', NamesOf(contact, "skillTypes"))}")),
            "SELECT tenant_id, contact_id, name, email, title, contact_type_name, is_engaged, (SELECT group_concat(value, ',') FROM json_each(skill_types)) FROM contact");
        Equal(
            tenants.SelectMany(tenant => tenant.GetProperty("notes").EnumerateArray().Select(note => $"{tenant.GetProperty("tenantId")}|{note.GetProperty("category")}|{Text(note, "author")}|{Written(note)}")),
            "SELECT tenant_id, note_category_id, author, CASE WHEN length(text) < 2000 THEN text ELSE 'long' END FROM note");
        Equal(
            export.GetProperty("referrals").EnumerateArray().Select(referral => $"{referral.GetProperty("id")}|{Text(referral, "tenantId")}|{Text(referral, "tenantDomain")}|{NameOf(referral, "acceptance")}|{NameOf(referral, "referralStatus")}"),
            "SELECT referral_id, tenant_id, tenant_domain, acceptance_name, referral_status_name FROM referral");

        void Equal(IEnumerable<string> expected, string sql) => Assert.Equal(expected.Order(StringComparer.Ordinal), StoreBench.Rows(path, sql).Order(StringComparer.Ordinal));
    }

    private static string Written(JsonElement note)
    {
        string text = note.GetProperty("text").GetString()!;
        return text.Contains("SHA-256", StringComparison.Ordinal) || text.Length >= 2000 ? "long" : text;
    }

    private static string? Text(JsonElement record, string property) => record.GetProperty(property).GetString();

    private static string? NameOf(JsonElement record, string property) =>
        record.GetProperty(property) is { ValueKind: JsonValueKind.Object } entry ? entry.GetProperty("name").GetString() : null;

    private static string Flag(JsonElement record, string property) => record.GetProperty(property).ValueKind switch
    {
        JsonValueKind.True => "1",
        JsonValueKind.False => "0",
        _ => string.Empty,
    };

    private static string Day(JsonElement record, string property) => record.GetProperty(property) is { ValueKind: JsonValueKind.String } date
        ? date.GetDateTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : string.Empty;

    private static IEnumerable<string?> NamesOf(JsonElement record, string property) =>
        record.GetProperty(property) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Select(entry => entry.GetProperty("name").GetString()) : [];
}
