using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Text.Json;
using CsCheck;
using FastTrackFpx.Hosting;
using FastTrackFpx.Sandbox;
using Xunit.Abstractions;

namespace FastTrackFpx.Tests.Changes;

/// <summary>
/// Any record that a cmdlet emitted, edited in any one property and piped back, either changes exactly that on the service or is an error; the service, the
/// journal and the prompt agree. The record may have gone through JSON, CliXml, CSV or Select-Object meanwhile.
/// </summary>
public sealed class EditedRecordProperties(ITestOutputHelper output) : WriteBench
{
    private const int Edits = 50;

    private static readonly string[] Ways =
    [
        "$r", "$r", "$r | Select-Object *", "$r | ConvertTo-Json | ConvertFrom-Json", "$r | ConvertTo-Csv | ConvertFrom-Csv",
        "[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($r, 2))",
    ];

    /// <summary>Values as PowerShell writes them, of every kind that somebody may assign.</summary>
    private static readonly string[] Values =
    [
        "'Edited'", "' two  blanks '", "''", "'  '", "$null", "$misspelt", "'ünïcödé 日本'", "\"half a $([char]0xD83D) pair\"", "'a@example.com'", "{ script }", "@{ Name = 'Italy' }", "@{ Land = 'Italy' }",
        "$true", "$false", "'yes'", "'no'", "'maybe'", "0", "1", "2", "17", "1.5", "'1.000'", "'5kb'", "99999", "'0f8fad5b-d9cb-469f-a165-70867728950e'", "[guid]'0f8fad5b-d9cb-469f-a165-70867728950e'",
        "'Australia'", "'ITALY'", "'Bogus'", "'Completed'", "'Blocked'", "'Closed'", "'English'", "'OneDrive'", "'OneDrive; Microsoft Teams'", "@('OneDrive', 'Microsoft Teams')", "@('OneDrive', $null)", "@()",
        "(Get-FpxCountryRegion Australia)", "(Get-FpxCountryRegion Italy).Id", "(Get-FpxTimeZone)[3]", "(Get-FpxSkillType)[0]", "(Get-FpxEntitlementStatus -Level 1)[1]", "(Get-FpxReferralStatus)[2].Id",
        "'2027-03-31'", "'2027-03-31T14:30:00Z'", "[datetime]'2027-03-31'", "[datetime]::SpecifyKind('2027-03-31', 'Utc')", "[datetime]::SpecifyKind('2027-03-31T23:30', 'Local')", "[datetimeoffset]'2027-03-31T00:00:00+10:00'",
        "[datetimeoffset]'2027-03-31T00:00:00-10:00'", "[DateOnly]::new(2027, 3, 31)", "[TimeOnly]::new(3, 31)", "[timespan]'03:31'", "'1.4.2027'", "'03/04/2027'", "'12:30'",
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
        Gen.Select(OneOf(properties), OneOf(Values), OneOf(Ways)).Sample(
            (property, value, way) => EditAndCompare(cmdlet, id, read, property, value, way, follows, after),
            writeLine: output.WriteLine,
            iter: Edits,
            threads: 1,
            print: edit => $"$r = {edit.Item3}; $r.{edit.Item1} = {edit.Item2}");
    }

    private static Gen<string> OneOf(string[] texts) => Gen.Int[0, texts.Length - 1].Select(place => texts[place]);

    private void EditAndCompare<T>(string cmdlet, Guid id, Func<T> read, string property, string value, string way, string[] follows, Func<FpxChange, T?> after)
        where T : class
    {
        T before = read();
        Dictionary<(string Record, string Field), string> stored = _stored ??= Stored();
        (int entries, int calls) = (_entries ?? Journal.Count, Service.Log.Count());
        Session["r"] = read();
        SessionResult edited = Session.Script($"$r = {way}; $r.{property} = {value}; $r");
        if (edited.AllErrors.Count > 0) return; // PowerShell refused the value.

        SessionResult whatIf = Session.Run($"{edited.Output} | & {cmdlet} -WhatIf");
        Assert.All(Service.Log.Entries.Skip(calls), call => Assert.Equal("GET", call.Method));
        SessionResult result = Session.Run($"{edited.Output} | & {cmdlet} -Confirm:$false");
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
        Assert.Contains(Text(now, property), Assert.Single(whatIf.HostLines), StringComparison.Ordinal);
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

        // A name that nobody has read is no claim, and an empty cell of a row is none either.
        if (assigned.Length == 0) return property is "TenantName" or "ServiceName" or "ServiceId" or "ReferralId" || edited.BaseObject is PSCustomObject || Text(now, property) == "none";
        object? held = typeof(T).GetProperty(property)!.GetValue(now);
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
        DateTimeOffset date => [$"{date.UtcDateTime:yyyy-MM-dd}"],
        DateTime date => [$"{date:yyyy-MM-dd}"],
        DateOnly day => [$"{day:yyyy-MM-dd}"],
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
