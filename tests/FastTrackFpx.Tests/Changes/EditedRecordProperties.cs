namespace FastTrackFpx.Tests.Changes;

/// <summary>
/// Any record that a cmdlet emitted, edited in any one property and piped back, either changes exactly that on the service or is an error; the service, the
/// journal and the prompt agree. The record may have gone through JSON, CliXml, CSV or Select-Object meanwhile.
/// </summary>
[Trait("Category", "Slow")]
public sealed class EditedRecordProperties : WriteBench
{
    private static readonly string[] Values =
    [
        "'Australia'", "'ITALY'", "'Bogus'", "'Completed'", "'Blocked'", "'Closed'", "'English'", "'OneDrive'", "'OneDrive; Microsoft Teams'", "@('OneDrive', 'Microsoft Teams')", "@('OneDrive', $null)",
        "(Get-FpxCountryRegion Australia)", "(Get-FpxCountryRegion Italy).Id", "(Get-FpxTimeZone)[3]", "(Get-FpxSkillType)[0]", "(Get-FpxEntitlementStatus -Level 1)[1]", "(Get-FpxReferralStatus)[2].Id",
    ];

    private Dictionary<(string Record, string Field), string>? _stored;
    private int? _entries;

    protected override void Adjust(SandboxOptions options)
    {
        options.Tenants = 12;
        options.RequestsPerMinute = 0;
        options.WithServiceId = true;
    }

    [Fact]
    public void An_edited_contact()
    {
        FpxContact contact = NewContact();
        Check(
            "Set-FpxContact", contact.ContactId, () => Session.Run($"Get-FpxContact {contact.TenantId}").Succeeded().Values<FpxContact>().Single(one => one.ContactId == contact.ContactId), [],
            change => change.After?.Contact);
    }

    [Fact]
    public void An_edited_referral()
    {
        FpxReferral referral = Session.Run("Get-FpxReferral").Succeeded().Values<FpxReferral>().First(one => one.Acceptance?.Name == "Accepted" && one.ValueAddedServicesSold == true);

        // Without services sold there is no value of them.
        Check(
            "Set-FpxReferral", referral.PartnerReferralId!.Value, () => Session.Run($"Get-FpxReferral -ReferralId {referral.ReferralId}").Succeeded().Values<FpxReferral>().Single(), ["ServicesEstimatedValue"],
            change => change.After?.Referral);
    }

    [Fact]
    public void An_edited_status_record()
    {
        FpxEntitlement seat = Seats(2)[0];
        Check(
            "Set-FpxEntitlement", seat.ServiceIntentId!.Value, () => Read(seat.TenantId, seat.ServiceId!).First(record => record.ServiceIntentId == seat.ServiceIntentId), [],
            change => change.After?.Entitlements?.First(record => record.ServiceIntentId == seat.ServiceIntentId));
    }

    private void Check<T>(string cmdlet, Guid id, Func<T> read, string[] follows, Func<FpxChange, T?> after)
        where T : class
    {
        string[] properties = [.. typeof(T).GetProperties().Where(property => property.CanWrite).Select(property => property.Name)];
        Connect(Session);
        Session.Run("Get-FpxTenant").Succeeded();
        RandomEdits.Check(properties, Values, edit => EditAndCompare(cmdlet, id, read, edit, follows, after));
    }

    private void EditAndCompare<T>(string cmdlet, Guid id, Func<T> read, RandomEdit edit, string[] follows, Func<FpxChange, T?> after)
        where T : class
    {
        string property = edit.Property;
        T before = read();
        Dictionary<(string Record, string Field), string> stored = _stored ??= Stored();
        (int entries, int calls) = (_entries ?? Journal.Count, Service.Log.Count());
        Session["r"] = read();
        SessionResult edited = Session.Script($"{edit}; $r");
        if (edited.AllErrors.Count > 0) return; // PowerShell refused the value.

        SessionResult whatIf = Session.Script($"{edit.Setup}; $r | {cmdlet} -WhatIf");
        Assert.All(Service.Log.Entries.Skip(calls), call => Assert.Equal("GET", call.Method));
        SessionResult result = Session.Script($"{edit.Setup}; $r | {cmdlet} -Confirm:$false");
        T now = read();
        _stored = Stored();
        (string Record, string Field)[] changed = [.. stored.Keys.Union(_stored.Keys).Where(key => stored.GetValueOrDefault(key) != _stored.GetValueOrDefault(key))];

        // Only what the service alone can refuse is no error of -WhatIf.
        if (whatIf.Errors.Count > 0 || result.Errors.Any(error => !error.FullyQualifiedErrorId.StartsWith("RequestRefused", StringComparison.Ordinal)))
            Assert.Equal(whatIf.Errors.Select(error => error.FullyQualifiedErrorId), result.Errors.Select(error => error.FullyQualifiedErrorId));
        if (result.AllErrors.Count > 0)
        {
            _entries = null;
            Assert.True(changed.Length == 0, $"An error, and yet {string.Join(", ", changed)} changed: {result.AllErrors[0]}");
            return;
        }

        Assert.All(changed, change => Assert.True(
            Guid.Parse(change.Record) == id && (IsFieldOf(property, change.Field) || follows.Any(other => IsFieldOf(other, change.Field))), $"{change.Field} of {change.Record} was {stored.GetValueOrDefault(change)} and is {_stored.GetValueOrDefault(change)}."));
        IReadOnlyList<FpxChange> journal = Journal;
        _entries = journal.Count;
        Assert.Equal(entries + whatIf.HostLines.Count, journal.Count);
        if (changed.Length == 0)
        {
            Assert.True(IsHeld(edited.Output.Single(), now, property), $"Neither an error nor a change: the service holds {Text(now, property)}.");
            return;
        }

        Assert.Equal(Text(now, property), Text(after(journal[0])!, property));
        Assert.NotEqual(Text(before, property), Text(now, property));
        Assert.Contains(Printed(Text(now, property)), Printed(Assert.Single(whatIf.HostLines)), StringComparison.Ordinal);

        // A prompt shows a blank for control characters.
        static string Printed(string text) => string.Join(' ', text.Split([' ', '\u0001'], StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>What the service stores, but for what it assigns at each change: the value of each field of each record. An empty text is none.</summary>
    private Dictionary<(string Record, string Field), string> Stored()
    {
        using JsonDocument export = JsonDocument.Parse(Service.Export(withAssigned: true));
        return RecordsOf(export.RootElement).ToDictionary(field => (field.Record, field.Field), field => field.Value);
    }

    private static IEnumerable<(string Record, string Field, string Value)> RecordsOf(JsonElement element)
    {
        IEnumerable<JsonElement> inner = element.ValueKind switch
        {
            JsonValueKind.Array => element.EnumerateArray(),
            JsonValueKind.Object => element.EnumerateObject().Select(member => member.Value),
            _ => [],
        };
        string? id = element.ValueKind != JsonValueKind.Object ? null : new[] { "contactId", "serviceIntentId", "partnerReferralId" }.Select(name => element.TryGetProperty(name, out JsonElement value) ? value.GetString() : null).FirstOrDefault(value => value is not null);
        return id is null ? inner.SelectMany(RecordsOf) : element.EnumerateObject().Where(member => !member.Name.StartsWith("modified", StringComparison.Ordinal)).Select(member => (id, member.Name, member.Value.GetRawText() is "\"\"" ? "null" : member.Value.GetRawText()));
    }

    private static bool IsFieldOf(string property, string field) => field.StartsWith(property, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether what somebody assigned is what the service holds already, or nothing in place of what nobody asked about.</summary>
    private static bool IsHeld<T>(PSObject? edited, T now, string property)
    {
        string[] assigned = [.. ItemsOf(edited!.Properties[property]?.Value).Where(text => text.Length > 0)];

        // A name that nobody has read is no claim, one of two ids is enough, a referral without a decision may have been read before it, and an empty cell is no claim.
        if (assigned.Length == 0) return property is "TenantName" or "ServiceName" or "ServiceId" or "ReferralId" or "PartnerReferralId" or "Acceptance" || edited.BaseObject is PSCustomObject || Text(now, property) == "none";
        object? held = typeof(T).GetProperty(property)!.GetValue(now);

        // A record that was changed at an earlier time was read before the last change.
        if (property == "Modified" && edited.BaseObject is FpxContact contact && contact.Modified < (DateTimeOffset?)held) return true;
        FpxLookup[] entries = held is FpxLookup one ? [one] : [.. held as IEnumerable<FpxLookup> ?? []];
        return entries.Length > 0
            ? entries.Length == assigned.Length && assigned.All(text => entries.Any(entry => Is(text, entry.Name) || Is(text, entry.Id)))
            : Is(assigned[0], Text(now, property)) || Is(assigned[0], Convert.ToString(held, CultureInfo.InvariantCulture)) || (held is bool flag && Is(assigned[0], flag ? "1" : "0"));

        static bool Is(string text, string? other) => string.Equals(text, other?.Trim(), StringComparison.OrdinalIgnoreCase);
    }

    private static IEnumerable<string> ItemsOf(object? value) => (value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value) switch
    {
        string text => text.Split(';').Select(part => part.Trim()),
        System.Collections.IEnumerable several and not System.Collections.IDictionary => several.Cast<object?>().SelectMany(ItemsOf),
        // The day as it is written, whatever the offset is.
        IFormattable date and (DateTimeOffset or DateTime or DateOnly) => [date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)],
        System.Collections.IDictionary table => [$"{table["Name"]}"],
        var other => [Convert.ToString(other, CultureInfo.InvariantCulture) ?? string.Empty],
    };

    private static string Text<T>(T record, string property) => typeof(T).GetProperty(property)!.GetValue(record) switch
    {
        null => "none",
        string { Length: 0 } => "none",
        true => "yes",
        false => "no",
        DateTimeOffset date => date.UtcDateTime.TimeOfDay == TimeSpan.Zero ? $"{date.UtcDateTime:yyyy-MM-dd}" : $"{date.UtcDateTime:yyyy-MM-dd HH:mm}",
        IEnumerable<FpxLookup> entries => entries.Any() ? string.Join(", ", entries.Select(entry => entry.ToString())) : "none",
        var other => other.ToString() ?? "none",
    };
}
